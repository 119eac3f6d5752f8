import type { BlockId } from '../../core/base/ids'
import { blockType, everyNode } from '../../core/doc/block'
import type { Document } from '../../core/doc/document'

/** How many nodes of the document stand for a block, those in other blocks included. */
export function countInstances(document: Document, block: BlockId): number {
  const type = blockType(block)
  let count = 0
  for (const node of everyNode(document)) if (node.type === type) count++
  return count
}
