import { required } from '../../base/assert'
import type { Matrix, TileAlgorithm } from './tile-algorithm'

/** How the kernels of a layer lie in memory. */
export interface KernelLayout {
  readonly filters: number
  readonly channels: number
  /** Taps of one side. */
  readonly taps: number
  /** `filters-first` as in Conv, `channels-first` as in ConvTranspose. */
  readonly order: 'filters-first' | 'channels-first'
}

/**
 * The kernels of a layer as the left factors of an algorithm's products: phases x products of the rows, the same of
 * the columns, x filters x channels.
 * Summed in double precision and rounded once.
 */
export function transformKernels(
  kernels: Float32Array,
  { filters, channels, taps, order }: KernelLayout,
  algorithm: TileAlgorithm,
): Float32Array {
  const products = algorithm.input.length
  const phases = algorithm.kernel.length
  const rows = algorithm.kernel.flat()
  const pairs = filters * channels
  const out = new Float32Array(rows.length ** 2 * pairs)
  const area = taps * taps
  const [filterStep, channelStep] =
    order === 'filters-first' ? [channels * area, area] : [area, filters * area]
  // One filter at a time and channels innermost: what is read stays in the cache, what is written lies in a row.
  const tap = new Float64Array(area * channels)
  const half = new Float64Array(taps * channels)
  const sum = new Float64Array(channels)
  for (let filter = 0; filter < filters; filter++) {
    for (let k = 0; k < area; k++)
      for (let c = 0; c < channels; c++)
        tap[k * channels + c] = kernels[filter * filterStep + c * channelStep + k] ?? 0
    for (const [i, row] of rows.entries()) {
      for (let column = 0; column < taps; column++) {
        const part = half.subarray(column * channels, (column + 1) * channels)
        weightedSum(row, tap, column * channels, taps * channels, part)
      }
      for (const [j, column] of rows.entries()) {
        weightedSum(column, half, 0, channels, sum)
        out.set(sum, (i * phases * products + j) * pairs + filter * channels)
      }
    }
  }
  return out
}

/** `out = Σ factors[k] · (the vector that begins at first + k · step)`. */
function weightedSum(
  factors: readonly number[],
  vectors: Float64Array,
  first: number,
  step: number,
  out: Float64Array,
): void {
  out.fill(0)
  for (const [k, factor] of factors.entries()) {
    if (factor === 0) continue
    const from = first + k * step
    for (let c = 0; c < out.length; c++) out[c] = (out[c] ?? 0) + factor * (vectors[from + c] ?? 0)
  }
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
