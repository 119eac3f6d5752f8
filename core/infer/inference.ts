import type { NodeId } from '../base/ids'
import { error, type Diagnostic } from '../diagnostic/diagnostic'
import { blocksAround, blockType } from '../doc/block'
import type { DocumentDiff } from '../doc/diff'
import type { Document, NodeRecord, PortRef } from '../doc/document'
import { createTopology, downstream, sortNodes, type Topology } from '../doc/topology'
import type { Registry } from '../nodedef/registry'
import { sameType, type WireType } from '../tensor/wire-type'
import { createFlowOrder } from './flow-order'
import { withBlocks } from './block-registry'
import { inferNode, type InferredNode } from './infer-node'
import { sameDiagnostics, sameFacts } from './same-facts'

/** The inferred graph. `update` looks only at what an edit can have changed, and gives what `inferAll` would give. */
export interface Inference {
  readonly topology: Topology
  node(id: NodeId): InferredNode | undefined
  typeOf(port: PortRef): WireType | undefined
  /** Every diagnostic, in the order of the document's nodes; the same array as long as they are the same. */
  diagnostics(): readonly Diagnostic[]
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
  base: Registry,
  realOutputs: RealOutputs = (_node, inferred) => inferred,
): Inference {
  const topology = createTopology(document)
  const order = createFlowOrder(topology, document.nodes)
  const facts = new Map<NodeId, InferredNode>()
  let current = document
  let registry = withBlocks(base, document.blocks)
  /** Null when they must be collected anew. */
  let diagnostics: readonly Diagnostic[] | null = null
  /** On a loop, or behind one. */
  let stuck: ReadonlySet<NodeId> = new Set()

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

  /** Infers a node. Returns those that hear of it through a wire whose type is another now. */
  function infer(id: NodeId, changed: Set<NodeId>): readonly NodeId[] {
    const record = current.nodes.get(id)
    if (!record) return []
    const before = facts.get(id)
    const inferred = inferNode(record, inputsOf(id), registry, mutedInputsOf(id))
    const outputs = realOutputs(record, inferred.outputs)
    if (!keep(id, { ...inferred, outputs })) return []
    changed.add(id)
    const heard: NodeId[] = []
    for (const { from, to } of topology.outgoing(id))
      if (!sameType(before?.outputs.get(from.port), outputs.get(from.port))) heard.push(to.node)
    return heard
  }

  /** Equal facts stay the same object, so that nobody looks at them again. True when they are others. */
  function keep(id: NodeId, after: InferredNode): boolean {
    const before = facts.get(id)
    if (before && sameFacts(before, after)) return false
    if (!sameDiagnostics(before?.diagnostics ?? [], after.diagnostics)) diagnostics = null
    facts.set(id, after)
    return true
  }

  /** Infers `dirty` and, where types changed, what lies downstream; nothing else is looked at. */
  function propagate(dirty: Iterable<NodeId>): Set<NodeId> {
    const changed = new Set<NodeId>()
    const waiting: (Set<NodeId> | undefined)[] = []
    const wait = (id: NodeId): void => void (waiting[order.rank(id)] ??= new Set()).add(id)
    for (const id of dirty) wait(id)
    // Whoever hears of a node has a higher rank.
    for (let rank = 0; rank < waiting.length; rank++)
      for (const id of waiting[rank] ?? []) for (const other of infer(id, changed)) wait(other)
    return changed
  }

  /** The same for a graph with loops, whose nodes have no order: all that lies downstream is looked at. */
  function propagateAroundLoops(dirty: Set<NodeId>): Set<NodeId> {
    const changed = new Set<NodeId>()
    for (const id of stuck) dirty.add(id)
    const { order: sorted, cyclic } = sortNodes(topology, downstream(topology, dirty))
    for (const id of sorted) {
      if (!dirty.has(id)) continue
      for (const other of infer(id, changed)) dirty.add(other)
    }
    for (const id of cyclic) if (keep(id, onCycle(id))) changed.add(id)
    stuck = new Set(cyclic)
    return changed
  }

  function follow(dirty: Set<NodeId>): Set<NodeId> {
    return order.hasLoops || stuck.size > 0 ? propagateAroundLoops(dirty) : propagate(dirty)
  }

  follow(new Set(document.nodes.keys()))

  return {
    topology,
    node: (id) => facts.get(id),
    typeOf,
    diagnostics() {
      if (diagnostics) return diagnostics
      const all: Diagnostic[] = []
      for (const id of current.nodes.keys()) all.push(...(facts.get(id)?.diagnostics ?? []))
      return (diagnostics = all)
    },
    update(next, diff) {
      current = next
      registry = withBlocks(base, next.blocks)
      topology.update(diff)
      order.update(next.nodes, diff)
      const dirty = new Set<NodeId>(diff.nodes.added.keys())
      for (const [id, { from, to }] of diff.nodes.updated) {
        if (concernsInference(from, to)) dirty.add(id)
        // Whoever listens to a muted node says so, even where no type comes or goes with it.
        if (from.mode !== to.mode) for (const link of topology.outgoing(id)) dirty.add(link.to.node)
      }
      for (const id of instancesOfChanged(next, diff)) dirty.add(id)
      for (const link of diff.links.added.values()) dirty.add(link.to.node)
      for (const link of diff.links.removed.values()) dirty.add(link.to.node)
      for (const { from, to } of diff.links.updated.values()) dirty.add(from.to.node).add(to.to.node)
      const gone = [...diff.nodes.removed.keys()]
      for (const id of gone) {
        dirty.delete(id)
        if ((facts.get(id)?.diagnostics.length ?? 0) > 0) diagnostics = null
        facts.delete(id)
      }
      const changed = follow(dirty)
      for (const id of gone) changed.add(id)
      return changed
    },
  }
}

/** The instances of every block that is another one now, or in which such a block stands. */
function instancesOfChanged({ nodes, blocks }: Document, { blocks: diff }: DocumentDiff): NodeId[] {
  const changed = [...diff.added.keys(), ...diff.updated.keys(), ...diff.removed.keys()]
  if (changed.length === 0) return []
  const types = new Set([...blocksAround(changed, blocks)].map(blockType))
  return [...nodes.values()].filter(({ type }) => types.has(type)).map(({ id }) => id)
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
