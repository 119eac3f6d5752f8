import { describe, expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { elementCount, tensor } from '../../core/tensor/tensor'
import { wireType } from '../../core/tensor/wire-type'
import type { InspectedValue } from '../../core/contract/engine-types'
import { inspect, MOST_CHANNELS, MOST_SIDE, statsOf } from '../../runtime/inspect'

function look(dims: readonly number[], valueAt: (index: number) => number): InspectedValue {
  const data = Float32Array.from({ length: elementCount(dims) }, (_, i) => valueAt(i))
  const port = { node: nodeId('conv'), port: 'y' }
  return inspect({ port, type: wireType('features', dims), tensor: tensor(dims, data) })
}

describe('statistics', () => {
  test.each<[string, number[], { min: number; max: number; mean: number; std: number; nonFinite: number }]>([
    ['of a row', [1, 2, 3, 4], { min: 1, max: 4, mean: 2.5, std: Math.sqrt(1.25), nonFinite: 0 }],
    ['of a constant', [7, 7, 7], { min: 7, max: 7, mean: 7, std: 0, nonFinite: 0 }],
    [
      'leave NaN and infinities out',
      [NaN, -2, Infinity, 2, -Infinity],
      { min: -2, max: 2, mean: 0, std: 2, nonFinite: 3 },
    ],
    ['of NaN alone', [NaN, NaN], { min: 0, max: 0, mean: 0, std: 0, nonFinite: 2 }],
    ['of nothing', [], { min: 0, max: 0, mean: 0, std: 0, nonFinite: 0 }],
  ])('%s', (_what, values, expected) => {
    const { histogram, ...stats } = statsOf(Float32Array.from(values))
    expect(stats).toEqual(expected)
    expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(values.length - expected.nonFinite)
  })

  test('a histogram has its least value in the first bin and its largest in the last', () => {
    const { histogram } = statsOf(Float32Array.from([0, 0, 0, 1]))
    expect([histogram[0], histogram.at(-1)]).toEqual([3, 1])
  })
})

describe('channels', () => {
  test('each goes from its own least value to its own largest; a constant one is black', () => {
    const { channels } = look([2, 3, 1, 2], (i) => [-5, 5, 100, 101, 9, 9][i] ?? 77)
    expect(channels).toMatchObject({ width: 2, height: 1, channels: 3, shown: 3 })
    expect([...(channels?.grey ?? [])]).toEqual([0, 255, 0, 255, 0, 0])
  })

  test('NaN is black, infinity white, and neither flattens the rest', () => {
    const { channels, stats } = look([1, 1, 2, 2], (i) => [NaN, 0, Infinity, 10][i] ?? 0)
    expect([...(channels?.grey ?? [])]).toEqual([0, 0, 255, 255])
    expect(stats.nonFinite).toBe(2)
  })

  test('only as many as an overview holds', () => {
    const { channels } = look([1, MOST_CHANNELS + 9, 1, 1], (i) => i)
    expect(channels).toMatchObject({ channels: MOST_CHANNELS + 9, shown: MOST_CHANNELS })
  })

  test('a large map is thinned out evenly', () => {
    const side = MOST_SIDE * 2 + 1
    const { channels, dims } = look([1, 1, side, side], (i) => i)
    expect(dims).toEqual([1, 1, side, side])
    const kept = Math.ceil(side / 3)
    expect(channels).toMatchObject({ width: kept, height: kept })
    expect(channels?.grey).toHaveLength(kept * kept)
    // The last of every third pixel lies two short of the map's last row, which is the lightest.
    expect(channels?.grey.at(-1)).toBeGreaterThan(250)
  })

  test('values without maps have none', () => {
    expect(look([2, 512], (i) => i).channels).toBeNull()
    expect(look([0, 3, 4, 4], (i) => i).channels).toBeNull()
  })
})
