/** Resizing by borders and corners. Graph units. */
import type { Box } from '../canvas/layout'

/** Which borders follow the pointer: -1 left or top, 1 right or bottom, 0 neither. Never neither at all. */
export interface Grip {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

export interface SizeLimits {
  readonly least: { readonly width: number; readonly height: number }
  readonly most: { readonly width: number; readonly height: number }
}

/** Half of what of a border can be pressed, and a corner's length along it, in CSS pixels. */
const BORDER = 5
const CORNER = 14

export function gripAt(box: Box, x: number, y: number, scale: number): Grip | null {
  const by = BORDER / scale
  const corner = Math.min(CORNER / scale, box.width / 3, box.height / 3)
  const [left, top] = [x - box.x, y - box.y]
  const [right, bottom] = [box.width - left, box.height - top]
  if (Math.min(left, top, right, bottom) < -by) return null
  const isOnSide = Math.min(left, right) <= by
  const isOnEnd = Math.min(top, bottom) <= by
  if (!isOnSide && !isOnEnd) return null
  const near = (low: number, high: number, reach: number): -1 | 0 | 1 =>
    low <= reach ? -1 : high <= reach ? 1 : 0
  // On one border, its end near a corner means both.
  return { x: near(left, right, isOnEnd ? corner : by), y: near(top, bottom, isOnSide ? corner : by) }
}

/** The box with the gripped borders moved by (dx, dy), in whole units; the others stay where they are. */
export function resized(box: Box, grip: Grip, dx: number, dy: number, { least, most }: SizeLimits): Box {
  const across = side(box.x, box.width, grip.x, dx, least.width, most.width)
  const down = side(box.y, box.height, grip.y, dy, least.height, most.height)
  return { x: across.start, y: down.start, width: across.size, height: down.size }
}

function side(
  start: number,
  size: number,
  grip: -1 | 0 | 1,
  by: number,
  least: number,
  most: number,
): { readonly start: number; readonly size: number } {
  if (grip === 0) return { start, size }
  const next = Math.round(Math.min(most, Math.max(least, size + grip * by)))
  return grip === 1 ? { start, size: next } : { start: start + size - next, size: next }
}

export function cursorOf({ x, y }: Grip): string {
  if (x === 0) return 'ns-resize'
  if (y === 0) return 'ew-resize'
  return x === y ? 'nwse-resize' : 'nesw-resize'
}
