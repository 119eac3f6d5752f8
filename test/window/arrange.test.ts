import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeId, type NodeId } from '../../core/base/ids'
import type { Box } from '../../renderer/canvas/layout'
import { align, ALIGNMENTS, distribute, type Alignment } from '../../renderer/edit/arrange'
import { testSeed } from '../helpers/seed'

type Boxes = ReadonlyMap<NodeId, Box>

const three = boxesOf([
  [0, 10, 200, 80],
  [30, 200, 100, 60],
  [500, 40, 200, 100],
])

describe('aligning', () => {
  test.each<[Alignment, readonly (readonly [number, number])[]]>([
    [
      'left',
      [
        [0, 10],
        [0, 200],
        [0, 40],
      ],
    ],
    [
      'right',
      [
        [500, 10],
        [600, 200],
        [500, 40],
      ],
    ],
    [
      'centre',
      [
        [250, 10],
        [300, 200],
        [250, 40],
      ],
    ],
    [
      'top',
      [
        [0, 10],
        [30, 10],
        [500, 10],
      ],
    ],
    [
      'bottom',
      [
        [0, 180],
        [30, 200],
        [500, 160],
      ],
    ],
    [
      'middle',
      [
        [0, 95],
        [30, 105],
        [500, 85],
      ],
    ],
  ])('%s: %j', (alignment, expected) => {
    expect(placesOf(moved(three, align(three, alignment)))).toEqual(expected)
  })

  test('stays within the bounds, keeps the other axis, and doing it again moves nothing', () => {
    fc.assert(
      fc.property(manyBoxes(2), fc.constantFrom(...ALIGNMENTS), (boxes, alignment) => {
        const after = moved(boxes, align(boxes, alignment))
        const isAcross = ['left', 'centre', 'right'].includes(alignment)
        for (const [id, box] of boxes) {
          const now = after.get(id)
          expect(isAcross ? now?.y : now?.x).toBe(isAcross ? box.y : box.x)
        }
        const lines = new Set([...after.values()].map((box) => lineOf(box, alignment)))
        const spread = Math.max(...lines) - Math.min(...lines)
        // A centre may fall between two whole units.
        expect(spread).toBeLessThanOrEqual(alignment === 'centre' || alignment === 'middle' ? 1 : 0)
        if (spread === 0 && alignment !== 'centre' && alignment !== 'middle')
          expect(align(after, alignment)).toEqual([])
      }),
      { seed: testSeed() },
    )
  })
})

describe('distributing', () => {
  test('makes the gaps equal; the ends stay', () => {
    const boxes = boxesOf([
      [0, 10, 200, 80],
      [230, 200, 100, 60],
      [500, 40, 200, 100],
    ])
    expect(placesOf(moved(boxes, distribute(boxes, 'x')))).toEqual([
      [0, 10],
      [300, 200],
      [500, 40],
    ])
  })

  test('needs three', () => {
    const two = new Map([...three].slice(0, 2))
    expect(distribute(two, 'x')).toEqual([])
  })

  test('of any boxes: gaps differ by rounding only, and the order stays', () => {
    fc.assert(
      fc.property(manyBoxes(3), fc.constantFrom('x' as const, 'y' as const), (boxes, axis) => {
        const after = moved(boxes, distribute(boxes, axis))
        const size = axis === 'x' ? 'width' : 'height'
        const ids = [...boxes]
          .sort(([, a], [, b]) => a[axis] + a[size] / 2 - (b[axis] + b[size] / 2))
          .map(([id]) => id)
        const inOrder = ids.flatMap((id) => after.get(id) ?? [])
        const gaps = inOrder.slice(1).map((box, i) => {
          const before = inOrder[i]
          return before ? box[axis] - before[axis] - before[size] : Number.NaN
        })
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2)
        expect(inOrder[0]).toEqual(boxes.get(ids[0] ?? nodeId('none')))
        expect(inOrder.at(-1)).toEqual(boxes.get(ids.at(-1) ?? nodeId('none')))
      }),
      { seed: testSeed() },
    )
  })
})

function boxesOf(rows: readonly (readonly [x: number, y: number, width: number, height: number])[]): Boxes {
  return new Map(rows.map(([x, y, width, height], i) => [nodeId(`n${i}`), { x, y, width, height }]))
}

function manyBoxes(least: number): fc.Arbitrary<Boxes> {
  const place = fc.integer({ min: -4000, max: 4000 })
  const size = fc.integer({ min: 20, max: 400 })
  return fc.array(fc.tuple(place, place, size, size), { minLength: least, maxLength: 12 }).map(boxesOf)
}

function moved(boxes: Boxes, moves: ReturnType<typeof align>): Boxes {
  const places = new Map(moves.map(({ node, x, y }) => [node, { x, y }]))
  return new Map([...boxes].map(([id, box]) => [id, { ...box, ...places.get(id) }]))
}

function placesOf(boxes: Boxes): readonly (readonly [number, number])[] {
  return [...boxes.values()].map(({ x, y }) => [x, y])
}

function lineOf({ x, y, width, height }: Box, alignment: Alignment): number {
  return {
    left: x,
    centre: x + width / 2,
    right: x + width,
    top: y,
    middle: y + height / 2,
    bottom: y + height,
  }[alignment]
}
