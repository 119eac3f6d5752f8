/** The only place where a handle becomes a path. A handle exists because the user chose that file. */
import type { FileHandle, FileKind } from '../../core/contract/main'
import type { FileVersion } from './file-version'

export interface HeldFile {
  readonly path: string
  /** What the file was chosen as: a graph may be written over, a picture that was opened may not. */
  readonly kind: FileKind | 'export'
  /** What was read or written here last; absent where nothing is ever written back. */
  readonly version?: FileVersion
}

export interface FileHandles {
  /**
   * The same file of the same kind gets the same handle. With a version each gets its own: two documents that were opened
   * from one file, one after the other, know different versions of it.
   */
  hold(file: HeldFile): FileHandle
  /** The file now holds this version. */
  renew(handle: FileHandle, version: FileVersion): void
  /** Throws on a handle that was never given out: only a bug or an intruder sends one. */
  find(handle: FileHandle): HeldFile
}

export function createFileHandles(): FileHandles {
  const files = new Map<FileHandle, HeldFile>()
  const known = new Map<string, FileHandle>()

  function find(handle: FileHandle): HeldFile {
    const file = files.get(handle)
    if (file === undefined) throw new Error(`Internal error: no file has the handle "${handle}"`)
    return file
  }

  return {
    hold(file) {
      const key = `${file.kind}\0${file.path}`
      const handle = (file.version ? undefined : known.get(key)) ?? (`file-${files.size + 1}` as FileHandle)
      if (!file.version) known.set(key, handle)
      files.set(handle, file)
      return handle
    },
    renew: (handle, version) => void files.set(handle, { ...find(handle), version }),
    find,
  }
}
