import type { CanvasTheme } from './canvas-theme'
import { drawPill } from './draw-text'
import type { LoomLink } from './loom-node'
import type { Pen } from './pen'
import type { WireMood } from './wire-mood'
import { pointOn, wirePath, type WirePath } from './wire-path'

/** Labels on all wires need room to be read. */
export const LABEL_SCALE = 0.85
const LABEL_FONT_SIZE = 10.5
/** Longer paths take the browser more than their share. */
const BATCH = 64
const CALM_ALPHA = 0.85
const FAINT_ALPHA = 0.28

export function pathOf(link: LoomLink): WirePath {
  const [fx = 0, fy = 0] = link.from.getConnectionPos(false, link.origin_slot)
  const [tx = 0, ty = 0] = link.to.getConnectionPos(true, link.target_slot)
  return wirePath({ x: fx, y: fy }, { x: tx, y: ty })
}

export interface WirePainting {
  readonly ctx: Pen
  readonly theme: CanvasTheme
  readonly scale: number
}

export function strokeWire(
  path: WirePath,
  colour: string,
  mood: WireMood,
  { ctx, theme }: WirePainting,
): void {
  const { from, to, reach } = path
  ctx.beginPath()
  ctx.moveTo(from.x, from.y)
  ctx.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y)
  ctx.lineCap = 'round'
  // A halo in the ground's colour keeps crossing wires apart.
  ctx.lineWidth = mood === 'calm' ? 5 : 6
  ctx.strokeStyle = theme.background
  ctx.stroke()
  ctx.lineWidth = mood === 'calm' ? 2 : 3
  ctx.strokeStyle = mood === 'selected' ? theme.accent : colour
  ctx.globalAlpha = mood === 'calm' ? CALM_ALPHA : 1
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** Calm or faint wires of one colour without a halo, in one go. */
export function strokeWires(
  paths: readonly WirePath[],
  colour: string,
  mood: 'calm' | 'faint',
  { ctx }: WirePainting,
): void {
  ctx.lineCap = 'butt'
  ctx.lineWidth = 2
  ctx.strokeStyle = colour
  ctx.globalAlpha = mood === 'calm' ? CALM_ALPHA : FAINT_ALPHA
  for (let start = 0; start < paths.length; start += BATCH) {
    ctx.beginPath()
    for (const { from, to, reach } of paths.slice(start, start + BATCH)) {
      ctx.moveTo(from.x, from.y)
      ctx.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y)
    }
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}

/** Sets a wire off that is looked into: a broad band behind it. */
export function glowWire({ from, to, reach }: WirePath, { ctx, theme }: WirePainting): void {
  ctx.beginPath()
  ctx.moveTo(from.x, from.y)
  ctx.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y)
  ctx.lineCap = 'round'
  ctx.lineWidth = 13
  ctx.strokeStyle = theme.accent
  ctx.globalAlpha = 0.28
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** The shape on the wire, at its middle; left out where it would cover the nodes, unless asked for. */
export function labelWire(
  path: WirePath,
  dims: string | null,
  isAsked: boolean,
  painting: WirePainting,
): void {
  const { ctx, theme, scale } = painting
  if (dims === null || (!isAsked && scale < LABEL_SCALE)) return
  // Asked for from afar, it is drawn as large as it is at 100 %.
  const zoom = isAsked ? Math.max(1, 1 / scale) : 1
  ctx.font = `${LABEL_FONT_SIZE}px ${theme.monoFamily}`
  const room = path.to.x - path.from.x - 24
  if (!isAsked && ctx.measureText(dims).width + 14 > room) return
  const { x, y } = pointOn(path, 0.5)
  ctx.save()
  ctx.translate(x, y)
  ctx.scale(zoom, zoom)
  drawPill(ctx, dims, 0, 0, {
    fill: theme.node,
    text: isAsked ? theme.text : theme.muted,
    border: isAsked ? theme.accent : theme.border,
  })
  ctx.restore()
}
