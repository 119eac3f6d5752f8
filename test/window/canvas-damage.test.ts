import { describe, expect, test } from 'vitest'
import { boxOfPart, overlaps, partsUnder, type Screen } from '../../renderer/canvas/damage'
import { partOf, pointOn, wirePath } from '../../renderer/canvas/wire-path'
import { createRandom } from '../../core/base/random'
import { testSeed } from '../helpers/seed'

const screen: Screen = { camera: { scale: 0.5, x: 10, y: 20 }, pixelRatio: 2, width: 1000, height: 800 }

describe('what is drawn anew', () => {
  test('is the whole pixels under a box', () => {
    expect(partsUnder([{ x: 0.4, y: 0.4, width: 5, height: 5 }], screen)).toEqual([
      { left: 10, top: 20, right: 16, bottom: 26 },
    ])
  })

  test('is nothing outside the canvas', () => {
    expect(partsUnder([{ x: 5000, y: 0, width: 5, height: 5 }], screen)).toEqual([])
    expect(partsUnder([{ x: -30, y: -30, width: 40, height: 40 }], screen)).toEqual([
      { left: 0, top: 0, right: 20, bottom: 30 },
    ])
  })

  test('is one part for boxes side by side, and two for boxes far apart', () => {
    const box = { x: 100, y: 100, width: 50, height: 50 }
    expect(partsUnder([box, { ...box, x: 150 }, { ...box, x: 125 }], screen)).toHaveLength(1)
    expect(partsUnder([box, { ...box, x: 500, y: 500 }], screen)).toHaveLength(2)
  })

  test('is everything when that is less work', () => {
    expect(partsUnder([{ x: 0, y: 0, width: 900, height: 700 }], screen)).toBeNull()
    const scattered = Array.from({ length: 60 }, (_, i) => {
      return { x: (i % 8) * 120, y: Math.floor(i / 8) * 90, width: 4, height: 4 }
    })
    expect(partsUnder(scattered, screen)).toBeNull()
  })

  test('covers every box, whatever they are', () => {
    const random = createRandom(testSeed(), 0)
    for (let round = 0; round < 200; round++) {
      const boxes = Array.from({ length: 1 + Math.floor(random.uniform() * 6) }, () => {
        const [x, y] = [random.uniform() * 900, random.uniform() * 700]
        return { x, y, width: 1 + random.uniform() * 80, height: 1 + random.uniform() * 80 }
      })
      const parts = partsUnder(boxes, screen)?.map((part) => boxOfPart(part, screen)) ?? []
      const canvas = boxOfPart({ left: 0, top: 0, right: screen.width, bottom: screen.height }, screen)
      for (const { x, y, width, height } of boxes) {
        for (const [dx, dy] of [
          [0.01, 0.01],
          [0.99, 0.01],
          [0.5, 0.5],
          [0.01, 0.99],
          [0.99, 0.99],
        ] as const) {
          const point = { x: x + dx * width, y: y + dy * height, width: 0, height: 0 }
          if (!overlaps(point, canvas)) continue
          expect(parts.some((part) => overlaps(point, part))).toBe(true)
        }
      }
    }
  })
})

test('a part of a wire begins and ends on it, and lies between its control points', () => {
  const path = wirePath({ x: 10, y: 20 }, { x: -300, y: 400 })
  const points = partOf(path, 0.25, 0.5)
  const [first, , , last] = points
  expect(first?.x).toBeCloseTo(pointOn(path, 0.25).x)
  expect(first?.y).toBeCloseTo(pointOn(path, 0.25).y)
  expect(last?.x).toBeCloseTo(pointOn(path, 0.5).x)
  expect(last?.y).toBeCloseTo(pointOn(path, 0.5).y)
  for (let t = 0.25; t <= 0.5; t += 0.01) {
    const { x, y } = pointOn(path, t)
    expect(x).toBeGreaterThanOrEqual(Math.min(...points.map((point) => point.x)) - 1e-9)
    expect(x).toBeLessThanOrEqual(Math.max(...points.map((point) => point.x)) + 1e-9)
    expect(y).toBeGreaterThanOrEqual(Math.min(...points.map((point) => point.y)) - 1e-9)
    expect(y).toBeLessThanOrEqual(Math.max(...points.map((point) => point.y)) + 1e-9)
  }
})
