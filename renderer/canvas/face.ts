import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { NodeColor, NodeMode, NodeRecord } from '../../core/doc/document'
import type { Topology } from '../../core/doc/topology'
import { bypassSource, type InferredNode } from '../../core/infer/infer-node'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { formatDims, type Kind, type WireType } from '../../core/tensor/wire-type'
import { summarizeParams } from './param-summary'

/** A port as it is drawn. */
export interface PortFace {
  readonly name: string
  /** Null while nothing is known: the port of an unknown node type. */
  readonly kind: Kind | null
  /** `N × 512 × 16 × 16`, or null where no type is known. */
  readonly dims: string | null
  readonly optional: boolean
}

/** Everything the canvas shows of a node. Plain data; the same facts give the same face. */
export interface NodeFace {
  readonly id: NodeId
  readonly title: string
  readonly category: string
  readonly inputs: readonly PortFace[]
  readonly outputs: readonly PortFace[]
  /** One line of parameters, preceded by the type when the node has the user's own name. */
  readonly summary: string
  readonly badge: Diagnostic['severity'] | null
  readonly mode: NodeMode | null
  readonly color: NodeColor | null
  /** What a bypassed node hands on: slots of inputs and outputs. */
  readonly passes: readonly (readonly [input: number, output: number])[]
  /** The node shows the picture it makes. */
  readonly hasPicture: boolean
}

export interface NodeFacts {
  readonly record: NodeRecord
  readonly definition: NodeDefinition | undefined
  readonly inferred: InferredNode | undefined
  readonly topology: Topology
  readonly badge: Diagnostic['severity'] | null
}

export function describeNode({ record, definition, inferred, topology, badge }: NodeFacts): NodeFace {
  const base = {
    id: record.id,
    category: categoryOf(record.type),
    badge,
    mode: record.mode ?? null,
    color: record.color ?? null,
    passes: record.mode === 'bypassed' && definition && inferred ? passesOf(definition, inferred) : [],
  }
  if (!definition) {
    return {
      ...base,
      title: record.title ?? record.type,
      ...portsInUse(record.id, topology),
      summary: 'unknown node type',
      hasPicture: false,
    }
  }
  const params = summarizeParams(definition, record.params)
  const ownName = record.title !== undefined && record.title !== definition.title
  return {
    ...base,
    title: record.title ?? definition.title,
    inputs: Object.entries(definition.inputs).map(([name, spec]) => {
      const type = inferred?.inputs.get(name)
      return { name, kind: type?.kind ?? spec.kinds[0], dims: dimsOf(type), optional: spec.optional === true }
    }),
    outputs: Object.entries(definition.outputs).map(([name, spec]) => {
      const type = inferred?.outputs.get(name)
      return { name, kind: type?.kind ?? spec.kinds[0], dims: dimsOf(type), optional: false }
    }),
    summary: [ownName ? definition.title : '', params].filter(Boolean).join(' · '),
    hasPicture: definition.role === 'output' && Object.values(definition.outputs).some(isImage),
  }
}

function passesOf(definition: NodeDefinition, { inputs }: InferredNode): NodeFace['passes'] {
  const names = Object.keys(definition.inputs)
  return Object.keys(definition.outputs).flatMap((output, slot): (readonly [number, number])[] => {
    const input = bypassSource(definition, output, inputs)
    return input === undefined ? [] : [[names.indexOf(input), slot]]
  })
}

function isImage({ kinds }: { readonly kinds: readonly Kind[] }): boolean {
  return kinds.length === 1 && kinds[0] === 'image'
}

function dimsOf(type: WireType | undefined): string | null {
  return type ? formatDims(type.dims) : null
}

/** A type this version does not know still shows the wires it has. */
function portsInUse(node: NodeId, topology: Topology): Pick<NodeFace, 'inputs' | 'outputs'> {
  const inputs = [...topology.incoming(node).keys()]
  const outputs = new Set([...topology.outgoing(node)].map((link) => link.from.port))
  const toFace = (name: string): PortFace => ({ name, kind: null, dims: null, optional: false })
  return { inputs: inputs.sort().map(toFace), outputs: [...outputs].sort().map(toFace) }
}
