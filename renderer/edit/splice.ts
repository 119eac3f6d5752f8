/** Nodes put into a wire and taken out of one: what comes in still reaches what it fed, as far as it fits. */
import type { NodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import type { LinkRecord, NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { reaches } from '../../core/doc/topology'
import { freshProblem } from '../../core/infer/check-connection'
import { bypassSource, inferNode, portProblem } from '../../core/infer/infer-node'
import { newLinkId } from '../../core/doc/new-id'

/** Through which ports of a node a wire would lead. */
export interface Splice {
  readonly link: LinkRecord
  readonly input: string
  readonly output: string
}

/**
 * How `node`, in the document or about to be, fits into a wire: the first free input that takes what the wire
 * carries, and the first unused output that feeds what the wire feeds. Null when it does not fit.
 */
export function findSplice(editor: Editor, node: NodeRecord, link: LinkRecord): Splice | null {
  const { inference, registry } = editor
  const { topology } = inference
  const definition = registry.get(node.type)
  const target = editor.document.nodes.get(link.to.node)
  const targetPort = target && registry.get(target.type)?.inputs[link.to.port]
  const type = inference.typeOf(link.from)
  if (!definition || !target || !targetPort || !type) return null
  if (node.id === link.from.node || node.id === link.to.node) return null
  if (reaches(topology, node.id, link.from.node) || reaches(topology, link.to.node, node.id)) return null

  const taken = topology.incoming(node.id)
  const used = new Set([...topology.outgoing(node.id)].map(({ from }) => from.port))
  const connected = inference.node(node.id)?.inputs ?? new Map()
  const fed = inference.node(target.id)?.inputs ?? new Map()
  for (const [input, spec] of Object.entries(definition.inputs)) {
    if (taken.has(input) || portProblem(spec, type)) continue
    if (freshProblem(node, connected, input, type, registry)) continue
    const { outputs } = inferNode(node, new Map(connected).set(input, type), registry)
    for (const [output, carried] of outputs) {
      if (used.has(output) || portProblem(targetPort, carried)) continue
      if (!freshProblem(target, fed, link.to.port, carried, registry)) return { link, input, output }
    }
  }
  return null
}

/** The commands that lead the wire through the node; the wire's end gives way to the new one. */
export function spliceCommands(
  editor: Editor,
  node: NodeId,
  { link, input, output }: Splice,
): readonly Command[] {
  const first = newLinkId(editor.document.links)
  const second = newLinkId(new Set([...editor.document.links.keys(), first]))
  return [
    { type: 'link/connect', link: { id: first, from: link.from, to: { node, port: input } } },
    { type: 'link/connect', link: { id: second, from: { node, port: output }, to: link.to } },
  ]
}

/**
 * The commands that delete nodes and lead what came in to what they fed: by the same rule by which a bypassed node
 * hands on its input. A wire that would not fit is left out.
 */
export function removeAndReconnect(editor: Editor, nodes: ReadonlySet<NodeId>): readonly Command[] {
  const { document, inference, registry } = editor
  const commands: Command[] = [{ type: 'node/remove', nodes: [...nodes] }]
  const ids = new Set(document.links.keys())
  // Inputs as they will be: two new wires at one node are judged together.
  const fedNow = new Map<NodeId, ReadonlyMap<string, NonNullable<ReturnType<typeof inference.typeOf>>>>()
  for (const link of document.links.values()) {
    if (!nodes.has(link.from.node) || nodes.has(link.to.node)) continue
    const from = sourceBehind(editor, nodes, link.from)
    const type = from && inference.typeOf(from)
    const target = document.nodes.get(link.to.node)
    const port = target && registry.get(target.type)?.inputs[link.to.port]
    if (!from || !type || !target || !port || portProblem(port, type)) continue
    const fed = fedNow.get(target.id) ?? inference.node(target.id)?.inputs ?? new Map()
    if (freshProblem(target, fed, link.to.port, type, registry)) continue
    fedNow.set(target.id, new Map(fed).set(link.to.port, type))
    const id = newLinkId(ids)
    ids.add(id)
    commands.push({ type: 'link/connect', link: { id, from, to: link.to } })
  }
  return commands
}

/** The output that stays and stands behind one that goes; null where nothing does. */
function sourceBehind(editor: Editor, nodes: ReadonlySet<NodeId>, output: PortRef): PortRef | null {
  const { document, inference, registry } = editor
  let at = output
  while (nodes.has(at.node)) {
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
