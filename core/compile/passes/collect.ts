import type { NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import { formatPort, type Document, type NodeRecord, type PortRef } from '../../doc/document'
import type { Topology } from '../../doc/topology'
import type { Registry } from '../../nodedef/registry'

export interface Collected {
  readonly outputs: readonly PortRef[]
  /** Every node some output needs, each after those that feed it; the same for the same graph, however it was made. */
  readonly order: readonly NodeId[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The output nodes' ports, sorted by id: what a run shows when nothing else is asked for. */
export function defaultOutputs(document: Document, registry: Registry): PortRef[] {
  const outputs: PortRef[] = []
  for (const node of document.nodes.values()) {
    if (node.mode !== undefined) continue
    const definition = registry.get(node.type)
    const port = definition?.role === 'output' ? Object.keys(definition.outputs)[0] : undefined
    if (port !== undefined) outputs.push({ node: node.id, port })
  }
  return outputs.sort((a, b) => (a.node < b.node ? -1 : 1))
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
  const found = new Map<string, PortRef>()
  for (const output of outputs) {
    const record = document.nodes.get(output.node)
    const definition = registry.get(record?.type ?? '')
    if (record?.mode === 'muted') diagnostics.push(mutedOutput(record))
    else if (definition && Object.hasOwn(definition.outputs, output.port))
      found.set(formatPort(output), output)
    else diagnostics.push(missingPort(document, registry, output))
  }
  const isMuted = (node: NodeId): boolean => document.nodes.get(node)?.mode === 'muted'
  const order = orderOf([...found.values()], topology, fed, isMuted)
  return { outputs: [...found.values()], order, diagnostics }
}

/** Depth first, inputs by name: the order in which wires and nodes were added leaves no trace. */
function orderOf(
  outputs: readonly PortRef[],
  topology: Topology,
  fed: ReadonlySet<string>,
  isMuted: (node: NodeId) => boolean,
): readonly NodeId[] {
  const order = new Set<NodeId>()
  const entered = new Set<NodeId>()
  const stack: NodeId[] = []
  function visit(port: PortRef): void {
    if (fed.has(formatPort(port)) || isMuted(port.node) || entered.has(port.node)) return
    stack.push(port.node)
  }
  for (const output of outputs) {
    visit(output)
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (entered.has(node)) {
        stack.pop()
        order.add(node)
        continue
      }
      entered.add(node)
      const inputs = [...topology.incoming(node)].sort(([a], [b]) => (a < b ? 1 : -1))
      for (const [, link] of inputs) visit(link.from)
    }
  }
  return [...order]
}

function mutedOutput({ id, title }: NodeRecord): Diagnostic {
  return error(
    'compile/muted',
    { kind: 'node', node: id },
    `${title ?? id} is muted, so it gives nothing.`,
    'Unmute it to run it.',
  )
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
