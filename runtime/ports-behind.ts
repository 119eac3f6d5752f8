import type { Document, PortRef } from '../core/doc/document'
import { sortNodes, upstream, type Topology } from '../core/doc/topology'
import type { Registry } from '../core/nodedef/registry'

/** Every output port of every node behind the outputs, in flow order; those of one node together. */
export function portsBehind(
  document: Document,
  registry: Registry,
  topology: Topology,
  outputs: readonly PortRef[],
): PortRef[][] {
  const behind = upstream(
    topology,
    outputs.map((output) => output.node),
  )
  return sortNodes(topology, behind).order.map((node) => {
    const definition = registry.get(document.nodes.get(node)?.type ?? '')
    return Object.keys(definition?.outputs ?? {}).map((port) => ({ node, port }))
  })
}
