/** Nodes put into a wire and taken out of one: what comes in still reaches what it fed, as far as it fits. */
import type { NodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import type { LinkRecord, NodeRecord, PortRef } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { reaches, sortNodes } from '../../core/doc/topology'
import { freshProblem } from '../../core/infer/check-connection'
import { bypassSource, inferNode, portProblem } from '../../core/infer/infer-node'
import { newLinkId } from '../../core/doc/new-id'
import type { WireType } from '../../core/tensor/wire-type'

/** Between which ports of a node, or of a chain of them, a wire would lead. */
export interface Splice {
  readonly link: LinkRecord
  readonly input: PortRef
  readonly output: PortRef
}

/**
 * How `nodes`, one or a chain, fit into a wire. A node, in the document or about to be, takes the wire at the first free
 * input that takes what it carries, and hands on by the first unused output that feeds what the wire feeds. Several
 * fit when they have one input that waits for a wire and one output that nobody uses, and the one leads to the other.
 * Null when they do not fit.
 */
export function findSplice(editor: Editor, nodes: readonly NodeRecord[], link: LinkRecord): Splice | null {
  if (nodes.some(({ id }) => id === link.from.node || id === link.to.node)) return null
  const [only] = nodes
  if (only && nodes.length === 1) return findNodeSplice(editor, only, link)
  return findChainSplice(editor, new Set(nodes.map(({ id }) => id)), link)
}

function findNodeSplice(editor: Editor, node: NodeRecord, link: LinkRecord): Splice | null {
  const { inference, registry } = editor
  const { topology } = inference
  const definition = registry.get(node.type)
  const type = inference.typeOf(link.from)
  if (!definition || !type) return null
  if (reaches(topology, node.id, link.from.node) || reaches(topology, link.to.node, node.id)) return null

  const taken = topology.incoming(node.id)
  const used = new Set([...topology.outgoing(node.id)].map(({ from }) => from.port))
  const connected = inference.node(node.id)?.inputs ?? new Map()
  for (const [input, spec] of Object.entries(definition.inputs)) {
    if (taken.has(input) || portProblem(spec, type)) continue
    if (freshProblem(node, connected, input, type, registry)) continue
    const { outputs } = inferNode(node, new Map(connected).set(input, type), registry)
    for (const [output, carried] of outputs) {
      if (used.has(output) || !feeds(editor, carried, link.to)) continue
      return { link, input: { node: node.id, port: input }, output: { node: node.id, port: output } }
    }
  }
  return null
}

function findChainSplice(editor: Editor, ids: ReadonlySet<NodeId>, link: LinkRecord): Splice | null {
  const { topology } = editor.inference
  const type = editor.inference.typeOf(link.from)
  const ends = chainEnds(editor, ids)
  if (!type || !ends) return null
  const { input, output } = ends
  if (reaches(topology, input.node, link.from.node) || reaches(topology, link.to.node, output.node))
    return null
  const carried = typeThrough(editor, ids, input, type, output)
  return carried && feeds(editor, carried, link.to) ? { link, input, output } : null
}

/** The one input of a chain that waits for a wire, and the one output that nobody uses; null unless there is one each. */
function chainEnds(
  { document, inference, registry }: Editor,
  ids: ReadonlySet<NodeId>,
): { readonly input: PortRef; readonly output: PortRef } | null {
  const { topology } = inference
  const inputs: PortRef[] = []
  const outputs: PortRef[] = []
  for (const node of ids) {
    const record = document.nodes.get(node)
    const definition = record && registry.get(record.type)
    if (!definition) return null
    const taken = topology.incoming(node)
    const used = new Set([...topology.outgoing(node)].map(({ from }) => from.port))
    for (const [port, { optional }] of Object.entries(definition.inputs))
      if (optional !== true && !taken.has(port)) inputs.push({ node, port })
    for (const port of Object.keys(definition.outputs)) if (!used.has(port)) outputs.push({ node, port })
  }
  const [input, secondInput] = inputs
  const [output, secondOutput] = outputs
  return input && output && !secondInput && !secondOutput ? { input, output } : null
}

/** What comes out of a chain for what goes in; null where it does not reach so far, or a node on the way has an error. */
function typeThrough(
  { document, inference, registry }: Editor,
  ids: ReadonlySet<NodeId>,
  input: PortRef,
  type: WireType,
  output: PortRef,
): WireType | null {
  const { topology } = inference
  const changed = new Map<NodeId, ReadonlyMap<string, WireType>>()
  for (const id of sortNodes(topology, ids).order) {
    const record = document.nodes.get(id)
    const inputs = new Map(inference.node(id)?.inputs)
    if (id === input.node) inputs.set(input.port, type)
    let isOnTheWay = id === input.node
    for (const [port, { from }] of topology.incoming(id)) {
      const carried = changed.get(from.node)?.get(from.port)
      if (!carried) continue
      inputs.set(port, carried)
      isOnTheWay = true
    }
    if (!isOnTheWay || !record) continue
    const { outputs, diagnostics } = inferNode(record, inputs, registry)
    if (diagnostics.some(({ severity }) => severity === 'error')) return null
    changed.set(id, outputs)
  }
  return changed.get(output.node)?.get(output.port) ?? null
}

type Inputs = Map<NodeId, ReadonlyMap<string, WireType>>

/**
 * Whether an input would take this type in place of what it has now; and where it only hands it on, everything behind it.
 * `fedNow` holds inputs as they will be, and this one when it is taken; nodes in `gone` have no say.
 */
function feeds(
  editor: Editor,
  type: WireType,
  to: PortRef,
  fedNow: Inputs = new Map(),
  gone: ReadonlySet<NodeId> = new Set(),
): boolean {
  const { document, inference, registry } = editor
  const target = document.nodes.get(to.node)
  const definition = target && registry.get(target.type)
  const port = definition?.inputs[to.port]
  if (!target || !port || portProblem(port, type)) return false
  if (definition.role === 'pass') {
    const behind = [...inference.topology.outgoing(target.id)].filter((link) => !gone.has(link.to.node))
    return behind.every((link) => feeds(editor, type, link.to, fedNow, gone))
  }
  const fed = fedNow.get(target.id) ?? inference.node(target.id)?.inputs ?? new Map()
  if (freshProblem(target, fed, to.port, type, registry)) return false
  fedNow.set(target.id, new Map(fed).set(to.port, type))
  return true
}

/** The commands that lead the wire through; the wire's end gives way to the new one. */
export function spliceCommands(editor: Editor, { link, input, output }: Splice): readonly Command[] {
  const first = newLinkId(editor.document.links)
  const second = newLinkId(new Set([...editor.document.links.keys(), first]))
  return [
    { type: 'link/connect', link: { id: first, from: link.from, to: input } },
    { type: 'link/connect', link: { id: second, from: output, to: link.to } },
  ]
}

/**
 * The commands that delete nodes and lead what came in to what they fed: by the same rule by which a bypassed node
 * hands on its input. A wire that would not fit is left out, and so is one that would lead through a node that is not
 * among `through`.
 */
export function removeAndReconnect(
  editor: Editor,
  nodes: ReadonlySet<NodeId>,
  through = nodes,
): readonly Command[] {
  const { document, inference, registry } = editor
  const remove: Command = { type: 'node/remove', nodes: [...nodes] }
  const commands: Command[] = [remove]
  // What stays may give something else as soon as what it listened to is gone.
  const ahead = createEditor(document, registry)
  ahead.dispatch(remove)
  const ids = new Set(document.links.keys())
  // Inputs as they will be: two new wires at one node are judged together.
  const fedNow: Inputs = new Map()
  for (const link of document.links.values()) {
    if (!nodes.has(link.from.node) || nodes.has(link.to.node)) continue
    const from = sourceBehind(editor, nodes, through, link.from)
    const type = from && inference.typeOf(from)
    if (!from || !type || !feeds(editor, type, link.to, fedNow, nodes)) continue
    const id = newLinkId(ids)
    const connect: Command = { type: 'link/connect', link: { id, from, to: link.to } }
    if (!ahead.dispatch(connect).ok) continue
    ids.add(id)
    commands.push(connect)
  }
  return commands
}

/** The output that stays and stands behind one that goes; null where nothing does. */
function sourceBehind(
  editor: Editor,
  nodes: ReadonlySet<NodeId>,
  through: ReadonlySet<NodeId>,
  output: PortRef,
): PortRef | null {
  const { document, inference, registry } = editor
  let at = output
  while (nodes.has(at.node)) {
    if (!through.has(at.node)) return null
    const record = document.nodes.get(at.node)
    const definition = record && registry.get(record.type)
    const connected = inference.node(at.node)?.inputs
    const input = definition && connected && bypassSource(definition, at.port, connected)
    const link = input === undefined ? undefined : inference.topology.incoming(at.node).get(input)
    if (!link) return null
    at = link.from
  }
  return at
}
