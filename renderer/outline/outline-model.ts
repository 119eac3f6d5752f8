import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { Editor, EditorChange } from '../../core/doc/editor'
import type { Selection } from '../state/selection'
import { createFlowOrder, type FlowOrder } from './flow-order'
import { sameRow, type Listed, type Row } from './outline-rows'

/**
 * What the outline lists, where the keyboard is in it, and which of its rows an edit concerns: a row renders when its
 * revision changes, and no other row does.
 */
export interface OutlineModel extends Listed {
  readonly order: Pick<FlowOrder, 'parts' | 'indexOf' | 'ids' | 'has'>
  readonly size: ReadonlySignal<number>
  /** Counts up whenever the words or the state of a node's row may be others. */
  revision(node: NodeId): ReadonlySignal<number>
  /** The row in the tab order; null in an empty outline. */
  readonly active: Row | null
  isActive(row: Row): boolean
  isSelected(node: NodeId): boolean
  isExpanded(node: NodeId): boolean
  expand(node: NodeId, on: boolean): void
  /** Makes a row the one in the tab order, and with `focus` the focused one as soon as it is in the page. */
  activate(row: Row, focus: boolean): void
  /** True once for the row that is to take the focus; null stands for an outline that was emptied. */
  takesFocus(row: Row | null): boolean
  /** Calls back when another graph was opened. Returns a function that stops. */
  onReplaced(listener: () => void): () => void
  dispose(): void
}

interface Surroundings {
  readonly editor: Editor
  readonly selection: ReadonlySignal<Selection>
  /** Whether one of the rows has the focus now. */
  hasFocus(): boolean
}

export function createOutlineModel({ editor, selection, hasFocus }: Surroundings): OutlineModel {
  const order = createFlowOrder()
  const size = signal(0)
  const revisions = new Map<NodeId, Signal<number>>()
  const expanded = new Set<NodeId>()
  const replaced = new Set<() => void>()
  let selected: ReadonlySet<NodeId> = new Set()
  let active: Row | null = null
  let wantsFocus = false

  function revision(node: NodeId): Signal<number> {
    let own = revisions.get(node)
    if (!own) revisions.set(node, (own = signal(0)))
    return own
  }

  function touch(node: NodeId | undefined): void {
    const own = node === undefined ? undefined : revisions.get(node)
    if (own) own.value = own.peek() + 1
  }

  function activate(row: Row | null, focus: boolean): void {
    const before = active
    active = row
    wantsFocus ||= focus
    if (before?.node !== row?.node) touch(before?.node)
    touch(row?.node)
  }

  function openAnew(): void {
    order.reset(editor.document.nodes.keys(), editor.inference.topology)
    revisions.clear()
    expanded.clear()
    const [first] = order.ids()
    active = first === undefined ? null : { node: first }
    size.value = editor.document.nodes.size
  }

  function follow(change: EditorChange): void {
    if (change.replaced) {
      openAnew()
      for (const listener of replaced) listener()
      return
    }
    const { nodes, links } = change.diff
    const hadFocus = hasFocus()
    const place = active ? order.indexOf(active.node) : 0
    const moved = order.follow(change, editor.inference.topology)
    for (const id of nodes.removed.keys()) {
      revisions.delete(id)
      expanded.delete(id)
    }
    for (const id of concerned(change, editor)) touch(id)
    if (active === null || nodes.removed.has(active.node)) {
      const ids = order.ids()
      const next = ids[Math.min(Math.max(place, 0), ids.length - 1)]
      activate(next === undefined ? null : { node: next }, hadFocus)
    } else if (moved.size > 0 || nodes.removed.size > 0) {
      // Its place in the row is another, and an element that is moved in the page loses the focus.
      activate(active, hadFocus && (moved.has(active.node) || links.added.size > 0))
    }
    size.value = editor.document.nodes.size
  }

  openAnew()
  const stopEditor = editor.subscribe(follow)
  const stopSelection = effect(() => {
    const { nodes } = selection.value
    const before = selected
    selected = nodes
    for (const id of before) if (!nodes.has(id)) touch(id)
    for (const id of nodes) if (!before.has(id)) touch(id)
    const [only] = nodes
    // While the keyboard is in the outline it says where it is; else it waits at what was selected elsewhere.
    if (nodes.size === 1 && only !== undefined && order.has(only) && active?.node !== only && !hasFocus())
      activate({ node: only }, false)
  })

  return {
    order,
    size,
    ids: () => order.ids(),
    shownPorts(node) {
      const record = expanded.has(node) ? editor.document.nodes.get(node) : undefined
      const definition = record && editor.registry.get(record.type)
      const rows = (names: object | undefined, isInput: boolean): Row[] =>
        Object.keys(names ?? {}).map((name) => ({ node, port: { isInput, name } }))
      return [...rows(definition?.inputs, true), ...rows(definition?.outputs, false)]
    },
    revision,
    get active() {
      return active
    },
    isActive: (row) => sameRow(active, row),
    isSelected: (node) => selected.has(node),
    isExpanded: (node) => expanded.has(node),
    expand(node, on) {
      if (on) expanded.add(node)
      else expanded.delete(node)
      if (!on && active?.node === node && active.port) activate({ node }, hasFocus())
      touch(node)
    },
    activate,
    takesFocus(row) {
      if (!wantsFocus || !sameRow(active, row)) return false
      wantsFocus = false
      return true
    },
    onReplaced(listener) {
      replaced.add(listener)
      return () => replaced.delete(listener)
    },
    dispose() {
      stopEditor()
      stopSelection()
    },
  }
}

/** Nodes whose rows tell of something that the edit changed. */
function concerned({ diff, inferred }: EditorChange, editor: Editor): ReadonlySet<NodeId> {
  const { topology } = editor.inference
  const nodes = new Set<NodeId>([...inferred, ...diff.nodes.added.keys(), ...diff.nodes.updated.keys()])
  for (const [id, { from, to }] of diff.nodes.updated) {
    if (from.title === to.title) continue
    for (const link of topology.outgoing(id)) nodes.add(link.to.node)
    for (const link of topology.incoming(id).values()) nodes.add(link.from.node)
  }
  const { added, updated, removed } = diff.links
  for (const link of [...added.values(), ...removed.values()]) nodes.add(link.from.node).add(link.to.node)
  for (const { from, to } of updated.values())
    for (const link of [from, to]) nodes.add(link.from.node).add(link.to.node)
  return nodes
}
