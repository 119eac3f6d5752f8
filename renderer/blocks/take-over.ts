/**
 * Definitions from elsewhere, a built-in block or another document's, as a document's own: what it has already is shared,
 * what it has not is added, and what differs from its own of that name comes under another.
 */
import type { BlockId } from '../../core/base/ids'
import { stableJson } from '../../core/base/stable-json'
import { blockOfType, blocksUsed, blockToData, blockType } from '../../core/doc/block'
import { newBlockId } from '../../core/doc/new-id'
import type { AddBlock } from '../../core/doc/commands/block-commands'
import { byId, type BlockRecord, type Document, type NodeRecord } from '../../core/doc/document'
import { nextTitle } from '../../core/doc/make-block'

type Blocks = Document['blocks']

export interface TakenOver {
  /** In an order in which each finds those that stand in it. */
  readonly commands: readonly AddBlock[]
  /** What each definition is called in the document, by what it was called elsewhere. */
  readonly ids: ReadonlyMap<BlockId, BlockId>
  /** The document's own that equal what came. */
  readonly shared: ReadonlySet<BlockId>
  /** The document's blocks then. */
  readonly blocks: Blocks
}

/**
 * `incoming` holds every definition that stands in another of them; none stands in itself. `reserved` are ids that stand
 * for something else in the document, be it missing.
 */
export function takeOver(
  own: Blocks,
  incoming: Iterable<BlockRecord>,
  reserved: ReadonlySet<BlockId> = new Set(),
): TakenOver {
  const given = byId(incoming)
  const blocks = new Map(own)
  const ids = new Map<BlockId, BlockId>()
  const shared = new Set<BlockId>()
  const commands: AddBlock[] = []

  function take(foreign: BlockRecord): void {
    if (ids.has(foreign.id)) return
    for (const id of blocksUsed(foreign.nodes.values())) {
      const inner = given.get(id)
      if (inner) take(inner)
    }
    const nodes: BlockRecord['nodes'] = byId(renameTypes(foreign.nodes.values(), ids))
    const block = { ...foreign, nodes }
    const equal = findEqual(block, own)
    if (equal) {
      ids.set(foreign.id, equal.id)
      shared.add(equal.id)
      return
    }
    const taken = { has: (id: BlockId): boolean => blocks.has(id) || reserved.has(id) }
    const added = taken.has(block.id)
      ? { ...block, id: newBlockId(taken, block.title), title: nextTitle(block, { blocks }) }
      : block
    ids.set(foreign.id, added.id)
    blocks.set(added.id, added)
    commands.push({ type: 'block/add', block: blockToData(added) })
  }
  for (const block of given.values()) take(block)
  return { commands, ids, shared, blocks }
}

/** Instances of blocks that go by another name now. */
export function renameTypes(
  nodes: Iterable<NodeRecord>,
  ids: ReadonlyMap<BlockId, BlockId>,
): readonly NodeRecord[] {
  return [...nodes].map((node) => {
    const id = blockOfType(node.type)
    const renamed = id === null ? undefined : ids.get(id)
    return renamed === undefined || renamed === id ? node : { ...node, type: blockType(renamed) }
  })
}

/** The one of the same name, or a copy of it that got a number (`Layer 2`), if it has not been edited since. */
function findEqual(block: BlockRecord, blocks: Blocks): BlockRecord | undefined {
  const sameName = blocks.get(block.id)
  const others = [...blocks.values()].filter(({ id }) => id !== block.id)
  const content = contentOf(block)
  return [...(sameName ? [sameName] : []), ...others].find(
    (own) => stemOf(own.title) === stemOf(block.title) && contentOf(own) === content,
  )
}

const contents = new WeakMap<BlockRecord, string>()

/** Everything but the name, whatever order it was made in. */
function contentOf(block: BlockRecord): string {
  let content = contents.get(block)
  if (content === undefined) {
    const { summary, nodes, links, params } = block
    content = stableJson({
      summary,
      nodes: Object.fromEntries(nodes),
      links: [...links.values()].map(({ from, to }) => stableJson({ from, to })).sort(),
      params,
    })
    contents.set(block, content)
  }
  return content
}

function stemOf(title: string): string {
  return title.replace(/ \d+$/, '')
}
