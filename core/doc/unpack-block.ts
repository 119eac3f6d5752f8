/**
 * Nodes from blocks, as a list of commands that makes one undo step. What the graph computes stays what it was: seeds and
 * loaded weights move along.
 */
import { nodeId, type NodeId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import { blockOf, BLOCK_INPUT, BLOCK_OUTPUT, isPort } from './block'
import { innerNode } from './block-path'
import type { Command, GraphCommand } from './commands/index'
import type { BlockRecord, Document, LinkRecord, PortRef, PromotedParam } from './document'
import { nodesOfInstance } from './expand'
import { keepValues, ownGraph } from './keep-values'
import { middleOf } from './make-block'
import { freeNodeId, newLinkId } from './new-id'
import { fixedSeeds } from './weight-seed'

/**
 * Puts the nodes of an instance in its place, in the document's own graph or, `within` a block, in that of its definition;
 * the commands are for the whole document. Null when the node is none, or is bypassed or muted.
 */
export function unpackBlock(
  document: Document,
  registry: Registry,
  id: NodeId,
  within: BlockRecord | null = null,
): { readonly commands: readonly Command[]; readonly nodes: readonly NodeId[] } | null {
  const graph = within ? ownGraph(within, document) : document
  const instance = graph.nodes.get(id)
  const block = instance && blockOf(instance, graph.blocks)
  if (!instance || !block || instance.mode !== undefined) return null
  const records = [...nodesOfInstance(instance, block).values()].filter((node) => !isPort(node))
  const middle = middleOf(records)

  const taken = new Set(graph.nodes.keys())
  // A definition holds both for a moment.
  if (!within) taken.delete(id)
  const names = new Map<NodeId, NodeId>()
  for (const node of records) {
    const name = freeNodeId(taken, node.id)
    taken.add(name)
    names.set(node.id, name)
  }
  const nodes = records.map((node) => ({
    ...node,
    // What its path decided so far; in a definition every instance has another.
    ...(within ? {} : fixedSeeds({ ...node, id: innerNode(id, node.id) }, graph.blocks, registry)),
    id: names.get(node.id) ?? node.id,
    position: {
      x: Math.round(instance.position.x + node.position.x - middle.x),
      y: Math.round(instance.position.y + node.position.y - middle.y),
    },
  }))

  const links: LinkRecord[] = []
  const linkIds = new Set(graph.links.keys())
  const outer = [...graph.links.values()]
  const intoPort = new Map(outer.filter(({ to }) => to.node === id).map((link) => [link.to.port, link.from]))
  const behind = (port: PortRef): PortRef | undefined => sourceBehind(port, block, intoPort, names)
  function addLink(from: PortRef | undefined, to: PortRef): void {
    if (!from) return
    const link = newLinkId(linkIds)
    linkIds.add(link)
    links.push({ id: link, from, to })
  }
  for (const { from, to } of block.links.values()) {
    const listener = names.get(to.node)
    if (listener !== undefined) addLink(behind(from), { node: listener, port: to.port })
  }
  for (const { from, to } of outer) {
    if (from.node === id && to.node !== id) addLink(behind({ node: nodeId(from.port), port: 'y' }), to)
  }
  const inner = new Set(nodes.map((node) => node.id))
  const among = links.filter(({ from, to }) => inner.has(from.node) && inner.has(to.node))
  const rest = links.filter((link) => !among.includes(link))
  const add = { type: 'node/add', nodes, links: [...among, ...rest] } as const
  const remove = { type: 'node/remove', nodes: [id] } as const
  if (!within) return { nodes: [...inner], commands: [remove, add] }

  const inBlock = (command: GraphCommand): Command => ({ type: 'block/edit', block: within.id, command })
  const params = within.params.map((knob) => ({
    ...knob,
    targets: knob.targets.flatMap((target) =>
      target.node === id ? behindKnob(target.param, block, names) : [target],
    ),
  }))
  const commands = keepValues(document, registry, {
    block: within.id,
    commands: [inBlock(add), { type: 'block/promote', block: within.id, params }, inBlock(remove)],
    moved(path) {
      const [first, second, ...further] = path
      if (first !== id) return path
      const name = second && names.get(second)
      return name === undefined ? null : [name, ...further]
    },
  })
  return { nodes: [...inner], commands }
}

/** What a knob of the block sets, in new names. */
function behindKnob(
  key: string,
  block: BlockRecord,
  names: ReadonlyMap<NodeId, NodeId>,
): PromotedParam['targets'] {
  const knob = block.params.find((promoted) => promoted.key === key)
  return (knob?.targets ?? []).flatMap(({ node, param }) => {
    const name = names.get(node)
    return name === undefined ? [] : [{ node: name, param }]
  })
}

/** Where what stands on an output inside comes from outside, through ports and in new names. */
function sourceBehind(
  port: PortRef,
  block: BlockRecord,
  intoPort: ReadonlyMap<string, PortRef>,
  names: ReadonlyMap<NodeId, NodeId>,
): PortRef | undefined {
  const node = block.nodes.get(port.node)
  if (node?.type === BLOCK_INPUT) return intoPort.get(node.id)
  if (node?.type === BLOCK_OUTPUT) {
    const link = [...block.links.values()].find(({ to }) => to.node === node.id)
    return link && sourceBehind(link.from, block, intoPort, names)
  }
  const name = names.get(port.node)
  return name === undefined ? undefined : { node: name, port: port.port }
}
