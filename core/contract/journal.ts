/**
 * Where journals are kept: the desktop keeps them in files, a browser in its database. Part of the border between the
 * window and the main process, which knows nothing of what a journal says.
 */
import * as v from 'valibot'
import { isSha256, type Sha256 } from '../base/ids'
import type { Result } from '../base/result'
import { returns } from './define'
import type { FileProblem } from './file-problem'

declare const brand: unique symbol
export type JournalId = string & { readonly [brand]: 'JournalId' }

export interface JournalListing {
  readonly id: JournalId
  /** When it was last written, in milliseconds since 1970. */
  readonly changed: number
}

type Outcome<T> = Result<T, FileProblem>

/** Every promise is kept only when the disk has it: what was answered outlives a power cut. */
export interface JournalStore {
  /** The whole text of a journal, in the place of what it was before; all of it or nothing. */
  begin(id: JournalId, text: string): Promise<Outcome<null>>
  /** Adds lines at its end; a line that could not be written whole is taken away again. */
  append(id: JournalId, text: string): Promise<Outcome<null>>
  list(): Promise<Outcome<readonly JournalListing[]>>
  /** Null when there is none. */
  read(id: JournalId): Promise<Outcome<string | null>>
  remove(id: JournalId): Promise<Outcome<null>>
  /** Which of these weights and pictures are not kept yet. */
  missing(names: readonly Sha256[]): Promise<Outcome<readonly Sha256[]>>
  /** Keeps bytes under their hash, once for all journals. */
  putBlob(name: Sha256, bytes: Uint8Array): Promise<Outcome<null>>
  /** Null when it is not kept. Whoever asks checks the hash. */
  blob(name: Sha256): Promise<Outcome<Uint8Array | null>>
  /** Drops what no journal names any more. */
  collect(): Promise<Outcome<null>>
}

const ID_PATTERN = /^[0-9a-z]{8,40}$/
/** ASCII lines: what a journal's lines are, and nothing that could mean more to a disk. */
const TEXT_PATTERN = /^[\x20-\x7e\n]*$/

export function isJournalId(text: string): text is JournalId {
  return ID_PATTERN.test(text)
}

const id = v.custom<JournalId>((value) => typeof value === 'string' && isJournalId(value))
const text = v.pipe(v.string(), v.regex(TEXT_PATTERN))
const name = v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value))
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const journalTasks = {
  beginJournal: returns<Outcome<null>>().call(id, text),
  appendToJournal: returns<Outcome<null>>().call(id, text),
  listJournals: returns<Outcome<readonly JournalListing[]>>().call(),
  readJournal: returns<Outcome<string | null>>().call(id),
  removeJournal: returns<Outcome<null>>().call(id),
  missingBlobs: returns<Outcome<readonly Sha256[]>>().call(v.array(name)),
  putBlob: returns<Outcome<null>>().call(name, bytes),
  readBlob: returns<Outcome<Uint8Array | null>>().call(name),
  collectBlobs: returns<Outcome<null>>().call(),
}
