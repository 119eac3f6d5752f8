import type { NodeFace } from './face'

/** Sizes in graph units: CSS pixels at 100 %. */
export const NODE_WIDTH = 204
export const HEADER_HEIGHT = 32
export const ROW_HEIGHT = 22
const BODY_PADDING = 7
const SUMMARY_HEIGHT = 22
const PICTURE_MARGIN = 12

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the parts of a node lie, relative to its top left corner. */
export interface NodeLayout {
  readonly width: number
  readonly height: number
  /** Middle of the summary line, or null without one. */
  readonly summaryY: number | null
  readonly picture: Box | null
}

export function layoutNode(face: NodeFace): NodeLayout {
  const rows = Math.max(face.inputs.length, face.outputs.length)
  let y = HEADER_HEIGHT + BODY_PADDING + rows * ROW_HEIGHT
  let summaryY: number | null = null
  if (face.summary !== '') {
    summaryY = y + SUMMARY_HEIGHT / 2 - 1
    y += SUMMARY_HEIGHT
  }
  let picture: Box | null = null
  if (face.hasPicture) {
    const side = NODE_WIDTH - 2 * PICTURE_MARGIN
    picture = { x: PICTURE_MARGIN, y: y + 4, width: side, height: side }
    y += side + 8
  }
  return { width: NODE_WIDTH, height: y + BODY_PADDING, summaryY, picture }
}

/** Middle of the port of one side, relative to the node's corner. */
export function portOffset(isInput: boolean, index: number): { readonly x: number; readonly y: number } {
  return {
    x: isInput ? 0 : NODE_WIDTH,
    y: HEADER_HEIGHT + BODY_PADDING + index * ROW_HEIGHT + ROW_HEIGHT / 2,
  }
}

/** The smallest box around all boxes, or null without any. */
export function boundsOf(boxes: Iterable<Box>): Box | null {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const box of boxes) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top }
}
