import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Editor } from '../../core/doc/editor'
import { findInGraph, type Found } from '../find/find-in-graph'
import { createFindIndex } from '../find/find-index'
import type { ShownStore } from './editor-store'

/** The search in the graph. Nothing is searched while it is closed. */
export interface FindStore {
  /** 0 while closed; a new number each time it is asked for, so that an open search can take the focus again. */
  readonly asked: ReadonlySignal<number>
  /** Outlasts closing, so that the next search can go on from it. */
  readonly query: Signal<string>
  readonly found: ReadonlySignal<readonly Found[]>
  open(): void
  close(): void
}

export function createFindStore(editor: Editor, store: ShownStore): FindStore {
  const asked = signal(0)
  const query = signal('')
  const entriesOf = createFindIndex(
    (type) => editor.registry.get(type),
    (node) => editor.inference.node(node),
  )
  const entries = computed(() => entriesOf(store.document.value))
  let times = 0
  return {
    asked,
    query,
    found: computed(() => findInGraph(entries.value, query.value)),
    open: () => (asked.value = ++times),
    close: () => (asked.value = 0),
  }
}
