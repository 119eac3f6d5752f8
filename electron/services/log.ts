/**
 * The log: text files for whoever has to find out what went wrong. Bugs, crashes and starts, never what is in a
 * document; the home folder is written `~`. A few files of bounded size; the oldest goes first.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errnoOf } from './file-problems'

export interface Log {
  readonly folder: string
  info(text: string): void
  /** With its stack and its causes. */
  bug(bug: unknown): void
  /** Text of the newest entries, oldest first. */
  tail(): string
}

export interface LogOptions {
  readonly folder: string
  /** The user's home folder: its path, which holds a name, is left out. */
  readonly home: string
  readonly now?: () => Date
  /** Of one file, in bytes. */
  readonly mostBytes?: number
  /** Gets an entry that cannot be written: a full disk must not end the app. */
  readonly fallback?: (entry: string) => void
}

export const LOG_FILES = 3
const MOST_BYTES = 512 * 1024
const LONGEST_ENTRY = 20_000
const TAIL_BYTES = 16 * 1024
/** A bug that happens at every frame must not push out everything else. */
const MOST_A_MINUTE = 60

export function createLog({
  folder,
  home,
  now = () => new Date(),
  mostBytes = MOST_BYTES,
  fallback = (entry) => process.stderr.write(entry),
}: LogOptions): Log {
  const withoutHome = homeRemover(home)
  let minute = Number.NaN
  let count = 0

  function add(level: string, text: string): void {
    const time = now()
    const thisMinute = Math.floor(time.getTime() / 60_000)
    const left = count - MOST_A_MINUTE
    if (thisMinute !== minute) {
      if (left > 0) write(entryOf(time, 'info', `${left} more entries of that minute were left out`))
      minute = thisMinute
      count = 0
    }
    if (++count > MOST_A_MINUTE) return
    write(entryOf(time, level, withoutHome(text).slice(0, LONGEST_ENTRY)))
  }

  function write(entry: string): void {
    try {
      mkdirSync(folder, { recursive: true })
      rotate(folder, entry.length, mostBytes)
      appendFileSync(logFile(folder, 0), entry)
    } catch (thrown) {
      if (errnoOf(thrown) === null) throw thrown
      fallback(entry)
    }
  }

  return {
    folder,
    info: (text) => add('info', text),
    bug: (bug) => add('bug', describeBug(bug)),
    tail() {
      const newest = readOrEmpty(logFile(folder, 0))
      const text = newest.length < TAIL_BYTES ? readOrEmpty(logFile(folder, 1)) + newest : newest
      const cut = text.slice(-TAIL_BYTES)
      // The first line may have lost its beginning.
      return cut.length < text.length ? cut.slice(cut.indexOf('\n') + 1) : cut
    },
  }
}

/** @param age 0 is the one that is written */
export function logFile(folder: string, age: number): string {
  return join(folder, age === 0 ? 'styleloom.log' : `styleloom.${age}.log`)
}

function rotate(folder: string, more: number, mostBytes: number): void {
  const size = statSync(logFile(folder, 0), { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size + more <= mostBytes) return
  for (let age = LOG_FILES - 1; age > 0; age--) {
    rmSync(logFile(folder, age), { force: true })
    const newer = logFile(folder, age - 1)
    if (statSync(newer, { throwIfNoEntry: false })) renameSync(newer, logFile(folder, age))
  }
}

function entryOf(time: Date, level: string, text: string): string {
  // Only an entry's first line begins at the edge, so that a text cannot pass for another entry.
  return `${time.toISOString()} ${level} ${text.trimEnd().replace(/\r\n?|\n/g, '\n    ')}\n`
}

function describeBug(bug: unknown, depth = 0): string {
  if (!(bug instanceof Error)) return `thrown value: ${String(bug)}`
  const head = `${bug.name}: ${bug.message}`
  const text = bug.stack?.includes(bug.message) === true ? bug.stack : `${head}\n${bug.stack ?? ''}`
  return bug.cause === undefined || depth >= 5
    ? text
    : `${text}\ncaused by ${describeBug(bug.cause, depth + 1)}`
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if (errnoOf(thrown) === null) throw thrown
    return ''
  }
}

/** Writes `~` for the home folder, as a path and as a part of an address, but not for `/home/anna` when it is `/home/ann`. */
function homeRemover(home: string): (text: string) => string {
  if (home.length < 2) return (text) => text
  const forms = [home, home.replaceAll('\\', '/'), decodeURI(pathToFileURL(home).pathname)]
  const encoded = pathToFileURL(home).pathname
  const sources = [...new Set([...forms, encoded])].map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`(?:${sources.join('|')})(?![\\w-])`, 'gi')
  return (text) => text.replace(pattern, '~')
}
