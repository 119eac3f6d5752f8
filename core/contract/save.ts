/** What a graph is saved with, besides its own bytes, a look at what its file holds now, and which other has that file. */
import * as v from 'valibot'
import type { Result } from '../base/result'
import { isCompanionName } from './companion'
import { returns } from './define'
import type { FileProblem } from './file-problem'
import type { FileHandle, OpenedFile } from './main'
import type { SameFile } from './same-file'

/** A file that the graph refers to, to be written beside it: a relative path that stays below the graph's folder. */
export type Companion = v.InferOutput<typeof companion>
export type SaveOptions = Readonly<v.InferOutput<typeof saveOptions>>

const companion = v.object({
  path: v.pipe(v.string(), v.check(isCompanionName)),
  bytes: v.custom<Uint8Array>((value) => value instanceof Uint8Array),
})

export const saveOptions = v.object({
  companions: v.array(companion),
  /** Writes over the file even when it is not what was opened or saved here last. */
  over: v.boolean(),
})

export const PLAIN_SAVE: SaveOptions = { companions: [], over: false }

const handle = v.custom<FileHandle>((value) => typeof value === 'string' && /^[a-z]+-[0-9a-z-]+$/.test(value))

export const savingTasks = {
  /** What the handle's graph file holds now. Saving still goes by what was opened or saved last. */
  readAgain: returns<Result<OpenedFile, FileProblem>>().call(handle),
  /** Which of these handles is of the same file, rather one that knows it alike; null when none is. */
  findSame: returns<SameFile | null>().call(handle, v.array(handle)),
}
