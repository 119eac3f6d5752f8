/** Heat on a node: a colour for its share, and its figure in words, never the colour alone. */
import type { CanvasTheme } from './canvas-theme'
import { fitText } from './draw-text'
import { NODE_WIDTH } from './layout'
import type { Pen } from './pen'

/** What the overlay says of a node. */
export interface HeatMark {
  readonly text: string
  /** The same where there is little room; empty where it is told elsewhere too. */
  readonly short: string
  /** Of the theme's scale; null where there is nothing to colour. */
  readonly step: number | null
  readonly isKnown: boolean
}

const INDENT = 12
const HEIGHT = 18
const PADDING = 8
const ROOM = NODE_WIDTH - 2 * INDENT - 2 * PADDING
/** How far the figure reaches into the card. */
const OVERLAP = 6
/** From further away the figure is drawn as large as at this scale. */
const READABLE_SCALE = 0.8

/** Draws the figure across the lower edge of a card. */
export function drawHeatFigure(
  ctx: Pen,
  theme: CanvasTheme,
  { text, short, step, isKnown }: HeatMark,
  height: number,
  scale: number,
): void {
  const zoom = Math.max(1, READABLE_SCALE / scale)
  const colours = step === null ? null : theme.heat(step)
  ctx.save()
  ctx.translate(INDENT, height - OVERLAP)
  ctx.scale(zoom, zoom)
  ctx.font = `${colours && short !== '' ? '600 ' : ''}11px ${theme.fontFamily}`
  const fitted = fitText(ctx, text, ROOM / zoom)
  ctx.beginPath()
  ctx.roundRect(0, 0, ctx.measureText(fitted).width + 2 * PADDING, HEIGHT, HEIGHT / 2)
  ctx.fillStyle = colours?.fill ?? theme.node
  ctx.fill()
  if (!isKnown) ctx.setLineDash([3, 3])
  ctx.lineWidth = 1
  ctx.strokeStyle = colours ? theme.node : theme.muted
  ctx.stroke()
  ctx.fillStyle = colours?.ink ?? theme.muted
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(fitted, PADDING, HEIGHT / 2 + 0.5)
  ctx.restore()
}
