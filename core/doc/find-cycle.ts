import type { NodeId } from '../base/ids'
import type { Document, LinkRecord } from './document'
import { createTopology, sortNodes } from './topology'

/** The wires of one loop, in the direction of the data, or null when there is none. */
export function findCycleIn(document: Document): readonly LinkRecord[] | null {
  const topology = createTopology(document)
  const { cyclic } = sortNodes(topology, new Set(document.nodes.keys()))
  const unsorted = new Set(cyclic)
  const trail: LinkRecord[] = []
  const seen = new Set<NodeId>()
  // Upstream of an unsorted node there is always another one, so this walk must come back to where it has been.
  let at = cyclic[0]
  while (at !== undefined && !seen.has(at)) {
    seen.add(at)
    const link = [...topology.incoming(at).values()].find(({ from }) => unsorted.has(from.node))
    if (link) trail.push(link)
    at = link?.from.node
  }
  if (at === undefined) return null
  const end = trail.findIndex(({ to }) => to.node === at)
  return trail.slice(end).reverse()
}

/** `a → b → a`: the nodes of a loop, shortened in the middle when it is long. */
export function describeCycle(cycle: readonly LinkRecord[]): string {
  const names = cycle.map(({ from }) => from.node)
  const shown = names.length > 6 ? [...names.slice(0, 3), '…', ...names.slice(-2)] : names
  return [...shown, names[0]].join(' → ')
}
