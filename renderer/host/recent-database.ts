/**
 * The browser's memory for recent files: IndexedDB, the one place that keeps a file's handle from visit to visit.
 * Storage may be forbidden or lost at any time; what fails then rejects with a DOMException.
 */
import { isRecentId, type RecentId } from '../../core/contract/recent'

export interface RecentRecord {
  readonly id: RecentId
  readonly name: string
  readonly time: number
  readonly thumbnail: Uint8Array | null
  readonly handle: FileSystemFileHandle
}

export interface RecentDatabase {
  all(): Promise<readonly RecentRecord[]>
  put(record: RecentRecord): Promise<void>
  remove(ids: readonly RecentId[]): Promise<void>
}

const NAME = 'styleloom-recent'
const STORE = 'files'

export function createRecentDatabase(factory: IDBFactory): RecentDatabase {
  let opened: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    opened ??= openDatabase(factory).catch((thrown: unknown) => {
      // The next one tries anew: storage may be allowed by then.
      opened = null
      throw thrown
    })
    return opened
  }

  async function write(work: (store: IDBObjectStore) => void): Promise<void> {
    const database = await open()
    const transaction = database.transaction(STORE, 'readwrite')
    work(transaction.objectStore(STORE))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(problemOf(transaction.error))
    })
  }

  return {
    async all() {
      const database = await open()
      const found = await resultOf<unknown[]>(database.transaction(STORE).objectStore(STORE).getAll())
      return found.filter(isRecord)
    },
    put: (record) => write((store) => store.put(record)),
    remove: (ids) => write((store) => ids.forEach((id) => store.delete(id))),
  }
}

/** Another version of the page may have written it. */
function isRecord(value: unknown): value is RecentRecord {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, time, thumbnail, handle } = value as Partial<Record<keyof RecentRecord, unknown>>
  return (
    isRecentId(id) &&
    typeof name === 'string' &&
    typeof time === 'number' &&
    (thumbnail === null || thumbnail instanceof Uint8Array) &&
    typeof handle === 'object' &&
    handle !== null
  )
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
  return resultOf(request)
}

function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(problemOf(request.error))
  })
}

function problemOf(error: DOMException | null): DOMException {
  return error ?? new DOMException('The storage was closed.', 'AbortError')
}
