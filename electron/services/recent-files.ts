/**
 * The files that were open lately, newest first: `recent.json` and a folder of thumbnails in the app's own folder. A
 * list that is damaged or cannot be written is a short memory, never a failure: nothing of the user's is in it.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import * as v from 'valibot'
import { isRecentId, MAX_RECENT, type RecentFile, type RecentId } from '../../core/contract/recent'
import { isBelow } from './app-protocol'
import { writeAtomically } from './atomic-write'

export interface RecentEntry {
  readonly id: RecentId
  readonly path: string
  readonly name: string
  /** Shortened for the eye, as in `RecentFile`. */
  readonly folder: string
  readonly time: number
}

export interface RecentFiles {
  /** Newest first, as remembered: whether they are still there is not looked up. */
  readonly entries: readonly RecentEntry[]
  /** The same with thumbnails and a look at the disk. */
  list(): Promise<readonly RecentFile[]>
  /** Of the list, or of what it held since the start. Throws on any other: only a bug or an intruder asks for one. */
  find(id: RecentId): RecentEntry
  /** Puts a file first; `thumbnail` in PNG, null keeps the one there is. */
  add(path: string, thumbnail: Uint8Array | null): Promise<void>
  forget(id: RecentId): Promise<void>
  clear(): Promise<void>
  /** Told after each change of the list or of a thumbnail. Returns what stops it. */
  onChange(listener: () => void): () => void
}

export interface RecentOptions {
  /** The user's own folder: paths below it are shown as `~/…`. */
  readonly home: string
  readonly now?: () => number
  readonly report?: (problem: Error) => void
}

const stored = v.object({
  version: v.literal(1),
  files: v.array(v.object({ path: v.pipe(v.string(), v.minLength(1)), time: v.number() })),
})

/** A disk that does not answer, as a network drive that is gone, counts as one without the file. In milliseconds. */
const PATIENCE_MS = 1500

/** @param folder of the app's own; made when the first file is remembered */
export async function openRecentFiles(folder: string, options: RecentOptions): Promise<RecentFiles> {
  const { home, now = Date.now, report = () => undefined } = options
  const thumbnails = join(folder, 'recent-thumbnails')
  const listFile = join(folder, 'recent.json')
  const listeners = new Set<() => void>()
  let entries = (await readList(listFile)).map((file) => toEntry(file, home))
  // A menu may still show what was forgotten a moment ago.
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  let lastTurn: Promise<void> = Promise.resolve()

  /** One after the other, so that the list on disk is the newest one. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    lastTurn = lastTurn.then(work).catch((thrown: unknown) => {
      report(new Error('The list of recent files could not be written', { cause: thrown }))
    })
    return lastTurn
  }

  function change(next: readonly RecentEntry[], thumbnail?: () => Promise<void>): Promise<void> {
    entries = [...next]
    return inTurn(async () => {
      await mkdir(thumbnails, { recursive: true })
      await thumbnail?.()
      const files = entries.map(({ path, time }) => ({ path, time }))
      await write(listFile, new TextEncoder().encode(`${JSON.stringify({ version: 1, files }, null, 1)}\n`))
      await dropThumbnails(thumbnails, new Set(entries.map(({ id }) => thumbnailName(id))))
    }).then(() => {
      for (const listener of listeners) listener()
    })
  }

  return {
    get entries() {
      return entries
    },
    list: () =>
      Promise.all(
        entries.map(async ({ id, path, name, folder: place, time }) => ({
          id,
          name,
          folder: place,
          time,
          thumbnail: await readThumbnail(join(thumbnails, thumbnailName(id))),
          isMissing: !(await isThere(path)),
        })),
      ),
    find(id) {
      const entry = known.get(id)
      if (entry === undefined) throw new Error(`Internal error: no recent file has the id "${id}"`)
      return entry
    },
    add(path, thumbnail) {
      const entry = toEntry({ path, time: now() }, home)
      known.set(entry.id, entry)
      const others = entries.filter(({ id }) => id !== entry.id)
      return change(
        [entry, ...others].slice(0, MAX_RECENT),
        thumbnail === null ? undefined : () => write(join(thumbnails, thumbnailName(entry.id)), thumbnail),
      )
    },
    forget: (id) => change(entries.filter((entry) => entry.id !== id)),
    clear: () => change([]),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function toEntry(
  { path, time }: { readonly path: string; readonly time: number },
  home: string,
): RecentEntry {
  return { id: idOf(path), path, name: basename(path), folder: folderHint(path, home), time }
}

/** The same for a path in every run, so that its thumbnail is found again. */
function idOf(path: string): RecentId {
  const id = `recent-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
  if (!isRecentId(id)) throw new Error(`Internal error: ${id} is no id of a recent file`)
  return id
}

/** The last two folders on the way to a file: enough to tell two of the same name apart. */
export function folderHint(path: string, home: string): string {
  const folder = dirname(path)
  if (folder === home) return '~'
  const isOurs = isBelow(home, folder)
  const parts = (isOurs ? relative(home, folder) : folder).split(sep).filter((part) => part !== '')
  const start = isOurs ? '~' : folder.startsWith(sep) ? '' : null
  if (parts.length <= 2) return [...(start === null ? [] : [start]), ...parts].join(sep) || sep
  return ['…', ...parts.slice(-2)].join(sep)
}

async function readList(path: string): Promise<readonly { readonly path: string; readonly time: number }[]> {
  try {
    const parsed = v.safeParse(stored, JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.output.files.slice(0, MAX_RECENT) : []
  } catch {
    // None yet, or damaged: both are an empty list.
    return []
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const written = await writeAtomically(path, bytes)
  if (!written.ok) throw new Error(written.error.message)
}

function thumbnailName(id: RecentId): string {
  return `${id}.png`
}

async function readThumbnail(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    // A list without a picture is a list still.
    return null
  }
}

async function dropThumbnails(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!kept.has(name)) await rm(join(folder, name), { force: true })
  }
}

async function isThere(path: string): Promise<boolean> {
  const found = stat(path).then(
    (what) => what.isFile(),
    () => false,
  )
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  return Promise.race([found, tooLate]).finally(() => clearTimeout(timer))
}
