import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { accountSeenFrom, entriesByNode } from '../../core/contract/run-account'
import type { RenderReport, SegmentAccount } from '../../core/contract/engine-types'
import type { Live } from '../engine/live'
import { appendRun, NO_HISTORY, type RunHistory } from './run-history'

/** What the engine told of its runs. */
export interface AccountStore {
  /** Of the last finished run. */
  readonly report: ReadonlySignal<RenderReport | null>
  readonly history: ReadonlySignal<RunHistory>
  /** What the last run did with each node of the shown graph, or with the segment it runs in. */
  readonly entries: ReadonlySignal<ReadonlyMap<NodeId, SegmentAccount>>
}

export function createAccountStore(
  live: Pick<Live, 'state'>,
  path: ReadonlySignal<readonly NodeId[]>,
): AccountStore {
  const report = computed(() => live.state.value.report)
  const history = signal<RunHistory>(NO_HISTORY)
  effect(() => {
    const last = report.value
    // A graph opened anew has no report yet, and no history.
    history.value = last ? appendRun(history.peek(), last) : NO_HISTORY
  })
  return {
    report,
    history,
    entries: computed(() => entriesByNode(accountSeenFrom(path.value, report.value?.account ?? []))),
  }
}
