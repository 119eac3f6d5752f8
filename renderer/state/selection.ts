import { signal, type ReadonlySignal } from '@preact/signals'
import type { LinkId, NodeId } from '../../core/base/ids'
import type { Editor } from '../../core/doc/editor'

export interface Selection {
  readonly nodes: ReadonlySet<NodeId>
  readonly links: ReadonlySet<LinkId>
}

export interface SelectionStore {
  readonly current: ReadonlySignal<Selection>
  set(next: Selection): void
  selectNodes(nodes: Iterable<NodeId>): void
}

const NOTHING: Selection = { nodes: new Set(), links: new Set() }

/** What is selected: no part of the document, and never more than the document holds. */
export function createSelectionStore(editor: Editor): SelectionStore {
  const current = signal<Selection>(NOTHING)
  editor.subscribe(({ diff, replaced }) => {
    if (replaced) current.value = NOTHING
    else if (diff.nodes.removed.size + diff.links.removed.size > 0) {
      const { nodes, links } = current.value
      current.value = {
        nodes: keep(nodes, editor.document.nodes),
        links: keep(links, editor.document.links),
      }
    }
  })
  return {
    current,
    set: (next) => (current.value = next),
    selectNodes: (nodes) => (current.value = { nodes: new Set(nodes), links: new Set() }),
  }
}

function keep<Id>(ids: ReadonlySet<Id>, present: ReadonlyMap<Id, unknown>): ReadonlySet<Id> {
  return new Set([...ids].filter((id) => present.has(id)))
}
