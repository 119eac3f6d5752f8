import { expect } from 'vitest'

/**
 * Expects `actual` within `max` of `reference` in every value, both as parts of the reference's range
 * (largest minus smallest; at least 1e-6), and the same dims. Returns the errors found.
 */
export function expectClose(
  actual: { readonly dims: readonly number[]; readonly data: ArrayLike<number> },
  reference: { readonly dims: readonly number[]; readonly data: ArrayLike<number> },
  limit: { readonly max: number; readonly mean?: number },
  what = 'values',
): { readonly max: number; readonly mean: number } {
  expect(actual.dims, `${what}: dims`).toEqual([...reference.dims])
  let low = Infinity
  let high = -Infinity
  let max = 0
  let sum = 0
  for (let i = 0; i < reference.data.length; i++) {
    const value = reference.data[i] ?? NaN
    low = Math.min(low, value)
    high = Math.max(high, value)
    const difference = Math.abs((actual.data[i] ?? NaN) - value)
    max = difference <= max ? max : difference
    sum += difference
  }
  const range = Math.max(high - low, Math.abs(high), 1e-6)
  const found = { max: max / range, mean: sum / Math.max(1, reference.data.length) / range }
  expect(found.max, `${what}: largest error as a part of the range`).toBeLessThanOrEqual(limit.max)
  if (limit.mean !== undefined)
    expect(found.mean, `${what}: mean error as a part of the range`).toBeLessThanOrEqual(limit.mean)
  return found
}
