/** The shape of a tensor in a file, before anything is allocated for it. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'

export const MAX_RANK = 8
const MAX_DIM = 2 ** 31 - 1

/**
 * How many values a tensor of this shape holds (1 for a scalar, 0 where a dim is 0). The error completes
 * the sentence "Its shape ...".
 */
export function countValues(dims: readonly unknown[]): Result<number, string> {
  if (dims.length > MAX_RANK) return fail(`has ${dims.length} dims; at most ${MAX_RANK} can be read`)
  let count = 1
  for (const dim of dims) {
    if (!isDim(dim)) return fail(`has a dim that is not a whole number from 0 to ${MAX_DIM}`)
    count *= dim
  }
  // The product of 8 dims below 2^31 is finite, but beyond 2^53 it is no longer exact.
  if (!Number.isSafeInteger(count)) return fail(`${dims.join(' × ')} is too large`)
  return ok(count)
}

export function isDim(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= MAX_DIM &&
    !Object.is(value, -0)
  )
}
