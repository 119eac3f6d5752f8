/** Blocks, and the nodes that stand for them, under other ids. Seeds move along: every initial value stays what it was. */
import { nodeId, type BlockId, type NodeId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import { blockOfType, blocksWithin, blockType } from './block'
import { innerWeight, splitInnerWeight } from './block-path'
import {
  byId,
  type BlockRecord,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type PortRef,
} from './document'
import { newNodeId } from './new-id'
import { fixedSeeds } from './weight-seed'

type Names = ReadonlyMap<NodeId, NodeId>
type Graph = Pick<Document, 'nodes' | 'links'>

export interface RenamedDocument {
  readonly document: Document
  /** The new name of a node, or of one inside a block, as a run knows it (`layer:conv1`). */
  renamed(node: NodeId): NodeId
}

/**
 * @param names the new id of every block that gets one; no two blocks may have the same afterwards. The nodes that stand
 * for these blocks get new ids too, made from the block's.
 */
export function renameBlocks(
  document: Document,
  registry: Registry,
  names: ReadonlyMap<BlockId, BlockId>,
): RenamedDocument {
  if (names.size === 0) return { document, renamed: (node) => node }
  const { blocks } = document
  const newBlock = (id: BlockId): BlockId => names.get(id) ?? id
  const inside = new Map([...blocks.values()].map((block) => [block.id, namesIn(block)]))

  function namesIn({ nodes }: Graph): Names {
    const renamed = new Map<NodeId, NodeId>()
    const taken = new Set<NodeId>()
    for (const { id, type } of nodes.values()) if (!isRenamed(type)) taken.add(id)
    for (const { id, type } of nodes.values()) {
      if (!isRenamed(type)) continue
      const name = newNodeId(taken, typeOf(type))
      taken.add(name)
      renamed.set(id, name)
    }
    return renamed
  }

  function isRenamed(type: string): boolean {
    const block = blockOfType(type)
    return block !== null && names.has(block)
  }

  /** Its path, or that of a node inside, is another one afterwards. */
  function isElsewhere(type: string): boolean {
    const block = blockOfType(type)
    if (block === null || !blocks.has(block)) return false
    return isRenamed(type) || [...blocksWithin([block], blocks)].some((id) => (inside.get(id)?.size ?? 0) > 0)
  }

  function typeOf(type: string): string {
    const block = blockOfType(type)
    return block === null ? type : blockType(newBlock(block))
  }

  /** `layer:conv1:weight`: the nodes along the way under their new names. */
  function rest(type: string, path: string): string {
    const block = blockOfType(type)
    const definition = block === null ? undefined : blocks.get(block)
    if (!definition) return path
    const split = splitInnerWeight(path)
    const renamed = inside.get(definition.id)
    if (!split) return renamed?.get(nodeId(path)) ?? path
    const node = definition.nodes.get(split.node)
    const below = node ? rest(node.type, split.weight) : split.weight
    return innerWeight(renamed?.get(split.node) ?? split.node, below)
  }

  function renameKeys<Value>(
    type: string,
    values: Readonly<Record<string, Value>>,
    rename = (key: string) => rest(type, key),
  ): Readonly<Record<string, Value>> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [rename(key), value]))
  }

  function renameNode(node: NodeRecord, own: Names): NodeRecord {
    const { type, weights, innerSeeds } = node
    return {
      ...node,
      id: own.get(node.id) ?? node.id,
      type: typeOf(type),
      // An ordinary weight has a plain name, with no node in it.
      ...(weights
        ? { weights: renameKeys(type, weights, (key) => (splitInnerWeight(key) ? rest(type, key) : key)) }
        : {}),
      ...(innerSeeds ? { innerSeeds: renameKeys(type, innerSeeds) } : {}),
    }
  }

  function renameLink({ id, from, to }: LinkRecord, own: Names): LinkRecord {
    const renamed = ({ node, port }: PortRef): PortRef => ({ node: own.get(node) ?? node, port })
    return { id, from: renamed(from), to: renamed(to) }
  }

  function renameGraph<G extends Graph>(graph: G, own: Names): G {
    return {
      ...graph,
      nodes: byId([...graph.nodes.values()].map((node) => renameNode(node, own))),
      links: byId([...graph.links.values()].map((link) => renameLink(link, own))),
    }
  }

  function renameBlock(block: BlockRecord): BlockRecord {
    const own = inside.get(block.id) ?? new Map<NodeId, NodeId>()
    return {
      ...renameGraph(block, own),
      id: newBlock(block.id),
      params: block.params.map((knob) => ({
        ...knob,
        targets: knob.targets.map(({ node, param }) => ({ node: own.get(node) ?? node, param })),
      })),
    }
  }

  // Without a seed of its own, a node's id decides its initial values: what it decided so far is written down.
  const seeded = [...document.nodes.values()].map((node) =>
    isElsewhere(node.type) ? { ...node, ...fixedSeeds(node, blocks, registry) } : node,
  )
  const own = namesIn(document)
  return {
    document: {
      ...renameGraph({ ...document, nodes: byId(seeded) }, own),
      blocks: byId([...blocks.values()].map(renameBlock)),
    },
    renamed(node) {
      const split = splitInnerWeight(node)
      if (!split) return own.get(node) ?? node
      const type = document.nodes.get(split.node)?.type ?? ''
      return nodeId(innerWeight(own.get(split.node) ?? split.node, rest(type, split.weight)))
    },
  }
}
