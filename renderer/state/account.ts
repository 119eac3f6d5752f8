import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { RenderReport } from '../../core/contract/engine-types'
import type { Live } from '../engine/live'
import { notesByNode, type NodeNote } from './account-words'
import type { EditorStore } from './editor-store'
import { recall, remember } from './remembered'
import { appendRun, NO_HISTORY, type RunHistory } from './run-history'

/** What the engine told of its runs. */
export interface AccountStore {
  /** Of the last finished run. */
  readonly report: ReadonlySignal<RenderReport | null>
  readonly history: ReadonlySignal<RunHistory>
  readonly notes: ReadonlySignal<ReadonlyMap<NodeId, NodeNote>>
  /** The same where they stand on the canvas; empty while they do not. */
  readonly notesShown: ReadonlySignal<ReadonlyMap<NodeId, NodeNote>>
  /** Whether the notes stand on the canvas. */
  readonly showsTimes: ReadonlySignal<boolean>
  toggleTimes(): void
}

const NO_NOTES: ReadonlyMap<NodeId, NodeNote> = new Map()
const KEY = 'node-times'

export function createAccountStore(
  live: Pick<Live, 'state'>,
  store: EditorStore,
  window: Window,
): AccountStore {
  const report = computed(() => live.state.value.report)
  const history = signal<RunHistory>(NO_HISTORY)
  const showsTimes = signal(recall(window, KEY, ['on', 'off']) === 'on')
  effect(() => {
    const last = report.value
    // A graph opened anew has no report yet, and no history.
    history.value = last ? appendRun(history.peek(), last) : NO_HISTORY
  })
  const notes = computed(() => {
    const { nodes } = store.document.value
    return notesByNode(report.value?.account ?? [], (node) => nodes.get(node)?.title ?? node)
  })
  return {
    report,
    history,
    notes,
    notesShown: computed(() => (showsTimes.value ? notes.value : NO_NOTES)),
    showsTimes,
    toggleTimes() {
      showsTimes.value = !showsTimes.value
      remember(window, KEY, showsTimes.value ? 'on' : 'off')
    },
  }
}
