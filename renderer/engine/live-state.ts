import type { NodeId } from '../../core/base/ids'
import type { Backend, Picture, RenderReport, RunProgress } from '../../core/contract/engine-types'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'

export interface LiveState {
  /** `stopped`: by the user; the next edit runs again. */
  readonly status: 'starting' | 'idle' | 'running' | 'stopped' | 'failed'
  readonly backend: Backend | null
  /** Why the wanted backend is not in use, when it is not. */
  readonly fallback: string | null
  readonly report: RenderReport | null
  /** The report is of the graph as it is now: nothing that could change its picture was edited since. */
  readonly isCurrent: boolean
  readonly pictures: ReadonlyMap<NodeId, Picture>
  /** What kept the last run, or some outputs of it, from a picture. */
  readonly diagnostics: readonly Diagnostic[]
  /** Nothing runs any more until the engine is restarted: one sentence. */
  readonly problem: string | null
  /** How far the run under way is; null when nothing has been heard of it. */
  readonly progress: RunProgress | null
  /** Since when a picture has been waited for, in milliseconds of `performance.now()`; null when none is. */
  readonly runningSince: number | null
}

export const START: LiveState = {
  status: 'starting',
  backend: null,
  fallback: null,
  report: null,
  isCurrent: false,
  pictures: new Map(),
  diagnostics: [],
  problem: null,
  progress: null,
  runningSince: null,
}
