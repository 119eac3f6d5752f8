import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitCamera } from '../../renderer/canvas/camera'
import { boundsOf } from '../../renderer/canvas/layout'
import { summarizeParams } from '../../renderer/canvas/param-summary'
import { isOnWire, pointOn, wirePath } from '../../renderer/canvas/wire-path'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

const coordinate = fc.integer({ min: -3000, max: 3000 })
const point = fc.record({ x: coordinate, y: coordinate })

describe('wires', () => {
  test('run from one end to the other and are found along their way', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, t) => {
        const path = wirePath(from, to)
        expect(pointOn(path, 0)).toEqual(from)
        expect(pointOn(path, 1)).toEqual(to)
        expect(isOnWire(path, pointOn(path, t), 40)).toBe(true)
        const { x, y } = pointOn(path, 0.5)
        expect(isOnWire(path, { x, y: y + 9000 }, 5)).toBe(false)
      }),
      { seed: testSeed() },
    )
  })
})

describe('the camera', () => {
  test('that fits a box shows all of it, in the middle, never enlarged', () => {
    const size = fc.integer({ min: 1, max: 9000 })
    fc.assert(
      fc.property(point, size, size, ({ x, y }, width, height) => {
        const camera = fitCamera({ x, y, width, height }, 800, 600)
        expect(camera.scale).toBeLessThanOrEqual(1)
        const left = (x + camera.x) * camera.scale
        const right = (x + width + camera.x) * camera.scale
        expect(left + right).toBeCloseTo(800, 3)
        if (camera.scale > 0.08) expect(left).toBeGreaterThanOrEqual(47.9)
      }),
      { seed: testSeed() },
    )
  })

  test('has nothing to fit without boxes', () => {
    expect(boundsOf([])).toBeNull()
    expect(boundsOf([{ x: -1, y: 2, width: 3, height: 4 }])).toEqual({ x: -1, y: 2, width: 3, height: 4 })
  })
})

describe('the line of parameters on a node', () => {
  const summary = (type: string, params: Record<string, number | boolean | string> = {}): string => {
    const definition = allNodes.get(type)
    if (!definition) throw new Error(`there is no ${type}`)
    return summarizeParams(definition, params)
  }

  test.each([
    ['conv/conv2d', {}, 'filters 64 · kernel 3'],
    ['conv/conv2d', { padding: 'none', bias: false }, 'filters 64 · none · no bias'],
    ['style/affine', { channels: 32, layer: 7 }, 'channels 32 · layer 7'],
    ['activation/relu', {}, ''],
    ['input/latent', { seed: 9 }, 'seed 9 · batch 1 · dim 512'],
  ])('%s with %j: %s', (type, params, expected) => {
    expect(summary(type, params)).toBe(expected)
  })
})
