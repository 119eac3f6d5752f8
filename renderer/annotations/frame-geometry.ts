/** Where the parts of a frame are, and what lies in it. Graph units. */
import type { Box } from '../canvas/layout'

const TITLE_SIZE = 15
/** On the screen, in CSS pixels: the title grows from afar so that it is not smaller than this. */
const LEAST_TITLE_SIZE = 11
/** However far away, the title takes no more of the frame's height. */
const MOST_OF_HEIGHT = 0.3
const TITLE_ROOM = 2
/** Half of what of a border can be pressed, in CSS pixels. */
const BORDER = 5
/** Between a frame and the nodes that it is made around. */
const MARGIN = 24

export function titleSize(height: number, scale: number): number {
  const wanted = Math.max(TITLE_SIZE, LEAST_TITLE_SIZE / scale)
  return Math.min(wanted, Math.max(TITLE_SIZE, (height * MOST_OF_HEIGHT) / TITLE_ROOM))
}

export function titleHeight(height: number, scale: number): number {
  return TITLE_ROOM * titleSize(height, scale)
}

/** A frame is met at its title bar and its border; what is in between is ground. */
export function isOnFrame(frame: Box, x: number, y: number, scale: number): boolean {
  const by = BORDER / scale
  const { width, height } = frame
  const [dx, dy] = [x - frame.x, y - frame.y]
  if (dx < -by || dy < -by || dx > width + by || dy > height + by) return false
  return dx <= by || dx >= width - by || dy >= height - by || dy <= titleHeight(height, scale)
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

/** What lies wholly inside one of the frames: frames within frames too, and what is in those. */
export function contentOf<Id>(frames: readonly Box[], boxes: Iterable<readonly [Id, Box]>): Set<Id> {
  const content = new Set<Id>()
  if (frames.length === 0) return content
  for (const [id, box] of boxes)
    if (frames.some((frame) => frame !== box && contains(frame, box))) content.add(id)
  return content
}

/** The frame around a box: a margin on all sides, and room for the title above. */
export function frameAround({ x, y, width, height }: Box): Box {
  const top = MARGIN + TITLE_ROOM * TITLE_SIZE
  return {
    x: Math.round(x - MARGIN),
    y: Math.round(y - top),
    width: Math.round(width + 2 * MARGIN),
    height: Math.round(height + top + MARGIN),
  }
}
