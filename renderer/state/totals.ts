import type { NodeId } from '../../core/base/ids'
import { nodeCost, sumCosts, type CostTotals, type NodeCost } from '../../core/infer/cost'
import type { ShownStore } from './editor-store'

/** What each of these nodes costs; those that are gone are left out. Follows the graph where it is read. */
export function costsOf(store: ShownStore, nodes: Iterable<NodeId>): ReadonlyMap<NodeId, NodeCost> {
  const { nodes: records, blocks } = store.document.value
  const costs = new Map<NodeId, NodeCost>()
  for (const id of nodes) {
    const record = records.get(id)
    if (record) costs.set(id, nodeCost(record, store.facts(id), blocks))
  }
  return costs
}

/** What they cost together. */
export function totalsOf(store: ShownStore, nodes: Iterable<NodeId>): CostTotals {
  return sumCosts(costsOf(store, nodes).values())
}
