/**
 * The two ways in which a web page gets and gives files: the File System Access API, which can save to the same file
 * again, and where it is missing an upload field and a download.
 */
import { openFilter, saveFilter, type FileFilter } from '../../core/contract/file-types'
import type { FileKind } from './host'

export interface PickedFile {
  readonly file: File
  /** What to save to again; null where the browser cannot. */
  readonly target: SaveTarget | null
}

export interface SaveTarget {
  readonly name: string
  /** What opens it again in another visit; absent where the browser has no such thing. */
  readonly file?: FileSystemFileHandle
  /** Replaces the whole file at the end, or leaves it as it was. Rejects with a DOMException. */
  write(bytes: Uint8Array): Promise<void>
}

export interface FilePickers {
  /** Several only for graphs, whose weights may lie beside them. Empty when the user cancels. */
  open(kind: FileKind): Promise<readonly PickedFile[]>
  /** Null when the user cancels. */
  save(suggestedName: string): Promise<SaveTarget | null>
}

/** The part of the File System Access API that TypeScript's own declarations leave out. */
interface PickerWindow {
  showOpenFilePicker(options: object): Promise<FileSystemFileHandle[]>
  showSaveFilePicker(options: object): Promise<FileSystemFileHandle>
}

export function hasFileSystemAccess(window: object): window is PickerWindow {
  return 'showOpenFilePicker' in window && 'showSaveFilePicker' in window
}

export function createAccessPickers(window: PickerWindow): FilePickers {
  return {
    async open(kind) {
      const options = { multiple: kind === 'graph', types: [toPickerType(openFilter(kind))] }
      const handles = await unlessCancelled(window.showOpenFilePicker(options))
      return Promise.all(
        (handles ?? []).map(async (handle) => ({
          file: await handle.getFile(),
          target: createTarget(handle),
        })),
      )
    },
    async save(suggestedName) {
      const options = { suggestedName, types: [toPickerType(saveFilter(suggestedName))] }
      const handle = await unlessCancelled(window.showSaveFilePicker(options))
      return handle === null ? null : createTarget(handle)
    },
  }
}

export function createTarget(handle: FileSystemFileHandle): SaveTarget {
  return {
    name: handle.name,
    file: handle,
    async write(bytes) {
      // The browser writes to a swap file and moves it into place at `close`.
      const stream = await handle.createWritable()
      try {
        await stream.write(new Uint8Array(bytes))
      } catch (thrown) {
        await stream.abort().catch(() => undefined) // The first failure is the one to tell.
        throw thrown
      }
      await stream.close()
    },
  }
}

async function unlessCancelled<T>(picked: Promise<T>): Promise<T | null> {
  try {
    return await picked
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null
    throw thrown
  }
}

function toPickerType(filter: FileFilter) {
  const extensions = filter.extensions.map((extension) => `.${extension}`)
  return { description: filter.name, accept: { 'application/octet-stream': extensions } }
}

/** For browsers without the API, and for tests: what is saved is downloaded under the suggested name. */
export function createDownloadPickers(document: Document): FilePickers {
  return {
    async open(kind) {
      const files = await askByField(document, openFilter(kind), kind === 'graph')
      return files.map((file) => ({ file, target: null }))
    },
    save: (suggestedName) =>
      Promise.resolve({ name: suggestedName, write: (bytes) => download(document, suggestedName, bytes) }),
  }
}

function askByField(document: Document, filter: FileFilter, multiple: boolean): Promise<readonly File[]> {
  const field = document.createElement('input')
  field.type = 'file'
  field.multiple = multiple
  field.accept = filter.extensions.map((extension) => `.${extension}`).join(',')
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]))
    field.addEventListener('cancel', () => resolve([]))
    field.click()
  })
}

function download(document: Document, name: string, bytes: Uint8Array): Promise<void> {
  const link = document.createElement('a')
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }))
  link.href = url
  link.download = name
  link.click()
  // The download has its own reference once it has begun, which is after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return Promise.resolve()
}
