import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { normalArray } from '../../core/base/random'
import { tensor, type Tensor } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { readSafetensors } from '../../core/weights/safetensors'
import interpolate from '../../nodes/mapping/interpolate'
import mlp from '../../nodes/mapping/mlp'
import pixelNorm from '../../nodes/mapping/pixel-norm'
import styleMix from '../../nodes/mapping/style-mix'
import truncation from '../../nodes/mapping/truncation'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'
import { valueOf } from '../helpers/result'
import { runNode } from '../helpers/run-node'

/**
 * What the plain references cannot show: agreement with a checkpoint's own numbers, exactness, and inputs where
 * the formula itself breaks down.
 */

function row(...values: number[]): Tensor {
  return tensor([1, values.length], Float32Array.from(values))
}

function largestDifference(actual: Tensor, expected: ArrayLike<number>): number {
  expect(actual.data.length).toBe(expected.length)
  const differences = [...actual.data].map((value, i) => Math.abs(value - (expected[i] ?? NaN)))
  return differences.some(Number.isNaN) ? NaN : Math.max(...differences)
}

describe('a StyleGAN1 checkpoint', () => {
  const checkpoint = valueOf(readSafetensors(fixture('stylegan1/stylegan1-64.genforce.safetensors'))).tensors
  const golden = valueOf(readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))).tensors
  const weights: Record<string, Tensor> = {}
  for (let layer = 0; layer < 8; layer++) {
    weights[`W${layer}`] = required(checkpoint.get(`mapping.dense${layer}.weight`), 'a weight')
    weights[`B${layer}`] = required(checkpoint.get(`mapping.dense${layer}.bias`), 'a bias')
  }

  test.each([
    ['in/z', 'out/w'],
    ['in/z2', 'out/w2'],
  ])('maps %s to %s', async (from, to) => {
    const x = await runNode(pixelNorm, { inputs: { x: required(golden.get(from), from) } })
    const w = await runNode(mlp, { params: { layers: 8, width: 32 }, inputs: { z: x }, weights })
    expectClose(w, required(golden.get(to), to), { max: 1e-5 })
  })
})

describe('style mix', () => {
  test('copies rows to the bit, whatever the other w holds', async () => {
    const a = tensor([1, 3, 2], Float32Array.of(1e-30, 0.1, -1e30, NaN, 0.3, Infinity))
    const b = tensor([1, 3, 2], Float32Array.of(NaN, Infinity, 0.7, 1e-30, -Infinity, 3e38))
    const mixed = await runNode(styleMix, {
      params: { range: 'custom', first: 1, last: 1 },
      inputs: { a, b },
    })
    const expected = [...a.data.slice(0, 2), ...b.data.slice(2, 4), ...a.data.slice(4)]
    expect([...mixed.data]).toEqual(expected)
  })
})

describe('truncation', () => {
  const w = tensor([2, 3, 4], normalArray(24, 5))
  const average = tensor([4], normalArray(4, 6))

  test.each([
    ['psi 1', { psi: 1, cutoff: 3 }],
    ['cutoff 0', { psi: 0.3, cutoff: 0 }],
  ])('%s changes nothing', async (_name, params) => {
    const truncated = await runNode(truncation, { params, inputs: { w }, weights: { average } })
    expect(largestDifference(truncated, w.data)).toBeLessThanOrEqual(5e-7)
  })

  test('psi 0 is the average below the cutoff', async () => {
    const truncated = await runNode(truncation, {
      params: { psi: 0, cutoff: 1 },
      inputs: { w },
      weights: { average },
    })
    expect([...truncated.data.slice(0, 4)]).toEqual([...average.data])
    expect([...truncated.data.slice(12, 16)]).toEqual([...average.data])
    expect(largestDifference(tensor([8], truncated.data.slice(4, 12)), w.data.slice(4, 12))).toBeLessThan(
      5e-7,
    )
  })
})

describe('spherical interpolation', () => {
  const slerp = (a: Tensor, b: Tensor, t: number): Promise<Tensor> =>
    runNode(interpolate, { params: { mode: 'slerp', t }, inputs: { a, b } })
  const a = row(...normalArray(16, 1))
  const b = row(...normalArray(16, 2))

  test.each([
    ['t = 0 is a', 0, a],
    ['t = 1 is b', 1, b],
  ])('%s', async (_name, t, expected) => {
    expect(largestDifference(await slerp(a, b, t), expected.data)).toBeLessThanOrEqual(1e-6)
  })

  test('keeps the length between two latents of one length', async () => {
    const between = await slerp(row(3, 0, 4), row(0, 5, 0), 0.3)
    expect(Math.hypot(...between.data)).toBeCloseTo(5, 5)
  })

  test.each([0, 1e-7, 1e-5, 1e-4, 1e-3, 1e-2])(
    'latents %d apart are interpolated as on a line',
    async (apart) => {
      const near = tensor(
        [1, 16],
        a.data.map((value, i) => value + apart * (b.data[i] ?? 0)),
      )
      const t = 0.3
      const line = a.data.map((value, i) => value + ((near.data[i] ?? 0) - value) * t)
      // The arc leaves its chord by about apart²; the rest is float32 rounding.
      expect(largestDifference(await slerp(a, near, t), line)).toBeLessThanOrEqual(2e-6 + apart ** 2)
    },
  )

  test.each([0, 0.25, 0.5, 1])('opposite latents stay finite at t = %d', async (t) => {
    const opposite = tensor(
      [1, 16],
      a.data.map((value) => -value),
    )
    const between = await slerp(a, opposite, t)
    expect(largestDifference(between, new Float32Array(16))).toBeLessThanOrEqual(
      Math.max(...a.data.map(Math.abs)) + 1e-3,
    )
  })

  test('a latent of zeros gives no NaN', async () => {
    const zeros = row(...new Float32Array(16))
    const between = await slerp(zeros, b, 0.5)
    const expected = b.data.map((value) => value * Math.SQRT1_2)
    expect(largestDifference(between, expected)).toBeLessThanOrEqual(1e-6)
  })
})
