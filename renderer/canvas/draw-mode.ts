/** How a node that does not run as usual, or that wears a colour of the user's, is told apart: never by colour alone. */
import type { NodeColor, NodeMode } from '../../core/doc/document'
import type { CanvasTheme } from './canvas-theme'
import { drawPill } from './draw-text'
import { NODE_WIDTH, portOffset } from './layout'
import type { LoomNode } from './loom-node'
import type { Pen } from './pen'

/** How much of the ground shows through the card. */
const VEIL: Readonly<Record<NodeMode, number>> = { bypassed: 0.5, muted: 0.7 }
const HATCH_GAP = 11
const STRIPE = 5

/** What lies on the card and below its words and ports. */
export function drawLook(ctx: Pen, theme: CanvasTheme, node: LoomNode, scale: number, radius: number): void {
  const { mode, color } = node.face
  if (mode === null && color === null) return
  const { width, height } = node.layout
  ctx.save()
  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, radius)
  ctx.clip()
  if (mode !== null) {
    ctx.globalAlpha = VEIL[mode]
    ctx.fillStyle = theme.background
    ctx.fillRect(0, 0, width, height)
    ctx.globalAlpha = 1
  }
  if (mode === 'muted') hatch(ctx, theme, node)
  if (mode === 'bypassed') drawPasses(ctx, theme, node)
  if (color !== null) drawStripe(ctx, theme, color, node, scale)
  ctx.restore()
  if (mode !== null) drawEdge(ctx, theme, node, mode, scale, radius)
}

/** The mode in a word, on the node's upper edge. */
export function drawModeWord(ctx: Pen, theme: CanvasTheme, mode: NodeMode, x = NODE_WIDTH - 44): void {
  ctx.font = `600 10.5px ${theme.fontFamily}`
  drawPill(ctx, mode, x, 0, { fill: theme.node, text: theme.text, border: theme.muted })
}

/** Goes round the card anew: dashed when bypassed. */
function drawEdge(
  ctx: Pen,
  theme: CanvasTheme,
  node: LoomNode,
  mode: NodeMode,
  scale: number,
  radius: number,
): void {
  const { width, height } = node.layout
  const zoom = Math.max(1, 0.6 / scale)
  ctx.save()
  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, radius)
  ctx.lineWidth = 2 * zoom
  ctx.strokeStyle = theme.background
  ctx.stroke()
  if (mode === 'bypassed') ctx.setLineDash([7 * zoom, 5 * zoom])
  ctx.lineWidth = (node.is_selected ? 2 : 1.2) * zoom
  ctx.strokeStyle = node.is_selected ? theme.accent : theme.muted
  ctx.stroke()
  ctx.restore()
}

function drawStripe(
  ctx: Pen,
  theme: CanvasTheme,
  color: NodeColor,
  { layout }: LoomNode,
  scale: number,
): void {
  const height = Math.max(STRIPE, 3 / scale)
  ctx.fillStyle = theme.mark(color)
  ctx.fillRect(0, layout.height - height, layout.width, height)
}

function hatch(ctx: Pen, theme: CanvasTheme, { layout }: LoomNode): void {
  const { width, height } = layout
  ctx.beginPath()
  for (let x = -height; x < width; x += HATCH_GAP) {
    ctx.moveTo(x, height)
    ctx.lineTo(x + height, 0)
  }
  ctx.lineWidth = 1
  ctx.strokeStyle = theme.muted
  ctx.globalAlpha = 0.28
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** Where what comes in goes on untouched. */
function drawPasses(ctx: Pen, theme: CanvasTheme, { face }: LoomNode): void {
  ctx.lineWidth = 2
  ctx.setLineDash([5, 4])
  for (const [input, output] of face.passes) {
    const from = portOffset(true, input, face.form)
    const to = portOffset(false, output, face.form)
    ctx.beginPath()
    ctx.moveTo(from.x, from.y)
    ctx.bezierCurveTo(from.x + 70, from.y, to.x - 70, to.y, to.x, to.y)
    ctx.strokeStyle = theme.kind(face.inputs[input]?.kind ?? null)
    ctx.stroke()
  }
  ctx.setLineDash([])
}
