import type { NodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import type { Editor } from '../../core/doc/editor'
import type { Box } from '../canvas/layout'
import type { SizeLimits } from './resize-geometry'

type Graph = Pick<Editor, 'document' | 'registry'>

/** How small and how large a node's type lets it be; null for one without a size. */
export function limitsOf({ document, registry }: Graph, node: NodeId): SizeLimits | null {
  const params = registry.get(document.nodes.get(node)?.type ?? '')?.params
  const { width, height } = params ?? {}
  if (width?.kind !== 'int' || height?.kind !== 'int') return null
  return {
    least: { width: width.min, height: height.min },
    most: { width: width.max, height: height.max },
  }
}

export function resizeCommands({ document }: Graph, node: NodeId, box: Box): readonly Command[] {
  const record = document.nodes.get(node)
  if (!record) return []
  const { x, y, width, height } = box
  const isMoved = record.position.x !== x || record.position.y !== y
  return [
    ...(isMoved ? [{ type: 'node/move', moves: [{ node, x, y }] } as const] : []),
    { type: 'param/set', node, key: 'width', value: width },
    { type: 'param/set', node, key: 'height', value: height },
  ]
}
