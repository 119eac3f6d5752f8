import { required } from '../../base/assert'
import type { Matrix } from './tile-algorithm'

/** How the kernels of a layer lie in memory. */
export interface KernelLayout {
  readonly filters: number
  readonly channels: number
  /** Taps of one side. */
  readonly taps: number
  /** `filters-first` as in Conv, `channels-first` as in ConvTranspose. */
  readonly order: 'filters-first' | 'channels-first'
}

/** The separable transform of both sides as one matrix: row r1·rows + r2, column c1·columns + c2. */
export function bothSides(matrix: Matrix): Float32Array {
  const rows = matrix.length
  const columns = required(matrix[0], 'a row').length
  const out = new Float32Array(rows ** 2 * columns ** 2)
  let to = 0
  for (const upper of matrix)
    for (const lower of matrix) for (const a of upper) for (const b of lower) out[to++] = a * b
  return out
}
