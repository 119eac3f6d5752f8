import type { CanvasTheme } from './canvas-theme'

interface Ground {
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly offset: readonly [number, number]
}

const SPACING = 20
const DOT = 1.5

/** A dotted ground that moves with the graph; far out the dots thin out instead of turning into a grey sheet. */
export function drawGround(ctx: CanvasRenderingContext2D, theme: CanvasTheme, ground: Ground): void {
  const { width, height, scale, offset } = ground
  ctx.fillStyle = theme.background
  ctx.fillRect(0, 0, width, height)
  let spacing = SPACING * scale
  while (spacing < 14) spacing *= 2
  const startX = modulo(offset[0] * scale, spacing)
  const startY = modulo(offset[1] * scale, spacing)
  // Thousands of dots, drawn as a few dashed lines.
  ctx.beginPath()
  for (let y = startY; y < height; y += spacing) {
    ctx.moveTo(startX - spacing - DOT / 2, y)
    ctx.lineTo(width, y)
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
