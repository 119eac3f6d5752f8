/** Nodes that hand on what comes in: a dot on its wire, and the ends of a block as pills. */
import type { CanvasTheme } from '../canvas/canvas-theme'
import type { PortMood } from '../canvas/draw-node'
import { drawPill, fitText } from '../canvas/draw-text'
import type { LoomNode } from '../canvas/loom-node'
import { DOT_SIZE } from './form'
import type { Pen } from '../canvas/pen'

const RING = 4
const LEAST_DOT = 5

interface PassPainting {
  readonly ctx: Pen
  readonly theme: CanvasTheme
  readonly scale: number
  readonly isSelected: boolean
  readonly isHovered: boolean
}

/**
 * The dot in the colour of its wire, its corner at the origin; without a wire it is open. `mood`: how it stands to the wire
 * in the user's hand.
 */
export function drawDot(node: LoomNode, painting: PassPainting & { readonly mood: PortMood }): void {
  const { ctx, theme, scale, isSelected, isHovered, mood } = painting
  const middle = DOT_SIZE / 2
  const radius = Math.max(middle - 1, LEAST_DOT / 2 / scale)
  const colour = mood === 'refused' ? theme.error : colourOf(node, theme)
  const isRinged = mood !== 'calm' && mood !== 'dim'
  if (isSelected || isHovered || isRinged) {
    ctx.beginPath()
    ctx.arc(middle, middle, radius + RING, 0, 2 * Math.PI)
    ctx.fillStyle = isSelected ? theme.accent : colour
    ctx.globalAlpha = isSelected ? 1 : 0.32
    ctx.fill()
    ctx.globalAlpha = 1
    if (isSelected) disc(ctx, middle, radius + 1.5, theme.background)
  }
  disc(ctx, middle, radius + 1.5, theme.background)
  disc(ctx, middle, radius, colour)
  if (!node.isWired(true, 0)) disc(ctx, middle, radius - 2, theme.node)
  const name = node.face.mode ?? (node.face.isNamed ? node.face.title : null)
  if (name !== null && scale >= 0.5) drawName(name, painting)
}

/** Title and kind on a pill. Its port is drawn by whoever draws ports. */
export function drawPillBody(node: LoomNode, { ctx, theme, scale, isSelected }: PassPainting): void {
  const { width, height } = node.layout
  const colour = colourOf(node, theme)
  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, height / 2)
  ctx.fillStyle = theme.node
  ctx.fill()
  ctx.lineWidth = (isSelected ? 2.5 : 1.5) * Math.max(1, 0.6 / scale)
  ctx.strokeStyle = isSelected ? theme.accent : colour
  ctx.stroke()
  const { color } = node.face
  if (color !== null) {
    ctx.fillStyle = theme.mark(color)
    ctx.globalAlpha = 0.2
    ctx.fill()
    ctx.globalAlpha = 1
  }
  const size = Math.min(12.5 * Math.max(1, 0.6 / scale), height / 1.6)
  const port = node.face.outputs[0] ?? node.face.inputs[0]
  const hasKind = port?.dims !== null && port?.kind !== null && scale >= 0.5
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.text
  ctx.font = `600 ${size}px ${theme.fontFamily}`
  const title = fitText(ctx, node.face.title, width - 32)
  ctx.fillText(title, width / 2, hasKind ? height / 2 - 6 : height / 2)
  if (!hasKind) return
  ctx.font = `10px ${theme.fontFamily}`
  ctx.fillStyle = theme.muted
  ctx.fillText(port?.kind ?? '', width / 2, height / 2 + 8)
}

function drawName(name: string, { ctx, theme }: PassPainting): void {
  ctx.font = `11px ${theme.fontFamily}`
  drawPill(ctx, fitText(ctx, name, 160), DOT_SIZE / 2, -13, {
    fill: theme.node,
    text: theme.text,
    border: theme.border,
  })
}

function colourOf({ face }: LoomNode, theme: CanvasTheme): string {
  const port = face.outputs[0]
  return theme.kind(port && port.dims !== null ? port.kind : null)
}

function disc(ctx: Pen, middle: number, radius: number, colour: string): void {
  ctx.beginPath()
  ctx.arc(middle, middle, Math.max(0.5, radius), 0, 2 * Math.PI)
  ctx.fillStyle = colour
  ctx.fill()
}
