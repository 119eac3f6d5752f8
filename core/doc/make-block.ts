/**
 * Blocks from nodes and nodes from blocks, as lists of commands that make one undo step. What the graph computes stays what
 * it was: seeds and loaded weights move along, so every initial value is the same before and after.
 */
import { nodeId, type BlockId, type LinkId, type NodeId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import { blockOf, blockToData, blockType, BLOCK_INPUT, BLOCK_OUTPUT, type BlockData } from './block'
import { innerNode, innerWeight } from './block-path'
import type { Command } from './commands/index'
import type { BlockRecord, Document, LinkRecord, NodeRecord, PortRef, WeightRef } from './document'
import { nodesOfInstance } from './expand'
import { newBlockId, newLinkId, newNodeId } from './new-id'
import { fixedSeeds } from './weight-seed'

export interface MadeBlock {
  readonly commands: readonly Command[]
  readonly block: BlockId
  readonly instance: NodeId
}

/** Room between a block's ports and its nodes, in graph units. */
const MARGIN = 280
const PORT_STEP = 70

/** Puts nodes of a graph into a new block and its instance in their place. Null without nodes. */
export function makeBlock(
  graph: Document,
  registry: Registry,
  chosen: ReadonlySet<NodeId>,
  title: string,
): MadeBlock | null {
  const nodes = [...graph.nodes.values()].filter(({ id }) => chosen.has(id))
  if (nodes.length === 0) return null
  const links = [...graph.links.values()]
  const inside = links.filter(({ from, to }) => chosen.has(from.node) && chosen.has(to.node))
  const entering = links.filter(({ from, to }) => !chosen.has(from.node) && chosen.has(to.node))
  const leaving = links.filter(({ from, to }) => chosen.has(from.node) && !chosen.has(to.node))

  const left = Math.min(...nodes.map(({ position }) => position.x))
  const right = Math.max(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const block = newBlockId(graph.blocks, title)
  const instance = newNodeId(graph.nodes, blockType(block))

  const taken = new Set<NodeId>(nodes.map(({ id }) => id))
  const linkIds = new Set<LinkId>(inside.map(({ id }) => id))
  const portNodes: NodeRecord[] = []
  const portLinks: LinkRecord[] = []
  const outside: LinkRecord[] = []
  const outsideIds = new Set(graph.links.keys())

  function addPort(type: string, name: string, x: number, y: number): NodeId {
    const id = freePort(taken, name)
    taken.add(id)
    portNodes.push({ id, type, version: 1, position: { x, y }, title: name, params: {} })
    return id
  }
  function addInside(from: PortRef, to: PortRef): void {
    const id = newLinkId(linkIds)
    linkIds.add(id)
    portLinks.push({ id, from, to })
  }
  function addOutside(from: PortRef, to: PortRef): void {
    const id = newLinkId(outsideIds)
    outsideIds.add(id)
    outside.push({ id, from, to })
  }

  for (const [i, heard] of groupBy(entering, ({ from }) => from).entries()) {
    const [first] = heard
    if (!first) continue
    const port = addPort(BLOCK_INPUT, first.to.port, left - MARGIN, top + i * PORT_STEP)
    for (const { to } of heard) addInside({ node: port, port: 'y' }, to)
    addOutside(first.from, { node: instance, port })
  }
  for (const [i, listeners] of groupBy(leaving, ({ from }) => from).entries()) {
    const [first] = listeners
    if (!first) continue
    const port = addPort(BLOCK_OUTPUT, first.from.port, right + MARGIN, top + i * PORT_STEP)
    addInside(first.from, { node: port, port: 'x' })
    for (const { to } of listeners) addOutside({ node: instance, port }, to)
  }

  const definition: BlockData = {
    id: block,
    title,
    summary: '',
    nodes: [...nodes.map(withoutValues), ...portNodes],
    links: [...inside, ...portLinks],
    params: [],
  }
  return {
    block,
    instance,
    commands: [
      { type: 'block/add', block: definition },
      { type: 'node/remove', nodes: nodes.map(({ id }) => id) },
      {
        type: 'node/add',
        nodes: [instanceOf(instance, block, nodes, middleOf(nodes), graph.blocks, registry)],
        links: outside,
      },
    ],
  }
}

/** Puts the nodes of an instance in its place. Null when the node is none, or is bypassed or muted. */
export function unpackBlock(
  graph: Document,
  registry: Registry,
  id: NodeId,
): { readonly commands: readonly Command[]; readonly nodes: readonly NodeId[] } | null {
  const instance = graph.nodes.get(id)
  const block = instance && blockOf(instance, graph.blocks)
  if (!instance || !block || instance.mode !== undefined) return null
  const isPort = ({ type }: NodeRecord): boolean => type === BLOCK_INPUT || type === BLOCK_OUTPUT
  const records = [...nodesOfInstance(instance, block).values()].filter((node) => !isPort(node))
  const middle = middleOf(records)

  const taken = new Set(graph.nodes.keys())
  taken.delete(id)
  const names = new Map<NodeId, NodeId>()
  for (const node of records) {
    const name = freeId(taken, node.id)
    taken.add(name)
    names.set(node.id, name)
  }
  const nodes = records.map((node) => ({
    ...node,
    // What its path decided so far.
    ...fixedSeeds({ ...node, id: innerNode(id, node.id) }, graph.blocks, registry),
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
  function add(from: PortRef | undefined, to: PortRef): void {
    if (!from) return
    const link = newLinkId(linkIds)
    linkIds.add(link)
    links.push({ id: link, from, to })
  }
  for (const { from, to } of block.links.values()) {
    const listener = names.get(to.node)
    if (listener !== undefined) add(behind(from), { node: listener, port: to.port })
  }
  for (const { from, to } of outer) {
    if (from.node === id && to.node !== id) add(behind({ node: nodeId(from.port), port: 'y' }), to)
  }
  const inner = new Set(nodes.map((node) => node.id))
  const among = links.filter(({ from, to }) => inner.has(from.node) && inner.has(to.node))
  const rest = links.filter((link) => !among.includes(link))
  return {
    nodes: [...inner],
    commands: [
      { type: 'node/remove', nodes: [id] },
      { type: 'node/add', nodes, links: [...among, ...rest] },
    ],
  }
}

/** Gives an instance a definition of its own: a copy that nothing else stands for. Null when the node is no instance. */
export function unlinkBlock(
  graph: Document,
  id: NodeId,
): { readonly commands: readonly Command[]; readonly block: BlockId } | null {
  const instance = graph.nodes.get(id)
  const block = instance && blockOf(instance, graph.blocks)
  if (!block) return null
  const own = newBlockId(graph.blocks, block.title)
  return {
    block: own,
    commands: [
      { type: 'block/add', block: { ...blockToData(block), id: own, title: nextTitle(block, graph) } },
      { type: 'block/relink', node: id, block: own },
    ],
  }
}

/** `Layer`, `Layer 2`, `Layer 3` ...: a title that no other block has. */
export function nextTitle(
  { title }: Pick<BlockRecord, 'title'>,
  { blocks }: Pick<Document, 'blocks'>,
): string {
  const taken = new Set([...blocks.values()].map((block) => block.title))
  const stem = title.replace(/ \d+$/, '')
  let number = 2
  while (taken.has(`${stem} ${number}`)) number++
  return `${stem} ${number}`
}

/** Seeds and loaded weights are the instance's; the definition says only what it does. */
function withoutValues({
  weights: _weights,
  weightSeed: _seed,
  innerSeeds: _inner,
  ...node
}: NodeRecord): NodeRecord {
  return node
}

function instanceOf(
  id: NodeId,
  block: BlockId,
  nodes: readonly NodeRecord[],
  position: NodeRecord['position'],
  blocks: Document['blocks'],
  registry: Registry,
): NodeRecord {
  const weights: Record<string, WeightRef> = {}
  const innerSeeds: Record<string, number> = {}
  for (const node of nodes) {
    for (const [name, ref] of Object.entries(node.weights ?? {})) weights[innerWeight(node.id, name)] = ref
    const fixed = fixedSeeds(node, blocks, registry)
    if (fixed.weightSeed !== undefined) innerSeeds[node.id] = fixed.weightSeed
    for (const [path, seed] of Object.entries(fixed.innerSeeds ?? {}))
      innerSeeds[innerWeight(node.id, path)] = seed
  }
  return {
    id,
    type: blockType(block),
    version: 1,
    position,
    params: {},
    ...(Object.keys(weights).length === 0 ? {} : { weights }),
    ...(Object.keys(innerSeeds).length === 0 ? {} : { innerSeeds }),
  }
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

/** Wires of one source together, topmost listener first as they stand. */
function groupBy(
  links: readonly LinkRecord[],
  key: (link: LinkRecord) => PortRef,
): readonly (readonly LinkRecord[])[] {
  const groups = new Map<string, LinkRecord[]>()
  for (const link of links) {
    const { node, port } = key(link)
    const name = `${node}.${port}`
    groups.set(name, [...(groups.get(name) ?? []), link])
  }
  return [...groups.values()]
}

/** A port is named as the wire's end was; a second one gets a number. */
function freePort(taken: ReadonlySet<NodeId>, name: string): NodeId {
  const base = /^[A-Za-z][A-Za-z0-9_-]{0,50}$/.test(name) ? name : 'port'
  return freeId(taken, nodeId(base))
}

function freeId(taken: ReadonlySet<NodeId>, wanted: NodeId): NodeId {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = nodeId(`${wanted}${number}`)
  return id
}

function middleOf(nodes: readonly NodeRecord[]): { readonly x: number; readonly y: number } {
  const count = Math.max(1, nodes.length)
  return {
    x: Math.round(nodes.reduce((sum, { position }) => sum + position.x, 0) / count),
    y: Math.round(nodes.reduce((sum, { position }) => sum + position.y, 0) / count),
  }
}
