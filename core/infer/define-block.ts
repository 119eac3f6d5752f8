/**
 * A block as a node type. Everything about it follows from the graph inside: which kinds a port takes from what listens
 * behind it, types and weights from inference, a parameter's kind and range from what it sets.
 */
import type { NodeId } from '../base/ids'
import { stableJson } from '../base/stable-json'
import { boundaryOf, blockType, BLOCK_INPUT, BLOCK_OUTPUT } from '../doc/block'
import { innerWeight } from '../doc/block-path'
import type { BlockRecord, Document, NodeRecord, PortRef } from '../doc/document'
import { nodesOfInstance } from '../doc/expand'
import { createTopology, type Topology } from '../doc/topology'
import type { NodeDefinition, WeightSpec } from '../nodedef/define-node'
import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../nodedef/params'
import type { PortSpec, PortSpecs } from '../nodedef/ports'
import type { Registry } from '../nodedef/registry'
import { KINDS, mapDims, type Dim, type WireType } from '../tensor/wire-type'
import { inferAll, type Inference } from './inference'

type Types = Readonly<Record<string, WireType | undefined>>

/** Inferences of the graph inside that are remembered: instances of equal inputs share one. */
const MOST_KNOWN = 32

/** `registry` knows the other blocks too; a block must not stand in itself. */
export function defineBlock(
  block: BlockRecord,
  blocks: Document['blocks'],
  registry: Registry,
): NodeDefinition {
  const topology = createTopology({
    project: { name: '', description: '' },
    nodes: block.nodes,
    links: block.links,
    blocks,
  })
  const inputs = boundaryOf(block, BLOCK_INPUT)
  const outputs = boundaryOf(block, BLOCK_OUTPUT)
  const inside = rememberInferences(block, blocks, registry)
  return {
    type: blockType(block.id),
    version: 1,
    title: block.title,
    summary: block.summary || 'A block of this graph.',
    help: `${block.summary || 'A block of this graph.'}\n\nEditing it changes every node that stands for it.\n\nSource: the nodes inside.`,
    keywords: ['block', 'group', 'subgraph'],
    role: 'block',
    inputs: portSpecs(inputs, (node) => inputSpec(node, block, topology, registry)),
    outputs: portSpecs(outputs, (node) => outputSpec(node, block, topology, registry)),
    params: promotedSpecs(block, registry),
    inside,
    infer(types, params, report) {
      const found = inside(types, params)
      for (const problem of found.diagnostics()) report.inside(problem)
      const out: Record<string, WireType> = {}
      for (const { id } of outputs) {
        const type = found.typeOf({ node: id, port: 'y' })
        if (type) out[id] = type
      }
      return out
    },
    weights: (types, params) => weightsInside(block, inside(types, params)),
    macs(types, _outputs, params) {
      const found = inside(types, params)
      const macs = [...block.nodes.keys()].map((node): Dim => found.node(node)?.macs ?? 0)
      return mapDims((...all) => all.reduce((sum, count) => sum + count, 0), ...macs)
    },
    emit() {
      throw new Error('Internal error: blocks are expanded before anything is emitted')
    },
    cases: [],
  }
}

function rememberInferences(
  block: BlockRecord,
  blocks: Document['blocks'],
  registry: Registry,
): (types: Types, params: ParamValues) => Inference {
  const known = new Map<string, Inference>()
  return (types, params) => {
    const asked = stableJson({ types, params })
    let found = known.get(asked)
    if (!found) {
      const nodes = nodesOfInstance({ params }, block)
      const document: Document = {
        project: { name: block.title, description: '' },
        nodes,
        links: block.links,
        blocks,
      }
      found = inferAll(document, registry, (node, inferred) => {
        const given = node.type === BLOCK_INPUT && Object.hasOwn(types, node.id) ? types[node.id] : undefined
        return given ? new Map([['y', given]]) : inferred
      })
    }
    // The one asked for last goes last.
    known.delete(asked)
    known.set(asked, found)
    for (const first of known.keys()) {
      if (known.size <= MOST_KNOWN) break
      known.delete(first)
    }
    return found
  }
}

