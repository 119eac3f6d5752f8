import { expect } from 'vitest'
import { rangeError } from './close-values'

/** Expects `actual` within the limits of `reference`, both as parts of the reference's range, and the same dims. */
export function expectClose(
  actual: Parameters<typeof rangeError>[0],
  reference: Parameters<typeof rangeError>[1],
  limit: { readonly max: number; readonly mean?: number },
  what = 'values',
): void {
  const found = rangeError(actual, reference)
  expect(found.problem, what).toBeNull()
  expect(found.max, `${what}: largest error as a part of the range`).toBeLessThanOrEqual(limit.max)
  if (limit.mean !== undefined)
    expect(found.mean, `${what}: mean error as a part of the range`).toBeLessThanOrEqual(limit.mean)
}
