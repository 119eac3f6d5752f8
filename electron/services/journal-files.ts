/**
 * Journals as files in one folder of the app's own: `ID.journal` for each, and `blobs/SHA-256` for what they share. A
 * journal begins by an atomic write; from then on it only grows, and each growth is on the disk before it is answered.
 */
import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import {
  isJournalId,
  type JournalId,
  type JournalListing,
  type JournalStore,
} from '../../core/contract/journal'
import { writeAtomically } from './atomic-write'
import { errnoOf, problemOf } from './file-problems'

/** The part of `node:fs/promises` that is used here; a test passes one whose disk fills up. */
export type JournalDisk = Pick<typeof nodeFiles, 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rm' | 'stat'>

export interface JournalFiles extends JournalStore {
  /** Lets go of the files, for a test that takes the folder away. */
  close(): Promise<void>
}

export interface JournalFilesOptions {
  readonly folder: string
  readonly disk?: JournalDisk
  readonly write?: typeof writeAtomically
  readonly now?: () => number
}

interface OpenJournal {
  readonly handle: nodeFiles.FileHandle
  /** Bytes that hold whole lines; the next one goes there. */
  length: number
}

const ENDING = '.journal'
/** A blob is put before the line that names it, or after: what is younger than this may still be waiting for it. */
const YOUNG_MS = 60 * 60 * 1000

export function createJournalFiles({
  folder,
  disk = nodeFiles,
  write = writeAtomically,
  now = Date.now,
}: JournalFilesOptions): JournalFiles {
  const blobFolder = join(folder, 'blobs')
  const open = new Map<JournalId, OpenJournal>()
  const turns = new Map<JournalId, Promise<unknown>>()

  const pathOf = (id: JournalId): string => join(folder, `${id}${ENDING}`)

  /** What concerns one journal happens one after the other. */
  function inTurn<T>(
    id: JournalId,
    work: () => Promise<Result<T, FileProblem>>,
  ): Promise<Result<T, FileProblem>> {
    const done = (turns.get(id) ?? Promise.resolve()).then(() => attempt(pathOf(id), work))
    turns.set(
      id,
      done.catch(() => undefined), // Whoever asked hears of it.
    )
    return done
  }

  async function opened(id: JournalId): Promise<OpenJournal> {
    const known = open.get(id)
    if (known) return known
    const handle = await disk.open(pathOf(id), 'r+')
    try {
      const length = await wholeLines(handle)
      await handle.truncate(length)
      const journal = { handle, length }
      open.set(id, journal)
      return journal
    } catch (thrown) {
      await handle.close()
      throw thrown
    }
  }

  async function letGo(id: JournalId): Promise<void> {
    const journal = open.get(id)
    open.delete(id)
    await journal?.handle.close()
  }

  async function names(at: string): Promise<readonly string[]> {
    try {
      return await disk.readdir(at)
    } catch (thrown) {
      if (errnoOf(thrown) === 'ENOENT') return []
      throw thrown
    }
  }

  async function journals(): Promise<readonly JournalId[]> {
    const stems = (await names(folder)).flatMap((name) =>
      name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : [],
    )
    return stems.filter(isJournalId)
  }

  async function namedBlobs(): Promise<ReadonlySet<string>> {
    const named = new Set<string>()
    for (const id of await journals()) {
      const text = await unlessGone(() => disk.readFile(pathOf(id), 'latin1'))
      for (const [name] of text?.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []) named.add(name)
    }
    return named
  }

  async function removeOld(at: string, isLeft: (file: string) => boolean): Promise<void> {
    for (const file of (await names(at)).filter(isLeft)) {
      const path = join(at, file)
      const found = await unlessGone(() => disk.stat(path))
      if (found && now() - found.mtimeMs > YOUNG_MS) await disk.rm(path, { force: true })
    }
  }

  return {
    begin: (id, text) =>
      inTurn(id, async () => {
        // Windows does not rename over a file that is open.
        await letGo(id)
        await disk.mkdir(folder, { recursive: true, mode: 0o700 })
        const written = await write(pathOf(id), Buffer.from(text, 'latin1'))
        return written.ok ? ok(null) : written
      }),
    append: (id, text) =>
      inTurn(id, async () => {
        const journal = await opened(id)
        const bytes = Buffer.from(text, 'latin1')
        try {
          await writeWhole(journal.handle, bytes, journal.length)
          await journal.handle.datasync()
          journal.length += bytes.byteLength
          return ok(null)
        } catch (thrown) {
          // The next one opens the file anew and takes away what is torn.
          await letGo(id).catch(() => undefined) // The first failure is the one to tell.
          throw thrown
        }
      }),
    list: () =>
      attempt(folder, async () => {
        const listed: JournalListing[] = []
        for (const id of await journals()) {
          const found = await unlessGone(() => disk.stat(pathOf(id)))
          if (found) listed.push({ id, changed: found.mtimeMs })
        }
        return ok(listed)
      }),
    read: (id) => inTurn(id, async () => ok(await unlessGone(() => disk.readFile(pathOf(id), 'latin1')))),
    remove: (id) =>
      inTurn(id, async () => {
        await letGo(id)
        await disk.rm(pathOf(id), { force: true })
        return ok(null)
      }),
    missing: (wanted) =>
      attempt(blobFolder, async () => {
        const there = new Set(await names(blobFolder))
        return ok(wanted.filter((name) => !there.has(name)))
      }),
    putBlob: (name, bytes) =>
      attempt(blobFolder, async () => {
        await disk.mkdir(blobFolder, { recursive: true, mode: 0o700 })
        const written = await write(join(blobFolder, name), bytes)
        return written.ok ? ok(null) : written
      }),
    blob: (name) =>
      attempt(blobFolder, async () => {
        const found = await unlessGone(() => disk.readFile(join(blobFolder, name)))
        return ok(found && new Uint8Array(found.buffer, found.byteOffset, found.byteLength))
      }),
    collect: () =>
      attempt(blobFolder, async () => {
        const named = await namedBlobs()
        await removeOld(blobFolder, (file) => !named.has(file))
        // What a write left that was killed.
        await removeOld(folder, (file) => file.endsWith('.tmp'))
        return ok(null)
      }),
    async close() {
      await Promise.all(turns.values())
      for (const id of [...open.keys()]) await letGo(id)
    },
  }
}

async function attempt<T>(
  path: string,
  work: () => Promise<Result<T, FileProblem>>,
): Promise<Result<T, FileProblem>> {
  try {
    return await work()
  } catch (thrown) {
    return fail(problemOf(thrown, path))
  }
}

async function unlessGone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw thrown
  }
}

async function writeWhole(handle: nodeFiles.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, position + done)
    done += bytesWritten
  }
}

const STEP = 64 * 1024
const LINE_FEED = 10

/** How many bytes of the file are whole lines. */
async function wholeLines(handle: nodeFiles.FileHandle): Promise<number> {
  const { size } = await handle.stat()
  const buffer = Buffer.alloc(STEP)
  for (let end = size; end > 0; end -= STEP) {
    const from = Math.max(0, end - STEP)
    const { bytesRead } = await handle.read(buffer, 0, end - from, from)
    const last = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED)
    if (last >= 0) return from + last + 1
  }
  return 0
}
