import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { createCancelSource, type CancelSource } from '../../core/contract/cancellation'
import type { ParityProgress, ParityReport } from '../../core/contract/engine-types'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { DocumentDiff } from '../../core/doc/diff'
import type { Document, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { upstream } from '../../core/doc/topology'
import type { Live } from '../engine/live'
import { differenceDiagnostic } from './parity-words'

export type ParityState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: ParityProgress | null }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  /** `document` is what was compared; the open one may have gone on. */
  | { readonly kind: 'done'; readonly report: ParityReport; readonly document: Document }

/** The comparison of WebGPU with WASM: under way, or what came of the last one. */
export interface ParityStore {
  readonly state: ReadonlySignal<ParityState>
  /** Marks the first node that differs, until the graph changes there. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>
  start(): Promise<void>
  /** Stops the one under way. */
  cancel(): void
}

export function createParityStore(editor: Editor, live: Pick<Live, 'compareBackends'>): ParityStore {
  const state = signal<ParityState>({ kind: 'none' })
  /** Whether the node that differs is still what was compared. */
  const isCurrent = signal(false)
  let running: CancelSource | null = null

  function cancel(): void {
    running?.cancel()
    running = null
    if (state.peek().kind === 'running') state.value = { kind: 'none' }
  }

  editor.subscribe(({ diff, replaced }) => {
    if (replaced) {
      cancel()
      state.value = { kind: 'none' }
    }
    const last = state.peek()
    if (last.kind === 'done' && last.report.first && touches(diff, last.report.first, last.document, editor))
      isCurrent.value = false
  })

  return {
    state,
    diagnostics: computed(() => {
      const last = state.value
      if (!isCurrent.value || last.kind !== 'done') return []
      return differenceDiagnostic(last.report)
    }),
    async start() {
      cancel()
      const source = createCancelSource()
      running = source
      const { document } = editor
      state.value = { kind: 'running', progress: null }
      const compared = await live.compareBackends(source.cancellation, (progress) => {
        if (running === source) state.value = { kind: 'running', progress }
      })
      if (running !== source) return
      running = null
      isCurrent.value = editor.document === document
      state.value = compared.ok
        ? { kind: 'done', report: compared.value, document }
        : { kind: 'failed', diagnostics: compared.error }
    },
    cancel,
  }
}

/** Did the edit change the node or anything that feeds it, then or now? Moving and renaming change nothing. */
function touches(
  { nodes, links }: DocumentDiff,
  { node }: PortRef,
  before: Document,
  editor: Editor,
): boolean {
  const behind = upstream(editor.inference.topology, [node])
  if (nodes.removed.has(node)) return true
  for (const { from, to } of nodes.updated.values()) {
    const isMoved = from.params === to.params && from.weights === to.weights && from.mode === to.mode
    if (behind.has(to.id) && !(isMoved && from.weightSeed === to.weightSeed)) return true
  }
  const rewired = [...links.added.values(), ...links.removed.values()]
  return rewired.some(({ to }) => behind.has(to.node) && before.nodes.has(to.node))
}
