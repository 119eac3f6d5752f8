/**
 * Blocks from nodes, as lists of commands that make one undo step. What the graph computes stays what it was: seeds and
 * loaded weights move along, so every initial value is the same before and after.
 */
import { nodeId, type BlockId, type LinkId, type NodeId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import {
  blockOf,
  blockToData,
  blockType,
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  isPort,
  takenBlockIds,
  type BlockData,
} from './block'
import { innerWeight } from './block-path'
import type { Command, GraphCommand } from './commands/index'
import type {
  BlockRecord,
  Document,
  LinkRecord,
  NodeRecord,
  PortRef,
  PromotedParam,
  WeightRef,
} from './document'
import { keepValues, ownGraph } from './keep-values'
import { freeNodeId, newBlockId, newLinkId, newNodeId } from './new-id'
import { TEXT_LIMITS } from './record-problems'
import { fixedSeeds } from './weight-seed'

export interface MadeBlock {
  readonly commands: readonly Command[]
  readonly block: BlockId
  readonly instance: NodeId
}

/** Room between a block's ports and its nodes, in graph units. */
const MARGIN = 280
const PORT_STEP = 70

/**
 * Puts nodes of a graph into a new block and its instance in their place. The graph is the document's own or, `within` a
 * block, that of its definition; the commands are for the whole document. Null without nodes; ports stay where they are.
 */
export function makeBlock(
  document: Document,
  registry: Registry,
  chosen: ReadonlySet<NodeId>,
  title: string,
  within: BlockRecord | null = null,
): MadeBlock | null {
  const graph = within ? ownGraph(within, document) : document
  const nodes = [...graph.nodes.values()].filter((node) => chosen.has(node.id) && !isPort(node))
  if (nodes.length === 0) return null
  const block = newBlockId(takenBlockIds(document), title)
  const instance = newNodeId(graph.nodes, blockType(block))
  const { definition, outside } = outline(graph, nodes, { block, instance, title })
  const record = { id: instance, type: blockType(block), version: 1, position: middleOf(nodes), params: {} }
  const remove = { type: 'node/remove', nodes: nodes.map(({ id }) => id) } as const
  if (!within) {
    const values = valuesOf(nodes, (node) => fixedSeeds(node, graph.blocks, registry))
    return {
      block,
      instance,
      commands: [
        { type: 'block/add', block: definition },
        remove,
        { type: 'node/add', nodes: [{ ...record, ...values }], links: outside },
      ],
    }
  }
  const inside = new Map(nodes.map((node) => [node.id, node]))
  const knobs = within.params.flatMap((knob) => innerKnob(knob, inside))
  const params = Object.fromEntries(
    knobs.flatMap(({ key, targets: [first] }) => {
      const value = first && inside.get(first.node)?.params[first.param]
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
  const inBlock = (command: GraphCommand): Command => ({ type: 'block/edit', block: within.id, command })
  const commands = keepValues(document, registry, {
    block: within.id,
    commands: [
      { type: 'block/add', block: { ...definition, params: knobs } },
      // Seeds that nobody chose differ from instance to instance.
      inBlock({
        type: 'node/add',
        nodes: [{ ...record, ...valuesOf(nodes, seedsGiven), params }],
        links: outside,
      }),
      ...(knobs.length === 0
        ? []
        : [
            {
              type: 'block/promote',
              block: within.id,
              params: within.params.map((knob) => outerKnob(knob, inside, instance)),
            } as const,
          ]),
      inBlock(remove),
    ],
    moved: (path) => (path[0] !== undefined && inside.has(path[0]) ? [instance, ...path] : path),
  })
  return { block, instance, commands }
}

/** The definition, and the wires between the instance and what stays outside. */
function outline(
  graph: Document,
  nodes: readonly NodeRecord[],
  { block, instance, title }: { readonly block: BlockId; readonly instance: NodeId; readonly title: string },
): { readonly definition: BlockData; readonly outside: readonly LinkRecord[] } {
  const chosen = new Set(nodes.map(({ id }) => id))
  const links = [...graph.links.values()]
  const inside = links.filter(({ from, to }) => chosen.has(from.node) && chosen.has(to.node))
  const entering = links.filter(({ from, to }) => !chosen.has(from.node) && chosen.has(to.node))
  const leaving = links.filter(({ from, to }) => chosen.has(from.node) && !chosen.has(to.node))

  const left = Math.min(...nodes.map(({ position }) => position.x))
  const right = Math.max(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))

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
  return { definition, outside }
}

/** What a knob sets among these nodes, as a knob of the block that they go into. */
function innerKnob(knob: PromotedParam, inside: ReadonlyMap<NodeId, NodeRecord>): readonly PromotedParam[] {
  const targets = knob.targets.filter(({ node }) => inside.has(node))
  return targets.length === 0 ? [] : [{ ...knob, targets }]
}

/** The knob as it sets these nodes through the instance that they are in, in the place of the first of them. */
function outerKnob(
  knob: PromotedParam,
  inside: ReadonlyMap<NodeId, NodeRecord>,
  instance: NodeId,
): PromotedParam {
  const first = knob.targets.find(({ node }) => inside.has(node))
  const targets = knob.targets.flatMap((target) => {
    if (!inside.has(target.node)) return [target]
    return target === first ? [{ node: instance, param: knob.key }] : []
  })
  return { ...knob, targets }
}

/** Gives an instance a definition of its own: a copy that nothing else stands for. Null when the node is no instance. */
export function unlinkBlock(
  graph: Document,
  id: NodeId,
): { readonly commands: readonly Command[]; readonly block: BlockId } | null {
  const instance = graph.nodes.get(id)
  const block = instance && blockOf(instance, graph.blocks)
  if (!block) return null
  const own = newBlockId(takenBlockIds(graph), block.title)
  return {
    block: own,
    commands: [
      { type: 'block/add', block: { ...blockToData(block), id: own, title: nextTitle(block, graph) } },
      { type: 'block/relink', node: id, block: own },
    ],
  }
}

/** `Layer`, `Layer 2`, `Layer 3` ...: a title that no other block has, and no longer than a title may be. */
export function nextTitle(
  { title }: Pick<BlockRecord, 'title'>,
  { blocks }: Pick<Document, 'blocks'>,
): string {
  const taken = new Set([...blocks.values()].map((block) => block.title))
  const stem = title.replace(/ \d+$/, '')
  for (let number = 2; ; number++) {
    const ending = ` ${number}`
    const next = `${stem.slice(0, TEXT_LIMITS.title - ending.length)}${ending}`
    if (!taken.has(next)) return next
  }
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

/** The nodes' weights and seeds as those of the instance that they are in. */
function valuesOf(
  nodes: readonly NodeRecord[],
  seedsOf: (node: NodeRecord) => Pick<NodeRecord, 'weightSeed' | 'innerSeeds'>,
): Pick<NodeRecord, 'weights' | 'innerSeeds'> {
  const weights: Record<string, WeightRef> = {}
  const innerSeeds: Record<string, number> = {}
  for (const node of nodes) {
    for (const [name, ref] of Object.entries(node.weights ?? {})) weights[innerWeight(node.id, name)] = ref
    const seeds = seedsOf(node)
    if (seeds.weightSeed !== undefined) innerSeeds[node.id] = seeds.weightSeed
    for (const [path, seed] of Object.entries(seeds.innerSeeds ?? {}))
      innerSeeds[innerWeight(node.id, path)] = seed
  }
  return {
    ...(Object.keys(weights).length === 0 ? {} : { weights }),
    ...(Object.keys(innerSeeds).length === 0 ? {} : { innerSeeds }),
  }
}

const seedsGiven = (node: NodeRecord): NodeRecord => node

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
  return freeNodeId(taken, nodeId(base))
}

export function middleOf(nodes: readonly NodeRecord[]): { readonly x: number; readonly y: number } {
  const count = Math.max(1, nodes.length)
  return {
    x: Math.round(nodes.reduce((sum, { position }) => sum + position.x, 0) / count),
    y: Math.round(nodes.reduce((sum, { position }) => sum + position.y, 0) / count),
  }
}