function weightsInside(block: BlockRecord, inside: Inference): Readonly<Record<string, WeightSpec>> {
  const weights: Record<string, WeightSpec> = {}
  for (const node of [...block.nodes.keys()].sort()) {
    for (const [name, spec] of Object.entries(inside.node(node)?.weights ?? {}))
      weights[innerWeight(node, name)] = spec
  }
  return weights
}

function portSpecs(nodes: readonly NodeRecord[], spec: (node: NodeRecord) => PortSpec): PortSpecs {
  return Object.fromEntries(
    nodes.map((node) => [
      node.id,
      node.title === undefined ? spec(node) : { ...spec(node), label: node.title },
    ]),
  )
}

/** What an input takes is what everything behind it takes. */
function inputSpec({ id }: NodeRecord, block: BlockRecord, topology: Topology, registry: Registry): PortSpec {
  const behind = listenersBehind(id, block, topology, registry)
  const [first] = behind
  if (!first) return { kinds: KINDS, doc: 'Nothing inside listens to it yet.', optional: true }
  const [firstKind, ...otherKinds] = first.kinds.filter((kind) =>
    behind.every(({ kinds }) => kinds.includes(kind)),
  )
  const shapes = first.shapes?.filter((shape) =>
    behind.every((spec) => !spec.shapes || spec.shapes.some((other) => other.length === shape.length)),
  )
  return {
    kinds: firstKind ? [firstKind, ...otherKinds] : first.kinds,
    ...(shapes && shapes.length > 0 ? { shapes } : {}),
    doc: first.doc,
    ...(behind.every(({ optional }) => optional === true) ? { optional: true } : {}),
  }
}

/** The inputs that a node which hands on leads to, however many of its kind lie between. */
function listenersBehind(
  node: NodeId,
  block: BlockRecord,
  topology: Topology,
  registry: Registry,
): readonly PortSpec[] {
  return [...topology.outgoing(node)].flatMap(({ to }): readonly PortSpec[] => {
    const record = block.nodes.get(to.node)
    const definition = record && registry.get(record.type)
    if (definition?.role === 'pass') return listenersBehind(to.node, block, topology, registry)
    const spec = definition?.inputs[to.port]
    return spec ? [spec] : []
  })
}

function outputSpec(
  { id }: NodeRecord,
  block: BlockRecord,
  topology: Topology,
  registry: Registry,
): PortSpec {
  const source = sourceOf(id, block, topology, registry)
  const record = source && block.nodes.get(source.node)
  const spec = source && record && registry.get(record.type)?.outputs[source.port]
  return spec ? { ...spec, optional: false } : { kinds: KINDS, doc: 'Nothing inside is connected to it yet.' }
}

function sourceOf(
  node: NodeId,
  block: BlockRecord,
  topology: Topology,
  registry: Registry,
): PortRef | undefined {
  const from = topology.incoming(node).get('x')?.from
  const record = from && block.nodes.get(from.node)
  if (record?.type === BLOCK_INPUT || !record) return undefined
  return registry.get(record.type)?.role === 'pass' ? sourceOf(record.id, block, topology, registry) : from
}

/** The parameters on the face: kind and range of the first thing each one sets, the definition's value as its default. */
function promotedSpecs(block: BlockRecord, registry: Registry): ParamSpecs {
  const specs: Record<string, ParamSpec> = {}
  for (const { key, label, targets } of block.params) {
    const [first] = targets
    const node = first && block.nodes.get(first.node)
    const spec = node && registry.get(node.type)?.params[first.param]
    if (!spec) continue
    specs[key] = withDefault({ ...spec, label }, node.params[first.param])
  }
  return specs
}

function withDefault(spec: ParamSpec, value: ParamValue | undefined): ParamSpec {
  // The definition's value was held against this very spec when it was set.
  return value === undefined ? spec : ({ ...spec, default: value } as ParamSpec)
}
