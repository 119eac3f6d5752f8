import { DOT_SIZE, PILL_HEIGHT, PILL_WIDTH, type NodeForm } from '../annotations/form'
import type { NodeFace } from './face'

/** Sizes in graph units: CSS pixels at 100 %. */
export const NODE_WIDTH = 204
export const HEADER_HEIGHT = 32
export const ROW_HEIGHT = 22
const BODY_PADDING = 7
const SUMMARY_HEIGHT = 22
const PICTURE_MARGIN = 12
const PINNED_MARGIN = 10
const PINNED_HEIGHT = 22
const PINNED_GAP = 4
/** Below this scale small print is only noise, and what cannot be read cannot be pressed. */
export const DETAIL_SCALE = 0.5

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
  /** One for each pinned parameter of the face. */
  readonly pinned: readonly Box[]
  readonly picture: Box | null
}

/** What of a face takes room. */
type Extent = Pick<NodeFace, 'summary' | 'hasPicture'> &
  Partial<Pick<NodeFace, 'form' | 'area'>> & {
    readonly [Part in 'inputs' | 'outputs' | 'pinned']: readonly unknown[]
  }

export function layoutNode(face: Extent): NodeLayout {
  if (face.form === 'dot') return plainLayout(DOT_SIZE, DOT_SIZE)
  if (face.form === 'pill') return plainLayout(PILL_WIDTH, PILL_HEIGHT)
  if (face.area) return plainLayout(face.area.width, face.area.height)
  const rows = Math.max(face.inputs.length, face.outputs.length)
  let y = HEADER_HEIGHT + BODY_PADDING + rows * ROW_HEIGHT
  const pinned = face.pinned.map((_, index) => ({
    x: PINNED_MARGIN,
    y: y + 2 + index * (PINNED_HEIGHT + PINNED_GAP),
    width: NODE_WIDTH - 2 * PINNED_MARGIN,
    height: PINNED_HEIGHT,
  }))
  y += pinned.length * (PINNED_HEIGHT + PINNED_GAP)
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
  return { width: NODE_WIDTH, height: y + BODY_PADDING, summaryY, pinned, picture }
}

export function plainLayout(width: number, height: number): NodeLayout {
  return { width, height, summaryY: null, pinned: [], picture: null }
}

/** Middle of the port of one side, relative to the node's corner. */
export function portOffset(
  isInput: boolean,
  index: number,
  form: NodeForm = 'card',
): { readonly x: number; readonly y: number } {
  if (form === 'dot') return { x: isInput ? 0 : DOT_SIZE, y: DOT_SIZE / 2 }
  if (form === 'pill') return { x: isInput ? 0 : PILL_WIDTH, y: PILL_HEIGHT / 2 }
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
