import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { NodeColor, NodeMode, NodeRecord } from '../../core/doc/document'
import type { Topology } from '../../core/doc/topology'
import { bypassSource, type InferredNode } from '../../core/infer/infer-node'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import type { PortSpec } from '../../core/nodedef/ports'
import { formatDims, KINDS, type Kind, type WireType } from '../../core/tensor/wire-type'
import { formOf, type NodeForm } from '../annotations/form'
import { withDefaults } from '../../core/nodedef/params'
import { words } from '../text/words'
import { summarizeParams } from './param-summary'
import { describePinned, type PinnedFace } from './pinned-face'

/** A port as it is drawn. */
export interface PortFace {
  readonly name: string
  /** As it is read. */
  readonly label: string
  /** Null while nothing is known: the port of an unknown node type. */
  readonly kind: Kind | null
  /** `N × 512 × 16 × 16`, or null where no type is known. */
  readonly dims: string | null
  readonly optional: boolean
}

/** Everything the canvas shows of a node. Plain data; the same facts give the same face. */
export interface NodeFace {
  readonly id: NodeId
  readonly form: NodeForm
  readonly title: string
  /** The title is the user's own. */
  readonly isNamed: boolean
  readonly category: string
  readonly inputs: readonly PortFace[]
  readonly outputs: readonly PortFace[]
  /** One line of parameters, preceded by the type when the node has the user's own name. */
  readonly summary: string
  /** Parameters that stand on the face to be changed there. */
  readonly pinned: readonly PinnedFace[]
  readonly badge: Diagnostic['severity'] | null
  readonly mode: NodeMode | null
  readonly color: NodeColor | null
  /** What a bypassed node hands on: slots of inputs and outputs. */
  readonly passes: readonly (readonly [input: number, output: number])[]
  /** The node shows the picture it makes. */
  readonly hasPicture: boolean
  /** Of a frame or a note, which are as large as the user wants them. */
  readonly area: { readonly width: number; readonly height: number } | null
  /** A note's Markdown. */
  readonly note: string
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
    form: formOf(definition),
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
      isNamed: false,
      ...portsInUse(record.id, topology),
      summary: words.canvas.unknownType,
      pinned: [],
      hasPicture: false,
      area: null,
      note: '',
    }
  }
  const pinned = describePinned(record, definition)
  const onFace = new Set(pinned.map(({ key }) => key))
  const params = summarizeParams(definition, record.params, onFace)
  const ownName = record.title !== undefined && record.title !== definition.title
  return {
    ...base,
    title: record.title ?? definition.title,
    isNamed: ownName,
    inputs: Object.entries(definition.inputs).map(([name, spec]) => {
      const type = inferred?.inputs.get(name)
      return { ...portFace(name, spec, type), optional: spec.optional === true }
    }),
    outputs: Object.entries(definition.outputs).map(([name, spec]) => {
      const type = inferred?.outputs.get(name)
      return portFace(name, spec, type)
    }),
    summary: [ownName ? definition.title : '', params].filter(Boolean).join(' · '),
    pinned,
    hasPicture: definition.role === 'output' && Object.values(definition.outputs).some(isImage),
    ...areaOf(record, definition),
  }
}

/** Whether both look the same. */
export function sameFace(a: NodeFace, b: NodeFace): boolean {
  return (
    a.form === b.form &&
    a.title === b.title &&
    a.isNamed === b.isNamed &&
    a.note === b.note &&
    a.area?.width === b.area?.width &&
    a.area?.height === b.area?.height &&
    a.summary === b.summary &&
    a.category === b.category &&
    a.badge === b.badge &&
    a.mode === b.mode &&
    a.color === b.color &&
    a.hasPicture === b.hasPicture &&
    samePasses(a.passes, b.passes) &&
    samePinned(a.pinned, b.pinned) &&
    samePorts(a.inputs, b.inputs) &&
    samePorts(a.outputs, b.outputs)
  )
}

export function samePorts(a: readonly PortFace[], b: readonly PortFace[]): boolean {
  return (
    a.length === b.length &&
    a.every((port, slot) => {
      const other = b[slot]
      return (
        port.name === other?.name &&
        port.label === other.label &&
        port.kind === other.kind &&
        port.dims === other.dims &&
        port.optional === other.optional
      )
    })
  )
}

function samePasses(a: NodeFace['passes'], b: NodeFace['passes']): boolean {
  return (
    a.length === b.length &&
    a.every(([input, output], index) => b[index]?.[0] === input && b[index][1] === output)
  )
}

function samePinned(a: readonly PinnedFace[], b: readonly PinnedFace[]): boolean {
  return a.length === b.length && a.every(({ key, value }, i) => b[i]?.key === key && b[i].value === value)
}

function passesOf(definition: NodeDefinition, { inputs }: InferredNode): NodeFace['passes'] {
  const names = Object.keys(definition.inputs)
  return Object.keys(definition.outputs).flatMap((output, slot): (readonly [number, number])[] => {
    const input = bypassSource(definition, output, inputs)
    return input === undefined ? [] : [[names.indexOf(input), slot]]
  })
}

function portFace(name: string, spec: PortSpec, type: WireType | undefined): PortFace {
  // A port for anything is of no kind until something is there.
  const kind = type?.kind ?? (spec.kinds.length === KINDS.length ? null : spec.kinds[0])
  return { name, label: spec.label ?? name, kind, dims: dimsOf(type), optional: false }
}

function areaOf(record: NodeRecord, definition: NodeDefinition): Pick<NodeFace, 'area' | 'note'> {
  if (definition.role !== 'annotation') return NO_AREA
  const { width, height, text } = withDefaults(definition.params, record.params)
  const area = { width: Number(width), height: Number(height) }
  return { area, note: typeof text === 'string' ? text : '' }
}

const NO_AREA = { area: null, note: '' }

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
  const toFace = (name: string): PortFace => ({ name, label: name, kind: null, dims: null, optional: false })
  return { inputs: inputs.sort().map(toFace), outputs: [...outputs].sort().map(toFace) }
}
