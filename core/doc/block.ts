/** What a block's definition says about itself: its type, its ports, its graph as a document of its own. */
import { blockId, isBlockId, type BlockId, type NodeId } from '../base/ids'
import { byId, type BlockRecord, type Document, type LinkRecord, type NodeRecord } from './document'

const CATEGORY = 'block/'
export const BLOCK_INPUT = 'graph/block-input'
export const BLOCK_OUTPUT = 'graph/block-output'

/** The node type of a block's instances. */
export function blockType(block: BlockId): string {
  return `${CATEGORY}${block}`
}

/** The block a node type stands for; null for an ordinary type. */
export function blockOfType(type: string): BlockId | null {
  const id = type.slice(CATEGORY.length)
  return type.startsWith(CATEGORY) && isBlockId(id) ? blockId(id) : null
}

/** The definition a node is an instance of, if it is one and the definition is there. */
export function blockOf(node: Pick<NodeRecord, 'type'>, blocks: Document['blocks']): BlockRecord | undefined {
  const id = blockOfType(node.type)
  return id === null ? undefined : blocks.get(id)
}

/** Whether a node in a definition is one of the block's inputs or outputs. */
export function isPort({ type }: Pick<NodeRecord, 'type'>): boolean {
  return type === BLOCK_INPUT || type === BLOCK_OUTPUT
}

/** The nodes that are a block's inputs, or outputs, from top to bottom. A port is named by its node's id. */
export function boundaryOf(block: BlockRecord, type: typeof BLOCK_INPUT | typeof BLOCK_OUTPUT): NodeRecord[] {
  return [...block.nodes.values()]
    .filter((node) => node.type === type)
    .sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x || (a.id < b.id ? -1 : 1))
}

/** A block's graph as commands and inference see it: a document, with the same blocks around it. */
export function graphOf({ nodes, links }: BlockRecord, { project, blocks }: Document): Document {
  return { project, nodes, links, blocks }
}

/** The blocks whose instances stand in a graph. */
export function blocksUsed(nodes: Iterable<NodeRecord>): Set<BlockId> {
  const used = new Set<BlockId>()
  for (const { type } of nodes) {
    const id = blockOfType(type)
    if (id !== null) used.add(id)
  }
  return used
}

/** `blocks` and every block in which one of them stands, however deep. */
export function blocksAround(changed: Iterable<BlockId>, blocks: Document['blocks']): Set<BlockId> {
  const around = new Set(changed)
  for (let before = -1; before !== around.size;) {
    before = around.size
    for (const block of blocks.values()) {
      if (!around.has(block.id) && [...blocksUsed(block.nodes.values())].some((id) => around.has(id)))
        around.add(block.id)
    }
  }
  return around
}

/** `blocks` and every block that stands in one of them, however deep. */
export function blocksWithin(roots: Iterable<BlockId>, blocks: Document['blocks']): Set<BlockId> {
  const within = new Set<BlockId>()
  const queue = [...roots]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (within.has(id)) continue
    within.add(id)
    queue.push(...blocksUsed(blocks.get(id)?.nodes.values() ?? []))
  }
  return within
}

/** The instances of a block in one graph. */
export function instancesIn(nodes: ReadonlyMap<NodeId, NodeRecord>, block: BlockId): NodeRecord[] {
  const type = blockType(block)
  return [...nodes.values()].filter((node) => node.type === type)
}

/** A definition as plain data, for commands and borders. */
export interface BlockData extends Omit<BlockRecord, 'nodes' | 'links'> {
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
}

export function blockToData({ nodes, links, ...rest }: BlockRecord): BlockData {
  return { ...rest, nodes: [...nodes.values()], links: [...links.values()] }
}

export function blockFromData({ nodes, links, ...rest }: BlockData): BlockRecord {
  return { ...rest, nodes: byId(nodes), links: byId(links) }
}

/** The nodes of the document's own graph and of every definition. */
export function* everyNode({ nodes, blocks }: Document): Iterable<NodeRecord> {
  yield* nodes.values()
  for (const block of blocks.values()) yield* block.nodes.values()
}

/** Ids that no other block may take: those of the definitions, and of missing ones that nodes stand for. */
export function takenBlockIds(document: Document): Set<BlockId> {
  return new Set([...document.blocks.keys(), ...blocksUsed(everyNode(document))])
}

/** Definitions that no node of the graph stands for, be it inside another; each comes before those that stand in it. */
export function unusedBlocks({ nodes, blocks }: Document): readonly BlockId[] {
  const used = blocksWithin(blocksUsed(nodes.values()), blocks)
  const unused = new Set([...blocks.keys()].filter((id) => !used.has(id)))
  const ordered: BlockId[] = []
  while (unused.size > 0) {
    const within = new Set([...unused].flatMap((id) => [...blocksUsed(blocks.get(id)?.nodes.values() ?? [])]))
    const free = [...unused].filter((id) => !within.has(id))
    for (const id of free) unused.delete(id)
    ordered.push(...free)
  }
  return ordered
}

/** How many nodes of the document stand for a block, those in other blocks included. */
export function countInstances(document: Document, block: BlockId): number {
  const type = blockType(block)
  let count = 0
  for (const node of everyNode(document)) if (node.type === type) count++
  return count
}
