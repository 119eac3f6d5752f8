/** The only place where a handle becomes a path. A handle exists because the user chose that file. */
import type { FileHandle, FileKind } from '../../core/contract/main'

export interface HeldFile {
  readonly path: string
  /** What the file was chosen as: a graph may be written over, a picture that was opened may not. */
  readonly kind: FileKind | 'export'
}

export interface FileHandles {
  /** The same file of the same kind gets the same handle. */
  hold(file: HeldFile): FileHandle
  /** Throws on a handle that was never given out: only a bug or an intruder sends one. */
  find(handle: FileHandle): HeldFile
}

export function createFileHandles(): FileHandles {
  const files = new Map<FileHandle, HeldFile>()
  const known = new Map<string, FileHandle>()
  return {
    hold(file) {
      const key = `${file.kind}\0${file.path}`
      const handle = known.get(key) ?? (`file-${files.size + 1}` as FileHandle)
      known.set(key, handle)
      files.set(handle, file)
      return handle
    },
    find(handle) {
      const file = files.get(handle)
      if (file === undefined) throw new Error(`Internal error: no file has the handle "${handle}"`)
      return file
    },
  }
}
