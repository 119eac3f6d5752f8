interface Values {
  readonly dims: readonly number[]
  readonly data: ArrayLike<number>
}

/**
 * Largest and mean error as parts of the reference's range (largest minus smallest value, or the largest magnitude
 * when that is more; at least 1e-6). `problem` says what makes a comparison impossible.
 */
export function rangeError(
  actual: Values,
  reference: Values,
): { max: number; mean: number; problem: string | null } {
  if (actual.dims.join() !== reference.dims.join()) {
    return {
      max: Infinity,
      mean: Infinity,
      problem: `dims are [${actual.dims.join(', ')}], not [${reference.dims.join(', ')}]`,
    }
  }
  let low = Infinity
  let high = -Infinity
  let max = 0
  let sum = 0
  for (let i = 0; i < reference.data.length; i++) {
    const value = reference.data[i] ?? NaN
    low = Math.min(low, value)
    high = Math.max(high, value)
    const difference = Math.abs((actual.data[i] ?? NaN) - value)
    // Written so that NaN wins: a NaN is never close to anything.
    max = difference <= max ? max : difference
    sum += difference
  }
  const range = Math.max(high - low, Math.abs(high), Math.abs(low), 1e-6)
  return { max: max / range, mean: sum / Math.max(1, reference.data.length) / range, problem: null }
}
