import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { EditorChange } from '../../core/doc/editor'
import type { LinkRecord } from '../../core/doc/document'
import type { Topology } from '../../core/doc/topology'

/** Nodes that are rendered and passed over together. */
export const PART = 100

export interface Part {
  readonly key: number
  readonly ids: ReadonlySignal<readonly NodeId[]>
}

/**
 * The nodes so that each comes after those that feed it, in parts of about `PART`. An edit moves what it must and leaves
 * the rest where it was, so that a list of thousands renders again where it changed and nowhere else.
 */
export interface FlowOrder {
  readonly parts: ReadonlySignal<readonly Part[]>
  readonly size: number
  has(node: NodeId): boolean
  /** Place of a node from 0, or -1. */
  indexOf(node: NodeId): number
  ids(): readonly NodeId[]
  /** Takes all nodes anew. */
  reset(nodes: Iterable<NodeId>, topology: Topology): void
  /** Follows an edit. Returns the nodes whose place is another, new ones included. */
  follow(change: Pick<EditorChange, 'diff'>, topology: Topology): ReadonlySet<NodeId>
}

interface OwnPart extends Part {
  readonly ids: Signal<readonly NodeId[]>
}

export function createFlowOrder(): FlowOrder {
  const parts = signal<readonly OwnPart[]>([])
  const partOf = new Map<NodeId, OwnPart>()
  let lastKey = 0

  function newPart(ids: readonly NodeId[]): OwnPart {
    const part: OwnPart = { key: ++lastKey, ids: signal(ids) }
    for (const id of ids) partOf.set(id, part)
    return part
  }

  function indexOf(node: NodeId): number {
    const own = partOf.get(node)
    if (!own) return -1
    let before = 0
    for (const part of parts.peek()) {
      if (part === own) return before + own.ids.peek().indexOf(node)
      before += part.ids.peek().length
    }
    return -1
  }

  function remove(node: NodeId): void {
    const part = partOf.get(node)
    if (!part) return
    partOf.delete(node)
    part.ids.value = part.ids.peek().filter((id) => id !== node)
    if (part.ids.peek().length === 0) parts.value = parts.peek().filter((other) => other !== part)
  }

  /** Puts nodes in a row before (`after` false) or behind a node that is there; without one at the end. */
  function insert(nodes: readonly NodeId[], anchor: NodeId | undefined, after: boolean): void {
    const part = (anchor === undefined ? undefined : partOf.get(anchor)) ?? parts.peek().at(-1)
    if (!part) {
      parts.value = [newPart(nodes)]
      return
    }
    const ids = part.ids.peek()
    const at = anchor === undefined ? ids.length : ids.indexOf(anchor) + (after ? 1 : 0)
    const next = ids.toSpliced(at, 0, ...nodes)
    for (const id of nodes) partOf.set(id, part)
    part.ids.value = next.slice(0, 2 * PART)
    if (next.length <= 2 * PART) return
    const rest: OwnPart[] = []
    for (let from = 2 * PART; from < next.length; from += PART)
      rest.push(newPart(next.slice(from, from + PART)))
    const present = parts.peek()
    parts.value = present.toSpliced(present.indexOf(part) + 1, 0, ...rest)
  }

  /** Mends a wire that leads backwards: the smaller side of what lies between its ends moves over the other end. */
  function mend({ from, to }: LinkRecord, topology: Topology, moved: Set<NodeId>): void {
    const first = indexOf(to.node)
    const last = indexOf(from.node)
    if (first < 0 || last < first) return
    const isBetween = (node: NodeId): boolean => {
      const at = indexOf(node)
      return at >= first && at <= last
    }
    const ahead = reached(to.node, isBetween, (node) =>
      [...topology.outgoing(node)].map((link) => link.to.node),
    )
    const behind = reached(from.node, isBetween, (node) =>
      [...topology.incoming(node).values()].map((link) => link.from.node),
    )
    // A loop, which only a damaged file has, has no order.
    if (ahead.has(from.node)) return
    const takesAhead = ahead.size <= behind.size
    const nodes = [...(takesAhead ? ahead : behind)].sort((a, b) => indexOf(a) - indexOf(b))
    for (const node of nodes) {
      remove(node)
      moved.add(node)
    }
    insert(nodes, takesAhead ? from.node : to.node, takesAhead)
  }

  function reset(nodes: Iterable<NodeId>, topology: Topology): void {
    partOf.clear()
    const ids = flowOrder(nodes, topology)
    parts.value = Array.from({ length: Math.ceil(ids.length / PART) }, (_, index) =>
      newPart(ids.slice(index * PART, (index + 1) * PART)),
    )
  }

  /** A new node stands right behind what feeds it. */
  function add(node: NodeId, topology: Topology): void {
    let feeder: NodeId | undefined
    let last = -1
    for (const { from } of topology.incoming(node).values()) {
      const at = indexOf(from.node)
      if (at > last) [feeder, last] = [from.node, at]
    }
    insert([node], feeder, true)
  }

  return {
    parts,
    get size() {
      return partOf.size
    },
    has: (node) => partOf.has(node),
    indexOf,
    ids: () => parts.peek().flatMap((part) => part.ids.peek()),
    reset,
    follow({ diff: { nodes, links } }, topology) {
      const moved = new Set<NodeId>()
      if (nodes.added.size > 4 * PART) {
        const all = [...partOf.keys()].filter((id) => !nodes.removed.has(id))
        reset([...all, ...nodes.added.keys()], topology)
        return new Set(partOf.keys())
      }
      for (const id of nodes.removed.keys()) remove(id)
      for (const id of nodes.added.keys()) {
        add(id, topology)
        moved.add(id)
      }
      for (const link of links.added.values()) mend(link, topology, moved)
      for (const { to } of links.updated.values()) mend(to, topology, moved)
      return moved
    },
  }
}

/**
 * Nodes in the order in which one would tell the graph: what a node needs stands right before it, as far as it was not
 * needed earlier.
 */
export function flowOrder(nodes: Iterable<NodeId>, topology: Topology): NodeId[] {
  const all = new Set(nodes)
  const order = new Set<NodeId>()
  const entered = new Set<NodeId>()
  // Ends first: what leads nowhere is told with all that leads to it. What is left then is on loops.
  const ends = [...all].filter((id) => topology.outgoing(id).size === 0)
  for (const end of [...ends, ...all]) {
    const stack = [end]
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (order.has(node)) {
        stack.pop()
        continue
      }
      const waiting = entered.has(node)
        ? []
        : [...topology.incoming(node).values()]
            .map(({ from }) => from.node)
            .filter((id) => all.has(id) && !order.has(id) && !entered.has(id))
      entered.add(node)
      if (waiting.length > 0) stack.push(...waiting.reverse())
      else {
        order.add(node)
        stack.pop()
      }
    }
  }
  return [...order]
}

function reached(
  start: NodeId,
  isWithin: (node: NodeId) => boolean,
  next: (node: NodeId) => readonly NodeId[],
): Set<NodeId> {
  const found = new Set([start])
  // Grows while it is walked.
  for (const node of found) for (const other of next(node)) if (isWithin(other)) found.add(other)
  return found
}
