/**
 * Where a browser keeps the weights folder's handle and what its files hold: IndexedDB. Storage may be forbidden or lost at
 * any time; what fails then rejects with a DOMException.
 */
import type { FolderIndex } from '../../core/file/weights-folder'

/** `Folder` is a directory handle, which only IndexedDB can keep. */
export interface KeptFolder<Folder> {
  readonly folder: Folder
  readonly index: FolderIndex
}

export interface WeightsDatabase<Folder> {
  read(): Promise<KeptFolder<Folder> | null>
  write(kept: KeptFolder<Folder>): Promise<void>
  clear(): Promise<void>
}

const NAME = 'styleloom-weights'
const STORE = 'folder'
const KEY = 'chosen'

export function createWeightsDatabase(factory: IDBFactory): WeightsDatabase<FileSystemDirectoryHandle> {
  async function run<Value>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> {
    const opening = factory.open(NAME, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    const database = await resultOf(opening)
    try {
      return await resultOf(ask(database.transaction(STORE, mode).objectStore(STORE)))
    } finally {
      database.close()
    }
  }
  return {
    async read() {
      const found: unknown = await run<unknown>('readonly', (store) => store.get(KEY))
      return isKept(found) ? found : null
    },
    async write(kept) {
      await run('readwrite', (store) => store.put(kept, KEY))
    },
    async clear() {
      await run('readwrite', (store) => store.clear())
    },
  }
}

function isKept(value: unknown): value is KeptFolder<FileSystemDirectoryHandle> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'folder' in value &&
    value.folder instanceof FileSystemDirectoryHandle &&
    'index' in value &&
    value.index instanceof Map
  )
}

function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new DOMException('The storage was closed.', 'AbortError'))
  })
}
