import type { LoomCanvas } from './loom-canvas'
import type { LoomNode } from './loom-node'

/** Further away than this a card has no room for words, and its ports are smaller than a pixel. */
const FAR_SCALE = 0.2

/**
 * Draws nodes seen from so far that each is its category's colour, all of one category together, and returns those that
 * have more to show than that.
 */
export function drawFarNodes(
  nodes: readonly LoomNode[],
  view: LoomCanvas,
  ctx: CanvasRenderingContext2D,
): readonly LoomNode[] {
  const { theme } = view
  const { scale } = view.ds
  if (scale >= FAR_SCALE || view.wire) return nodes
  const plain = nodes.filter((node) => isPlain(node, view))
  const byCategory = new Map<string, LoomNode[]>()
  for (const node of plain) {
    const others = byCategory.get(node.face.category)
    if (others) others.push(node)
    else byCategory.set(node.face.category, [node])
  }
  const strip = Math.max(4, 2 / scale)
  for (const [category, alike] of byCategory) {
    ctx.fillStyle = theme.node
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
    ctx.fillStyle = theme.category(category)
    ctx.globalAlpha = 0.14
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
    ctx.globalAlpha = 1
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, strip)
  }
  ctx.lineWidth = 0.6 / scale
  ctx.strokeStyle = theme.border
  for (const { pos, layout } of plain) ctx.strokeRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
  const shown = new Set(plain)
  return nodes.filter((node) => !shown.has(node))
}

function isPlain(node: LoomNode, { inspected }: LoomCanvas): boolean {
  const { face, layout } = node
  return (
    layout.picture === null &&
    face.badge === null &&
    face.mode === null &&
    face.color === null &&
    face.mode === null &&
    face.color === null &&
    node.is_selected !== true &&
    node.mouseOver !== true &&
    !inspected.has(node.nodeId)
  )
}
