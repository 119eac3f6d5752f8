import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { InferredNode } from '../../core/infer/infer-node'

/** The editor as signals: what a panel reads here makes it follow every change. */
export interface EditorStore {
  readonly document: ReadonlySignal<Document>
  readonly undoLabel: ReadonlySignal<string | null>
  readonly redoLabel: ReadonlySignal<string | null>
  readonly isSaved: ReadonlySignal<boolean>
  /** Problems of the graph itself. */
  readonly diagnostics: ReadonlySignal<readonly Diagnostic[]>
  facts(node: NodeId): InferredNode | undefined
  markSaved(): void
}

export function createEditorStore(editor: Editor): EditorStore {
  const revision = signal(0)
  /** The editor changes in place; the revision tells the signals to look again. */
  function follow<Value>(read: () => Value): ReadonlySignal<Value> {
    return computed(() => {
      void revision.value
      return read()
    })
  }
  editor.subscribe(() => revision.value++)
  return {
    document: follow(() => editor.document),
    undoLabel: follow(() => editor.undoLabel),
    redoLabel: follow(() => editor.redoLabel),
    isSaved: follow(() => editor.isSaved),
    diagnostics: follow(() => editor.inference.diagnostics()),
    facts(node) {
      void revision.value
      return editor.inference.node(node)
    },
    markSaved() {
      editor.markSaved()
      revision.value++
    },
  }
}
