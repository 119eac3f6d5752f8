/**
 * Recent files in a browser with the File System Access API: their handles outlast the page, the permission to read
 * them is asked for anew when one is opened. What storage refuses is forgotten; nothing of the user's is in it.
 */
import { fail, ok } from '../../core/base/result'
import { MAX_RECENT, type RecentFile, type RecentId } from '../../core/contract/recent'
import { versionOf, type FileVersion } from './file-version'
import type { FileHandle, OpenedFile } from './host'
import type { HostRecent } from './recent'
import type { RecentDatabase, RecentRecord } from './recent-database'
import { problemOfDom, readFileBytes } from './window-files'

/** Of the File System Access API, what TypeScript's own declarations leave out. */
interface AskableHandle extends FileSystemFileHandle {
  queryPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>
  requestPermission?(options: { readonly mode: 'read' }): Promise<PermissionState>
}

export interface BrowserRecentParts {
  readonly database: RecentDatabase
  /** The file behind one of the host's handles; null when it cannot be opened again. */
  readonly fileOf: (handle: FileHandle) => FileSystemFileHandle | null
  /** Takes a file among the host's. */
  readonly hold: (file: FileSystemFileHandle, version: FileVersion) => FileHandle
  readonly now?: () => number
}

export function createBrowserRecent({
  database,
  fileOf,
  hold,
  now = Date.now,
}: BrowserRecentParts): HostRecent {
  const listeners = new Set<() => void>()
  let lastTurn: Promise<void> = Promise.resolve()

  /** One after the other: two that come at once must not both become the same file's record. */
  function change(work: () => Promise<void>): Promise<void> {
    lastTurn = lastTurn.then(() => unlessRefused(work(), undefined))
    return lastTurn.then(() => listeners.forEach((listener) => listener()))
  }

  const newestFirst = async (): Promise<readonly RecentRecord[]> =>
    [...(await database.all())].sort((a, b) => b.time - a.time)

  return {
    isKept: true,
    list: () =>
      unlessRefused(
        newestFirst().then((records) => Promise.all(records.map(toRecentFile))),
        [],
      ),
    async open(id) {
      const record = (await unlessRefused(database.all(), [])).find((known) => known.id === id)
      if (!record) return null
      try {
        if (!(await mayRead(record.handle))) return null
        const file = await record.handle.getFile()
        const bytes = await readFileBytes(file)
        if (!bytes.ok) return bytes
        const handle = hold(record.handle, await versionOf(file, bytes.value))
        const opened: OpenedFile = { handle, name: file.name, bytes: bytes.value }
        return ok(opened)
      } catch (thrown) {
        return fail(problemOfDom(thrown, record.name))
      }
    },
    remember: (handle, thumbnail) =>
      change(async () => {
        const file = fileOf(handle)
        if (!file) return
        const records = await newestFirst()
        const known = await findSame(records, file)
        await database.put({
          id: known?.id ?? newId(),
          name: file.name,
          time: now(),
          thumbnail: thumbnail ?? known?.thumbnail ?? null,
          handle: file,
        })
        const others = records.filter((record) => record !== known)
        await database.remove(others.slice(MAX_RECENT - 1).map(({ id }) => id))
      }),
    forget: (id) => change(() => database.remove([id])),
    clear: () => change(async () => database.remove((await database.all()).map(({ id }) => id))),
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function toRecentFile({ id, name, time, thumbnail, handle }: RecentRecord): Promise<RecentFile> {
  return { id, name, folder: '', time, thumbnail, isMissing: await isGone(handle) }
}

/** Known only of files that may be read without asking. */
async function isGone(handle: FileSystemFileHandle): Promise<boolean> {
  if ((await (handle as AskableHandle).queryPermission?.({ mode: 'read' })) !== 'granted') return false
  try {
    await handle.getFile()
    return false
  } catch (thrown) {
    if (thrown instanceof DOMException) return thrown.name === 'NotFoundError'
    throw thrown
  }
}

async function mayRead(handle: FileSystemFileHandle): Promise<boolean> {
  const asked = (await (handle as AskableHandle).requestPermission?.({ mode: 'read' })) ?? 'granted'
  return asked === 'granted'
}

async function findSame(
  records: readonly RecentRecord[],
  file: FileSystemFileHandle,
): Promise<RecentRecord | null> {
  for (const record of records) {
    if (await file.isSameEntry(record.handle)) return record
  }
  return null
}

function newId(): RecentId {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `recent-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}` as RecentId
}

async function unlessRefused<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await asked
  } catch (thrown) {
    // Forbidden, full or cleared while the page was open.
    if (thrown instanceof DOMException) return otherwise
    throw thrown
  }
}
