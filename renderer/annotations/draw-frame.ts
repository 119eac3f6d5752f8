import type { CanvasTheme } from '../canvas/canvas-theme'
import { overlaps } from '../canvas/damage'
import { fitText } from '../canvas/draw-text'
import type { Box } from '../canvas/layout'
import type { LoomNode } from '../canvas/loom-node'
import { titleHeight, titleSize } from './frame-geometry'
import type { Pen } from '../canvas/pen'

const RADIUS = 8
const BODY_ALPHA = 0.07
const TITLE_ALPHA = 0.2
const EDGE_ALPHA = 0.65
const INDENT = 12

/** The frames that `seen` shows, the largest first: one within another lies above it. */
export function drawFrames(
  frames: Iterable<LoomNode>,
  seen: Box,
  { ctx, theme, scale }: { ctx: Pen; theme: CanvasTheme; scale: number },
): void {
  const shown = [...frames].filter((frame) => overlaps(boxOf(frame), seen))
  shown.sort((a, b) => areaOf(b) - areaOf(a))
  for (const frame of shown) drawFrame(ctx, theme, frame, scale)
}

export function boxOf({ pos, layout }: LoomNode): Box {
  return { x: pos[0] ?? 0, y: pos[1] ?? 0, width: layout.width, height: layout.height }
}

function areaOf({ layout }: LoomNode): number {
  return layout.width * layout.height
}

function drawFrame(ctx: Pen, theme: CanvasTheme, frame: LoomNode, scale: number): void {
  const { x, y, width, height } = boxOf(frame)
  const { color, title } = frame.face
  const colour = color === null ? theme.muted : theme.mark(color)
  const bar = titleHeight(height, scale)
  ctx.fillStyle = colour
  ctx.globalAlpha = BODY_ALPHA
  ctx.beginPath()
  ctx.roundRect(x, y, width, height, RADIUS)
  ctx.fill()
  ctx.globalAlpha = TITLE_ALPHA - BODY_ALPHA
  ctx.beginPath()
  ctx.roundRect(x, y, width, bar, [RADIUS, RADIUS, 0, 0])
  ctx.fill()
  ctx.globalAlpha = EDGE_ALPHA
  ctx.lineWidth = Math.max(1, 0.8 / scale)
  ctx.strokeStyle = colour
  ctx.beginPath()
  ctx.roundRect(x, y, width, height, RADIUS)
  ctx.stroke()
  ctx.globalAlpha = 1
  ctx.font = `600 ${titleSize(height, scale)}px ${theme.fontFamily}`
  ctx.fillStyle = theme.text
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const indent = Math.min(INDENT * Math.max(1, 0.8 / scale), width / 8)
  ctx.fillText(fitText(ctx, title, width - 2 * indent), x + indent, y + bar / 2 + 1)
}

/** A selected frame or note, its corner at the origin: an edge, and a handle at each corner. */
export function drawResizable(
  ctx: Pen,
  theme: CanvasTheme,
  { layout: { width, height } }: LoomNode,
  scale: number,
): void {
  const zoom = Math.max(1, 0.6 / scale)
  ctx.lineWidth = 2 * zoom
  ctx.strokeStyle = theme.accent
  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, RADIUS)
  ctx.stroke()
  const side = Math.min(8 * Math.max(0.6, 1 / scale), width / 6, height / 6)
  ctx.fillStyle = theme.node
  ctx.lineWidth = 1.5 * zoom
  for (const x of [0, width]) {
    for (const y of [0, height]) {
      ctx.beginPath()
      ctx.rect(x - side / 2, y - side / 2, side, side)
      ctx.fill()
      ctx.stroke()
    }
  }
}
