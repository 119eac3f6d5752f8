/**
 * Journals in a browser: IndexedDB, whose transactions are on the disk before they are answered (`strict`). A journal is a
 * record of its own and the pieces of its text in order. Storage may be forbidden, full or lost at any time.
 */
import { fail, ok, type Result } from '../../core/base/result'
import { isSha256 } from '../../core/base/ids'
import type { FileProblem } from '../../core/contract/file-problem'
import { isJournalId, type JournalListing, type JournalStore } from '../../core/contract/journal'
import { words } from '../text/words'
import { problemOfDom } from './window-files'

const NAME = 'styleloom-journal'
const JOURNALS = 'journals'
/** Under `[id, number]`. */
const PIECES = 'pieces'
const BLOBS = 'blobs'
const ALL = [JOURNALS, PIECES, BLOBS] as const
/** A blob may be waiting for the line that names it. */
const YOUNG_MS = 60 * 60 * 1000

export function createBrowserJournal(factory: IDBFactory, now: () => number = Date.now): JournalStore {
  let opened: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    opened ??= openDatabase(factory, () => (opened = null)).catch((thrown: unknown) => {
      // The next one tries anew: storage may be allowed by then.
      opened = null
      throw thrown
    })
    return opened
  }

  async function attempt<Value>(
    work: (database: IDBDatabase) => Promise<Value>,
  ): Promise<Result<Value, FileProblem>> {
    try {
      return ok(await work(await open()))
    } catch (thrown) {
      return fail(problemOfDom(thrown, words.journal.storage))
    }
  }

  /** What `work` asks for happens as a whole or not at all, and is on the disk when this answers. */
  function write(
    work: (transaction: IDBTransaction) => Promise<unknown> | void,
  ): Promise<Result<null, FileProblem>> {
    return attempt(async (database) => {
      const transaction = database.transaction(ALL, 'readwrite', { durability: 'strict' })
      const done = endOf(transaction)
      try {
        await work(transaction)
      } catch (thrown) {
        done.catch(() => undefined) // It ends because of this, and this is the reason to tell.
        if (!isOver(transaction)) transaction.abort()
        throw thrown
      }
      await done
      return null
    })
  }

  return {
    begin: (id, text) =>
      write((transaction) => {
        transaction.objectStore(JOURNALS).put({ id, changed: now() })
        transaction.objectStore(PIECES).delete(piecesOf(id))
        transaction.objectStore(PIECES).put(text, [id, 0])
      }),
    append: (id, text) =>
      write(async (transaction) => {
        const pieces = transaction.objectStore(PIECES)
        const count = await resultOf(pieces.count(piecesOf(id)))
        if (count === 0) throw new DOMException('There is no such journal.', 'NotFoundError')
        pieces.put(text, [id, count])
        transaction.objectStore(JOURNALS).put({ id, changed: now() })
      }),
    list: () =>
      attempt(async (database) => {
        const found = await resultOf<unknown[]>(database.transaction(JOURNALS).objectStore(JOURNALS).getAll())
        return found.filter(isListing)
      }),
    read: (id) => attempt((database) => readText(database, id)),
    remove: (id) =>
      write((transaction) => {
        transaction.objectStore(JOURNALS).delete(id)
        transaction.objectStore(PIECES).delete(piecesOf(id))
      }),
    missing: (names) =>
      attempt(async (database) => {
        const kept = new Set(await resultOf(database.transaction(BLOBS).objectStore(BLOBS).getAllKeys()))
        return names.filter((name) => !kept.has(name))
      }),
    putBlob: (name, bytes) =>
      // A copy: shared memory cannot be stored.
      write(
        (transaction) =>
          void transaction.objectStore(BLOBS).put({ bytes: new Uint8Array(bytes), time: now() }, name),
      ),
    blob: (name) =>
      attempt(async (database) => {
        const found = await resultOf<unknown>(database.transaction(BLOBS).objectStore(BLOBS).get(name))
        return isBlob(found) ? found.bytes : null
      }),
    async collect() {
      const named = await attempt(namedBlobs)
      if (!named.ok) return named
      return write(async (transaction) => {
        const blobs = transaction.objectStore(BLOBS)
        for (const name of await resultOf(blobs.getAllKeys())) {
          if (typeof name === 'string' && named.value.has(name)) continue
          const found = await resultOf<unknown>(blobs.get(name))
          if (!isBlob(found) || now() - found.time > YOUNG_MS) blobs.delete(name)
        }
      })
    },
  }
}

function piecesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []])
}

async function readText(database: IDBDatabase, id: string): Promise<string | null> {
  const pieces = await resultOf<unknown[]>(
    database.transaction(PIECES).objectStore(PIECES).getAll(piecesOf(id)),
  )
  return pieces.length === 0 ? null : pieces.filter((piece) => typeof piece === 'string').join('')
}

async function namedBlobs(database: IDBDatabase): Promise<ReadonlySet<string>> {
  const named = new Set<string>()
  const journals = await resultOf(database.transaction(JOURNALS).objectStore(JOURNALS).getAllKeys())
  for (const id of journals) {
    const text = typeof id === 'string' ? await readText(database, id) : null
    for (const [name] of text?.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []) {
      if (isSha256(name)) named.add(name)
    }
  }
  return named
}

function isListing(value: unknown): value is JournalListing {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    isJournalId(value.id) &&
    'changed' in value &&
    typeof value.changed === 'number'
  )
}

function isBlob(value: unknown): value is { readonly bytes: Uint8Array; readonly time: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array &&
    'time' in value &&
    typeof value.time === 'number'
  )
}

async function openDatabase(factory: IDBFactory, onLost: () => void): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(JOURNALS, { keyPath: 'id' })
    request.result.createObjectStore(PIECES)
    request.result.createObjectStore(BLOBS)
  }
  const database = await resultOf(request)
  // The user cleared the site's data, or the disk is gone.
  database.onclose = onLost
  return database
}

/** A request that failed has ended its transaction by itself. */
function isOver(transaction: IDBTransaction): boolean {
  return transaction.error !== null
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? closed())
  })
}

function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? closed())
  })
}

function closed(): DOMException {
  return new DOMException('The storage was closed.', 'AbortError')
}
