import { required } from '../base/assert'
import type { NodeId } from '../base/ids'
import type { DocumentDiff } from '../doc/diff'
import { sortNodes, type Topology } from '../doc/topology'

/**
 * A rank for every node that grows along the wires, so that what an edit touches can be looked at in flow order without
 * looking at what lies behind it. Kept up to date edit by edit; a wire that goes leaves ranks as they are.
 */
export interface FlowOrder {
  /** 0 or more. Of no use while `hasLoops`. */
  rank(node: NodeId): number
  /** Only a damaged file has loops. */
  readonly hasLoops: boolean
  /** After the topology has followed the edit. */
  update(nodes: ReadonlySet<NodeId> | ReadonlyMap<NodeId, unknown>, diff: DocumentDiff): void
}

export function createFlowOrder(topology: Topology, nodes: ReadonlyMap<NodeId, unknown>): FlowOrder {
  const ranks = new Map<NodeId, number>()
  let hasLoops = false

  function rank(node: NodeId): number {
    return ranks.get(node) ?? 0
  }

  function renumber(all: Iterable<NodeId>): void {
    ranks.clear()
    const { order, cyclic } = sortNodes(topology, new Set(all))
    hasLoops = cyclic.length > 0
    for (const node of order) {
      let least = 0
      for (const { from } of topology.incoming(node).values()) least = Math.max(least, rank(from.node) + 1)
      ranks.set(node, least)
    }
  }

  /** Raises `to` above `from`, and what lies behind it above itself. False when a wire leads back. */
  function raise(from: NodeId, to: NodeId, most: number): boolean {
    if (rank(to) > rank(from)) return true
    ranks.set(to, rank(from) + 1)
    const raised = [to]
    for (let at = 0; at < raised.length; at++) {
      const node = required(raised[at], 'a raised node')
      // Wires of the same edit may lead in a circle that does not pass `from`.
      if (node === from || at > most) return false
      for (const link of topology.outgoing(node)) {
        const next = link.to.node
        if (rank(next) > rank(node)) continue
        ranks.set(next, rank(node) + 1)
        raised.push(next)
      }
    }
    return true
  }

  renumber(nodes.keys())
  return {
    rank,
    get hasLoops() {
      return hasLoops
    },
    update(all, diff) {
      for (const node of diff.nodes.removed.keys()) ranks.delete(node)
      const added = [...diff.links.added.values(), ...[...diff.links.updated.values()].map(({ to }) => to)]
      const most = 4 * all.size
      if (hasLoops || !added.every(({ from, to }) => raise(from.node, to.node, most))) renumber(all.keys())
    },
  }
}
