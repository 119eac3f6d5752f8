import type { NodeId } from '../base/ids'
import { error, type Diagnostic } from '../diagnostic/diagnostic'
import type { DocumentDiff } from '../doc/diff'
import type { Document, NodeRecord, PortRef } from '../doc/document'
import { createTopology, downstream, sortNodes, type Topology } from '../doc/topology'
import type { Registry } from '../nodedef/registry'
import { sameType, type WireType } from '../tensor/wire-type'
import { inferNode, type InferredNode } from './infer-node'

/** The inferred graph. `update` looks only at what an edit can have changed, and gives what `inferAll` would give. */
export interface Inference {
  readonly topology: Topology
  node(id: NodeId): InferredNode | undefined
  typeOf(port: PortRef): WireType | undefined
  /** Every diagnostic, in the order of the document's nodes. */
  diagnostics(): Diagnostic[]
  /** Follows an edit. Returns the nodes whose inferred facts changed or went away. */
  update(document: Document, diff: DocumentDiff): ReadonlySet<NodeId>
}

/** What really stands on a node's outputs, given what its type says of them: tensors fed from outside, batches drawn. */
export type RealOutputs = (
  node: NodeRecord,
  inferred: ReadonlyMap<string, WireType>,
) => ReadonlyMap<string, WireType>

export function inferAll(
  document: Document,
  registry: Registry,
  realOutputs: RealOutputs = (_node, inferred) => inferred,
): Inference {
  const topology = createTopology(document)
  const facts = new Map<NodeId, InferredNode>()
  let current = document

  function typeOf(port: PortRef): WireType | undefined {
    return facts.get(port.node)?.outputs.get(port.port)
  }

  function inputsOf(id: NodeId): Map<string, WireType> {
    const inputs = new Map<string, WireType>()
    for (const [port, link] of topology.incoming(id)) {
      const type = typeOf(link.from)
      if (type) inputs.set(port, type)
    }
    return inputs
  }

  function mutedInputsOf(id: NodeId): Set<string> {
    const muted = new Set<string>()
    for (const [port, { from }] of topology.incoming(id))
      if (current.nodes.get(from.node)?.mode === 'muted') muted.add(port)
    return muted
  }

  /** Infers `dirty` and, where types changed, what lies downstream. */
  function propagate(dirty: Set<NodeId>): Set<NodeId> {
    const changed = new Set<NodeId>()
    const { order, cyclic } = sortNodes(topology, downstream(topology, dirty))
    for (const id of order) {
      if (!dirty.has(id)) continue
      const record = current.nodes.get(id)
      if (!record) continue
      const before = facts.get(id)
      const inferred = inferNode(record, inputsOf(id), registry, mutedInputsOf(id))
      const after = { ...inferred, outputs: realOutputs(record, inferred.outputs) }
      facts.set(id, after)
      changed.add(id)
      for (const link of topology.outgoing(id)) {
        const port = link.from.port
        if (!sameType(before?.outputs.get(port), after.outputs.get(port))) dirty.add(link.to.node)
      }
    }
    for (const id of cyclic) {
      facts.set(id, onCycle(id))
      changed.add(id)
    }
    return changed
  }

  propagate(new Set(document.nodes.keys()))

  return {
    topology,
    node: (id) => facts.get(id),
    typeOf,
    diagnostics() {
      const all: Diagnostic[] = []
      for (const id of current.nodes.keys()) all.push(...(facts.get(id)?.diagnostics ?? []))
      return all
    },
    update(next, diff) {
      current = next
      topology.update(diff)
      const dirty = new Set<NodeId>(diff.nodes.added.keys())
      for (const [id, { from, to }] of diff.nodes.updated) {
        if (concernsInference(from, to)) dirty.add(id)
        // Whoever listens to a muted node says so, even where no type comes or goes with it.
        if (from.mode !== to.mode) for (const link of topology.outgoing(id)) dirty.add(link.to.node)
      }
      for (const link of diff.links.added.values()) dirty.add(link.to.node)
      for (const link of diff.links.removed.values()) dirty.add(link.to.node)
      for (const { from, to } of diff.links.updated.values()) dirty.add(from.to.node).add(to.to.node)
      const gone = [...diff.nodes.removed.keys()]
      for (const id of gone) {
        dirty.delete(id)
        facts.delete(id)
      }
      const changed = propagate(dirty)
      for (const id of gone) changed.add(id)
      return changed
    },
  }
}

/** Moving and renaming a node infers nothing. */
function concernsInference(from: NodeRecord, to: NodeRecord): boolean {
  return (
    from.params !== to.params || from.weights !== to.weights || from.type !== to.type || from.mode !== to.mode
  )
}

function onCycle(id: NodeId): InferredNode {
  const problem = error(
    'graph/cycle',
    { kind: 'node', node: id },
    'This node is part of a loop: its output leads back to its own input.',
    'Remove one wire of the loop.',
  )
  return { inputs: new Map(), outputs: new Map(), weights: {}, macs: 0, diagnostics: [problem] }
}
