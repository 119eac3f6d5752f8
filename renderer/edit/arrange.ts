import type { NodeId } from '../../core/base/ids'
import type { MoveNodes } from '../../core/doc/commands/node-commands'
import type { Box } from '../canvas/layout'

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof ALIGNMENTS)[number]
export type Axis = 'x' | 'y'

type Boxes = ReadonlyMap<NodeId, Box>
type Moves = MoveNodes['moves']

/**
 * Moves boxes so that they share an edge or a centre line: that of the box around all of them.
 * Sizes and the other axis stay; places are rounded to whole units.
 */
export function align(boxes: Boxes, alignment: Alignment): Moves {
  const axis: Axis = alignment === 'left' || alignment === 'centre' || alignment === 'right' ? 'x' : 'y'
  const spans = [...boxes.values()].map((box) => spanOf(box, axis))
  const low = Math.min(...spans.map(({ start }) => start))
  const high = Math.max(...spans.map(({ start, size }) => start + size))
  return movesTo(boxes, axis, (_, box) => {
    const { size } = spanOf(box, axis)
    if (alignment === 'left' || alignment === 'top') return low
    if (alignment === 'right' || alignment === 'bottom') return high - size
    return (low + high - size) / 2
  })
}

/**
 * Moves boxes so that the gaps between neighbours along an axis are equal. The first and the last stay; when there
 * is no room for gaps, all of them overlap by as much.
 */
export function distribute(boxes: Boxes, axis: Axis): Moves {
  const inOrder = [...boxes].sort(([, a], [, b]) => middleOf(a, axis) - middleOf(b, axis))
  const first = inOrder[0]?.[1]
  const last = inOrder.at(-1)?.[1]
  if (!first || !last || inOrder.length < 3) return []
  const inner = inOrder.slice(1, -1)
  const start = endOf(first, axis)
  const taken = inner.reduce((sum, [, box]) => sum + spanOf(box, axis).size, 0)
  const gap = (spanOf(last, axis).start - start - taken) / (inOrder.length - 1)
  const places = new Map<NodeId, number>()
  let at = start
  for (const [id, box] of inner) {
    places.set(id, at + gap)
    at += gap + spanOf(box, axis).size
  }
  return movesTo(boxes, axis, (id, box) => places.get(id) ?? spanOf(box, axis).start)
}

/** Only the boxes that end up elsewhere. */
function movesTo(boxes: Boxes, axis: Axis, place: (id: NodeId, box: Box) => number): Moves {
  return [...boxes].flatMap(([node, box]) => {
    const at = Math.round(place(node, box))
    if (at === spanOf(box, axis).start) return []
    return [{ node, x: axis === 'x' ? at : box.x, y: axis === 'y' ? at : box.y }]
  })
}

function spanOf({ x, y, width, height }: Box, axis: Axis): { readonly start: number; readonly size: number } {
  return axis === 'x' ? { start: x, size: width } : { start: y, size: height }
}

function endOf(box: Box, axis: Axis): number {
  const { start, size } = spanOf(box, axis)
  return start + size
}

function middleOf(box: Box, axis: Axis): number {
  const { start, size } = spanOf(box, axis)
  return start + size / 2
}
