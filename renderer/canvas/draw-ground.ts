import type { CanvasTheme } from './canvas-theme'

interface Ground {
  readonly width: number
  readonly height: number
  readonly scale: number
  readonly offset: readonly [number, number]
}

const SPACING = 20

/** A dotted ground that moves with the graph; far out the dots thin out instead of turning into a grey sheet. */
export function drawGround(ctx: CanvasRenderingContext2D, theme: CanvasTheme, ground: Ground): void {
  const { width, height, scale, offset } = ground
  ctx.fillStyle = theme.background
  ctx.fillRect(0, 0, width, height)
  let spacing = SPACING * scale
  while (spacing < 14) spacing *= 2
  const startX = modulo(offset[0] * scale, spacing)
  const startY = modulo(offset[1] * scale, spacing)
  ctx.fillStyle = theme.dot
  for (let y = startY; y < height; y += spacing) {
    for (let x = startX; x < width; x += spacing) ctx.fillRect(x - 0.75, y - 0.75, 1.5, 1.5)
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
