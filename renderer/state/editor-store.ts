import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { nodeCost, sumCosts, type CostTotals, type NodeCost } from '../../core/infer/cost'
import type { InferredNode } from '../../core/infer/infer-node'
import type { Inference } from '../../core/infer/inference'
import { whenIdle } from '../ui/when-idle'

/** The editor as signals: what a panel reads here makes it follow every change. */
export interface EditorStore {
  readonly document: ReadonlySignal<Document>
  /** The document of a moment ago, for what sums up the whole graph: it need not be counted in the frame of an edit. */
  readonly settled: ReadonlySignal<Document>
  /** What the settled graph costs. */
  readonly totals: ReadonlySignal<CostTotals>
  readonly undoLabel: ReadonlySignal<string | null>
  readonly redoLabel: ReadonlySignal<string | null>
  readonly isSaved: ReadonlySignal<boolean>
  /** Problems of the graph itself. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>
  facts(node: NodeId): InferredNode | undefined
  /** As the editor's. */
  markSaved(content?: Document): void
}

/** What saving asks concerns the whole document, never the graph inside a block. */
export type ShownStore = Omit<EditorStore, 'isSaved' | 'markSaved'>

export function createEditorStore(editor: Editor): EditorStore {
  const revision = signal(0)
  /** The editor changes in place; the revision tells the signals to look again. */
  function follow<Value>(read: () => Value): ReadonlySignal<Value> {
    return computed(() => {
      void revision.value
      return read()
    })
  }
  const settled = signal(editor.document)
  const settle = (): void => {
    settled.value = editor.document
  }
  const settling = whenIdle(settle)
  editor.subscribe(({ replaced }) => {
    revision.value++
    // Another graph's sums have nothing to do with this one.
    if (replaced) settle()
    else settling.ask()
  })
  return {
    document: follow(() => editor.document),
    settled,
    totals: computed(() => sumCosts(allCosts(settled.value, editor.inference))),
    undoLabel: follow(() => editor.undoLabel),
    redoLabel: follow(() => editor.redoLabel),
    isSaved: follow(() => editor.isSaved),
    diagnostics: follow(() => editor.inference.diagnostics()),
    facts(node) {
      void revision.value
      return editor.inference.node(node)
    },
    markSaved(content) {
      editor.markSaved(content)
      revision.value++
    },
  }
}

function* allCosts({ nodes, blocks }: Document, inference: Inference): Iterable<NodeCost> {
  for (const [id, record] of nodes) yield nodeCost(record, inference.node(id), blocks)
}
