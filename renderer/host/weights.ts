/** The folder in which the user keeps weights, as the window knows it. */
import type { Sha256 } from '../../core/base/ids'
import { ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { MainClient } from '../../core/contract/main'
import type { FoundFile, WeightsFolder } from '../../core/contract/weights-folder'

export interface HostWeights {
  /** False where there is no way to keep a folder. */
  readonly isOffered: boolean
  /** The one that was chosen, in this visit or before; null until then. */
  folder(): Promise<WeightsFolder | null>
  /** Asks for one, and gives the one that is chosen afterwards. Must be called from a click or a key press. */
  choose(): Promise<WeightsFolder | null>
  forget(): Promise<void>
  /**
   * Whole files below the folder that together hold what is wanted, as far as it is there; none without a folder.
   * `hashesOf` names the values in a file, where the host cannot do it itself.
   */
  find(
    wanted: readonly Sha256[],
    hashesOf: (bytes: Uint8Array) => Promise<readonly Sha256[]>,
  ): Promise<Result<readonly FoundFile[], FileProblem>>
}

export function createElectronWeights(client: MainClient): HostWeights {
  return {
    isOffered: true,
    folder: () => client.weightsFolder(),
    choose: () => client.chooseWeightsFolder(),
    async forget() {
      await client.forgetWeightsFolder()
    },
    find: (wanted) => client.findWeights(wanted),
  }
}

/** Of a browser that gives pages no folders. */
export function createNoWeights(): HostWeights {
  return {
    isOffered: false,
    folder: () => Promise.resolve(null),
    choose: () => Promise.resolve(null),
    forget: () => Promise.resolve(),
    find: () => Promise.resolve(ok([])),
  }
}
