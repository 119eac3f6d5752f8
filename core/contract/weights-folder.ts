/**
 * The folder in which the user keeps weights: graphs find there what they name by hash. The window learns what the folder
 * is called, never where it lies. Spread into the main contract.
 */
import * as v from 'valibot'
import { isSha256, type Sha256 } from '../base/ids'
import type { Result } from '../base/result'
import type { FoundFile } from '../file/weights-folder'
import { returns } from './define'
import type { FileProblem } from './file-problem'

export type { FoundFile }

export interface WeightsFolder {
  /** Shortened for the eye: `~/models`. */
  readonly name: string
}

/** More than any graph names. */
const MOST_HASHES = 100_000

const hashes = v.custom<readonly Sha256[]>((value) =>
  v.is(v.pipe(v.array(v.pipe(v.string(), v.check(isSha256))), v.maxLength(MOST_HASHES)), value),
)

export const weightsFolderTasks = {
  /** Null until one has been chosen. */
  weightsFolder: returns<WeightsFolder | null>().call(),
  /** Asks for one, and gives the one that is chosen afterwards: when the user cancels, the one before. */
  chooseWeightsFolder: returns<WeightsFolder | null>().call(),
  forgetWeightsFolder: returns<undefined>().call(),
  /** Whole files that together hold what is named, as far as it is there; none without a folder. */
  findWeights: returns<Result<readonly FoundFile[], FileProblem>>().call(hashes),
}
