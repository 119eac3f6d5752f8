import type { BlockId, NodeId } from '../../core/base/ids'
import { blockOf, blockType } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import type { Document } from '../../core/doc/document'
import { unlinkBlock } from '../../core/doc/make-block'

/** Gives these instances definitions that nothing else stands for; those that shared one share the new one. */
export function unlinkNodes(
  graph: Document,
  nodes: readonly NodeId[],
): { readonly commands: readonly Command[]; readonly blocks: readonly BlockId[] } {
  const commands: Command[] = []
  const own = new Map<BlockId, BlockId>()
  let ahead = graph
  for (const id of nodes) {
    const node = graph.nodes.get(id)
    const block = node && blockOf(node, graph.blocks)
    if (!block) continue
    const known = own.get(block.id)
    if (known !== undefined) {
      commands.push({ type: 'block/relink', node: id, block: known })
      continue
    }
    const unlinked = unlinkBlock(ahead, id)
    if (!unlinked) continue
    commands.push(...unlinked.commands)
    own.set(block.id, unlinked.block)
    for (const command of unlinked.commands) {
      if (command.type !== 'block/add') continue
      const { id: fresh, title } = command.block
      ahead = { ...ahead, blocks: new Map(ahead.blocks).set(fresh, { ...block, id: fresh, title }) }
    }
  }
  return { commands, blocks: [...own.values()] }
}

/** The nodes among these that stand for one of these blocks. */
export function standingFor(
  graph: Document,
  nodes: readonly NodeId[],
  blocks: Iterable<BlockId>,
): readonly NodeId[] {
  const types = new Set([...blocks].map(blockType))
  return nodes.filter((id) => types.has(graph.nodes.get(id)?.type ?? ''))
}
