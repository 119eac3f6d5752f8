/** How a node differs from the one it is compared with: a sign in a shape of its own, never the colour alone. */
import type { NodeId } from '../../core/base/ids'
import type { DiffMark } from '../diff/diff-marks'
import type { CanvasTheme } from './canvas-theme'
import type { LoomNode } from './loom-node'

const RADIUS = 9
/** From further away the sign is drawn as large as at this scale. */
const READABLE_SCALE = 0.8
/** How far it reaches over the card's upper edge, as far as what is drawn anew allows. */
const OVERLAP = 6

const SIGNS: Readonly<Record<DiffMark, string>> = { added: '+', changed: '~', removed: '−' }

/** Draws the signs at the upper left corners of cards, in graph units. */
export function drawDiffMarks(
  nodes: readonly LoomNode[],
  marks: ReadonlyMap<NodeId, DiffMark>,
  theme: CanvasTheme,
  scale: number,
  ctx: CanvasRenderingContext2D,
): void {
  const zoom = Math.max(1, READABLE_SCALE / scale)
  for (const { nodeId, pos } of nodes) {
    const mark = marks.get(nodeId)
    if (!mark) continue
    ctx.save()
    ctx.translate(pos[0] ?? 0, pos[1] ?? 0)
    ctx.translate(RADIUS * zoom - OVERLAP, RADIUS * zoom - OVERLAP)
    ctx.scale(zoom, zoom)
    drawMark(mark, theme, ctx)
    ctx.restore()
  }
}

function drawMark(mark: DiffMark, theme: CanvasTheme, ctx: CanvasRenderingContext2D): void {
  ctx.beginPath()
  if (mark === 'changed') ctx.arc(0, 0, RADIUS, 0, 2 * Math.PI)
  else if (mark === 'added') ctx.roundRect(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS, 4)
  else {
    ctx.moveTo(0, -RADIUS - 1)
    ctx.lineTo(RADIUS + 1, 0)
    ctx.lineTo(0, RADIUS + 1)
    ctx.lineTo(-RADIUS - 1, 0)
    ctx.closePath()
  }
  ctx.fillStyle = { added: theme.ok, changed: theme.warning, removed: theme.error }[mark]
  ctx.fill()
  ctx.lineWidth = 2
  ctx.strokeStyle = theme.node
  ctx.stroke()
  ctx.fillStyle = theme.onBadge
  ctx.font = `700 14px ${theme.fontFamily}`
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText(SIGNS[mark], 0, 0.5)
}
