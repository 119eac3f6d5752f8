import type { NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import { formatPort, type Document, type PortRef } from '../../doc/document'
import { sortNodes, type Topology } from '../../doc/topology'
import type { Registry } from '../../nodedef/registry'

export interface Collected {
  readonly outputs: readonly PortRef[]
  /** Every node some output needs, each after those that feed it. */
  readonly order: readonly NodeId[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The output nodes' ports, in the document's order: what a run shows when nothing else is asked for. */
export function defaultOutputs(document: Document, registry: Registry): PortRef[] {
  const outputs: PortRef[] = []
  for (const node of document.nodes.values()) {
    const definition = registry.get(node.type)
    const port = definition?.role === 'output' ? Object.keys(definition.outputs)[0] : undefined
    if (port !== undefined) outputs.push({ node: node.id, port })
  }
  return outputs
}

/** Pass 1: which nodes the outputs need. A port that is fed from outside needs nothing behind it. */
export function collect(
  document: Document,
  registry: Registry,
  topology: Topology,
  outputs: readonly PortRef[],
  fed: ReadonlySet<string>,
): Collected {
  const diagnostics: Diagnostic[] = []
  if (outputs.length === 0) {
    diagnostics.push(
      error(
        'compile/no-output',
        { kind: 'graph' },
        'The graph has no output to run.',
        'Add an Image or Tensor node and connect it.',
      ),
    )
  }
  const needed = new Set<NodeId>()
  const queue: PortRef[] = []
  for (const output of outputs) {
    const definition = registry.get(document.nodes.get(output.node)?.type ?? '')
    if (definition && Object.hasOwn(definition.outputs, output.port)) queue.push(output)
    else diagnostics.push(missingPort(document, registry, output))
  }
  for (let at = queue.pop(); at; at = queue.pop()) {
    if (fed.has(formatPort(at)) || needed.has(at.node)) continue
    needed.add(at.node)
    for (const link of topology.incoming(at.node).values()) queue.push(link.from)
  }
  return { outputs, order: sortNodes(topology, needed).order, diagnostics }
}

function missingPort(document: Document, registry: Registry, { node, port }: PortRef): Diagnostic {
  const record = document.nodes.get(node)
  if (!record) return error('compile/no-such-node', { kind: 'node', node }, `There is no node ${node}.`)
  const ports = Object.keys(registry.get(record.type)?.outputs ?? {})
  return error(
    'compile/no-such-port',
    { kind: 'node', node },
    `${node} has no output ${port}.`,
    ports.length > 0 ? `Its outputs: ${ports.join(', ')}.` : undefined,
  )
}
