/** The blocks that come with the program, beside the types of one graph: what can be added, and what adding one takes. */
import { builtInBlocks } from '../../blocks/index'
import { required } from '../../core/base/assert'
import { nodeId, type BlockId, type NodeId } from '../../core/base/ids'
import { blockFromData, blockOf, blockOfType, blockType, type BlockData } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import type { Document, NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newNodeId } from '../../core/doc/new-id'
import { withBlocks } from '../../core/infer/block-registry'
import type { Registry } from '../../core/nodedef/registry'
import { takeOver } from './take-over'

type Graph = Pick<Editor, 'document' | 'registry'>

export interface Shelf {
  /** The graph's types, and every built-in block as it would be called in this graph. */
  readonly registry: Registry
  /** The built-in block behind a type, unless the graph has it already. */
  builtIn(type: string): BlockData | undefined
}

const BUILT_IN = builtInBlocks.map((data) => ({ data, record: blockFromData(data) }))
const shelves = new WeakMap<Registry, Shelf>()

export function shelfOf({ document, registry }: Graph): Shelf {
  let shelf = shelves.get(registry)
  if (!shelf) {
    const { ids, shared, blocks } = takeOver(
      document.blocks,
      BUILT_IN.map(({ record }) => record),
    )
    const byType = new Map<string, BlockData>()
    for (const { data } of BUILT_IN) {
      const id = required(ids.get(data.id), data.id)
      if (!shared.has(id)) byType.set(blockType(id), data)
    }
    shelf = { registry: withBlocks(registry, blocks), builtIn: (type) => byType.get(type) }
    shelves.set(registry, shelf)
  }
  return shelf
}

/** The editor as it is now, but with the built-in blocks among its types: to try what one would come to. */
export function withShelf(editor: Editor): Editor {
  return { ...editor, registry: shelfOf(editor).registry }
}

/** The commands that make a type of the shelf one of the graph. None for a type that is. */
export function definitionCommands(graph: Graph, type: string): readonly Command[] {
  const block = shelfOf(graph).builtIn(type)
  return block ? takeOver(graph.document.blocks, [blockFromData(block)]).commands : []
}

export interface AddedBuiltIn {
  readonly commands: readonly Command[]
  readonly node: NodeId
  /** What the block is called in the graph. */
  readonly block: BlockId
  /** `shared`: the graph had it. `renamed`: it had another of that name, which the user had edited. */
  readonly how: 'added' | 'shared' | 'renamed'
}

/** A node that stands for a built-in block, with the definition where the graph has none that equals it. */
export function addBuiltIn(
  { document }: Graph,
  block: BlockData,
  position: NodeRecord['position'],
): AddedBuiltIn {
  const { commands, ids, shared } = takeOver(document.blocks, [blockFromData(block)])
  const id = required(ids.get(block.id), block.id)
  const node: NodeRecord = {
    id: newNodeId(document.nodes, blockType(id)),
    type: blockType(id),
    version: 1,
    position,
    params: {},
  }
  return {
    commands: [...commands, { type: 'node/add', nodes: [node] }],
    node: node.id,
    block: id,
    how: shared.has(id) ? 'shared' : id === block.id ? 'added' : 'renamed',
  }
}

/** How many nodes stand for a block in the shown graph and inside all blocks. */
export function countInstances({ nodes, blocks }: Document, block: BlockId): number {
  const type = blockType(block)
  const within = [...blocks.values()].flatMap((other) => [...other.nodes.entries()])
  const all = new Map([...within.map(([id, node], i) => [nodeId(`${i}:${id}`), node] as const), ...nodes])
  // Inside a block the shown nodes are the block's own, which were counted among the blocks.
  return [...all.values()].filter((node) => node.type === type).length
}

/** The definition that a node of this type would stand for, if it is in the graph. */
export function ownBlock(document: Document, type: string): BlockId | undefined {
  return blockOf({ type }, document.blocks) && (blockOfType(type) ?? undefined)
}
