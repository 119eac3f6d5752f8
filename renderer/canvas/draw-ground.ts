import type { CanvasTheme } from './canvas-theme'

export interface Ground {
  /** The part of the canvas to draw, in CSS pixels. */
  readonly area: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
  readonly scale: number
  readonly offset: readonly [number, number]
}

const SPACING = 20
const DOT = 1.5

/** A dotted ground that moves with the graph; far out the dots thin out instead of turning into a grey sheet. */
export function drawGround(ctx: CanvasRenderingContext2D, theme: CanvasTheme, ground: Ground): void {
  const { area, scale, offset } = ground
  const { left, top, right, bottom } = area
  ctx.fillStyle = theme.background
  ctx.fillRect(left, top, right - left, bottom - top)
  let spacing = SPACING * scale
  while (spacing < 14) spacing *= 2
  const startX = left - modulo(left - offset[0] * scale, spacing)
  const startY = top - modulo(top - offset[1] * scale, spacing)
  // Thousands of dots, drawn as a few dashed lines.
  ctx.beginPath()
  for (let y = startY; y < bottom + DOT; y += spacing) {
    ctx.moveTo(startX - DOT / 2, y)
    ctx.lineTo(right + DOT, y)
  }
  ctx.setLineDash([DOT, spacing - DOT])
  ctx.lineCap = 'butt'
  ctx.lineWidth = DOT
  ctx.strokeStyle = theme.dot
  ctx.stroke()
  ctx.setLineDash([])
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
