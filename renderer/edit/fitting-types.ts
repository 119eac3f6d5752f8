/** Which node types could be put at the loose end of a wire, and which of them is wanted most. */
import { nodeId } from '../../core/base/ids'
import type { LinkRecord, NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { freshProblem } from '../../core/infer/check-connection'
import { inferNode, portProblem } from '../../core/infer/infer-node'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { Kind } from '../../core/tensor/wire-type'
import type { LooseWire } from '../canvas/canvas-listener'
import { groupByCategory } from '../palette/categories'

export interface Fit {
  readonly definition: NodeDefinition
  /** The port that the wire would be put on. */
  readonly port: string
  /** Its numbers fit too: the wire can be put on at once. Else only kind and rank do. */
  readonly isExact: boolean
}

/** How a type fits a wire: by the first port that takes it as it is, else by the first of its kind. */
export function fitOf(editor: Editor, wire: LooseWire, definition: NodeDefinition): Fit | undefined {
  const ports = wire.isInput ? outputsFor(editor, wire, definition) : inputsFor(editor, wire, definition)
  return ports.find(({ isExact }) => isExact) ?? ports[0]
}

/**
 * All types that fit a wire, best first: those that fit exactly; then those that follow such a port most often in this
 * graph, then such a kind; then those made for fewer kinds, before those that take anything; then in the order in which
 * data flows through a generator.
 */
export function fitsFor(editor: Editor, wire: LooseWire): readonly Fit[] {
  const { registry } = editor
  const kinds = kindsOf(editor, wire)
  const { byPort, byKind } = countFollowers(editor, wire, kinds)
  const inOrder = groupByCategory(registry.all).flatMap(({ nodes }) => nodes)
  const fits = inOrder.flatMap((definition) => fitOf(editor, wire, definition) ?? [])
  const rank = ({ definition, port, isExact }: Fit): readonly number[] => [
    isExact ? 0 : 1,
    -(byPort.get(definition.type) ?? 0),
    -(byKind.get(definition.type) ?? 0),
    (wire.isInput ? definition.outputs : definition.inputs)[port]?.kinds.length ?? 0,
  ]
  return fits
    .map((fit) => ({ fit, rank: rank(fit) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ fit }) => fit)
}

function inputsFor(editor: Editor, wire: LooseWire, definition: NodeDefinition): readonly Fit[] {
  const type = editor.inference.typeOf(wire.port)
  if (!type) return []
  const fresh = newOf(definition)
  return Object.entries(definition.inputs).flatMap(([port, spec]) => {
    if (portProblem(spec, type)) return []
    const isExact = freshProblem(fresh, new Map(), port, type, editor.registry) === null
    return [{ definition, port, isExact }]
  })
}

function outputsFor(editor: Editor, wire: LooseWire, definition: NodeDefinition): readonly Fit[] {
  const { document, inference, registry } = editor
  const holder = document.nodes.get(wire.port.node)
  const wanted = holder && registry.get(holder.type)?.inputs[wire.port.port]
  if (!holder || !wanted) return []
  const fed = inference.node(holder.id)?.inputs ?? new Map()
  const { outputs } = inferNode(newOf(definition), new Map(), registry)
  return Object.entries(definition.outputs).flatMap(([port, { kinds }]) => {
    if (!kinds.some((kind) => wanted.kinds.includes(kind))) return []
    const type = outputs.get(port)
    const isExact =
      type !== undefined &&
      !portProblem(wanted, type) &&
      freshProblem(holder, fed, wire.port.port, type, registry) === null
    return [{ definition, port, isExact }]
  })
}

/** How often nodes of each type stand at the other end of wires from such a port, and of wires of such a kind. */
function countFollowers(
  { document, inference }: Editor,
  wire: LooseWire,
  kinds: readonly Kind[],
): { readonly byPort: ReadonlyMap<string, number>; readonly byKind: ReadonlyMap<string, number> } {
  const byPort = new Map<string, number>()
  const byKind = new Map<string, number>()
  const near = (link: LinkRecord) => (wire.isInput ? link.to : link.from)
  const far = (link: LinkRecord) => (wire.isInput ? link.from : link.to)
  const holderType = document.nodes.get(wire.port.node)?.type
  for (const link of document.links.values()) {
    const type = document.nodes.get(far(link).node)?.type
    if (type === undefined) continue
    const { node, port } = near(link)
    if (port === wire.port.port && document.nodes.get(node)?.type === holderType)
      byPort.set(type, (byPort.get(type) ?? 0) + 1)
    const kind = inference.typeOf(link.from)?.kind
    if (kind && kinds.includes(kind)) byKind.set(type, (byKind.get(type) ?? 0) + 1)
  }
  return { byPort, byKind }
}

/** What the wire carries, or what its input takes. */
function kindsOf({ document, inference, registry }: Editor, { port, isInput }: LooseWire): readonly Kind[] {
  const kind = inference.typeOf(port)?.kind
  if (!isInput) return kind ? [kind] : []
  const holder = document.nodes.get(port.node)
  return (holder && registry.get(holder.type)?.inputs[port.port]?.kinds) ?? []
}

function newOf({ type, version }: NodeDefinition): NodeRecord {
  return { id: nodeId('new'), type, version, position: { x: 0, y: 0 }, params: {} }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const by = value - (b[index] ?? 0)
    if (by !== 0) return by
  }
  return 0
}
