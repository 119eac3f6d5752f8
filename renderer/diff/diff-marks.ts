import type { BlockId, NodeId } from '../../core/base/ids'
import { blockOfType, blocksAround } from '../../core/doc/block'
import type { DocumentComparison, NodeChange } from '../../core/doc/compare'
import type { Document } from '../../core/doc/document'

export type DiffMark = NodeChange['kind']

/**
 * The shown nodes that differ. An instance of a block whose definition changed, however deep inside, counts as changed.
 * `block` is the one that is shown; null in the document's own graph.
 */
export function diffMarks(
  comparison: DocumentComparison,
  shown: Document,
  block: BlockId | null,
): ReadonlyMap<NodeId, DiffMark> {
  const marks = new Map<NodeId, DiffMark>()
  const changed = comparison.blocks.filter(({ kind }) => kind === 'changed').map((change) => change.block)
  const around = changed.length === 0 ? null : blocksAround(changed, shown.blocks)
  if (around) {
    for (const { id, type } of shown.nodes.values()) {
      const of = blockOfType(type)
      if (of !== null && around.has(of)) marks.set(id, 'changed')
    }
  }
  const graph = block === null ? comparison : comparison.blocks.find((change) => change.block === block)
  for (const { node, kind } of graph?.nodes ?? []) if (shown.nodes.has(node)) marks.set(node, kind)
  return marks
}
