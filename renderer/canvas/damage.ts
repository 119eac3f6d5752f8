/**
 * What of the canvas must be drawn again, as whole pixels. A canvas keeps what was drawn on it, so that a change costs the
 * pixels it touches; where that is most of them, all is drawn in one go.
 */
import type { Camera } from './camera'
import type { Box } from './layout'

/** A rectangle of device pixels; `right` and `bottom` lie outside. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Screen {
  readonly camera: Camera
  readonly pixelRatio: number
  /** Device pixels. */
  readonly width: number
  readonly height: number
}

/** Parts are drawn one by one, so that few larger ones cost less than many small ones. */
const MOST_PARTS = 24
/** Of the canvas. */
const MOST_AREA = 0.5
/** Two parts become one where that adds no more than this share of pixels. */
const MERGE_GROWTH = 1.25

/** The pixels under `boxes` (graph units), or null when it is better to draw everything. */
export function partsUnder(boxes: readonly Box[], screen: Screen): readonly Part[] | null {
  const parts: Part[] = []
  for (const box of boxes) {
    const part = pixelsOf(box, screen)
    if (part) join(parts, part)
  }
  const area = parts.reduce((sum, part) => sum + areaOf(part), 0)
  return parts.length > MOST_PARTS || area > MOST_AREA * screen.width * screen.height ? null : parts
}

export function boxOfPart({ left, top, right, bottom }: Part, { camera, pixelRatio }: Screen): Box {
  const unit = camera.scale * pixelRatio
  return {
    x: left / unit - camera.x,
    y: top / unit - camera.y,
    width: (right - left) / unit,
    height: (bottom - top) / unit,
  }
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** The whole pixels that the box touches and the canvas has; null without any. */
function pixelsOf({ x, y, width, height }: Box, { camera, pixelRatio, ...size }: Screen): Part | null {
  const unit = camera.scale * pixelRatio
  const left = Math.max(0, Math.floor((x + camera.x) * unit))
  const top = Math.max(0, Math.floor((y + camera.y) * unit))
  const right = Math.min(size.width, Math.ceil((x + width + camera.x) * unit))
  const bottom = Math.min(size.height, Math.ceil((y + height + camera.y) * unit))
  return left < right && top < bottom ? { left, top, right, bottom } : null
}

/** Adds a part, in place of those that it can be drawn together with. */
function join(parts: Part[], added: Part): void {
  let part = added
  for (let at = 0; at < parts.length; at++) {
    const other = parts[at]
    if (!other) continue
    const both = unionOf(part, other)
    if (areaOf(both) > MERGE_GROWTH * (areaOf(part) + areaOf(other))) continue
    parts.splice(at, 1)
    part = both
    // The larger one may reach those that were passed over.
    at = -1
  }
  parts.push(part)
}

function unionOf(a: Part, b: Part): Part {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }
}

function areaOf({ left, top, right, bottom }: Part): number {
  return (right - left) * (bottom - top)
}
