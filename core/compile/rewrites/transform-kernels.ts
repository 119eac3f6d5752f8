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
  const pairs = filters * channels
  const phases = algorithm.kernel.map((matrix) => Float64Array.from(matrix.flat()))
  const out = new Float32Array(phases.length ** 2 * products ** 2 * pairs)
  const half = new Float64Array(products * taps)
  const area = taps * taps
  const filterStep = order === 'filters-first' ? channels * area : area
  const channelStep = order === 'filters-first' ? area : filters * area
  for (let filter = 0; filter < filters; filter++)
    for (let channel = 0; channel < channels; channel++) {
      const from = filter * filterStep + channel * channelStep
      const to = filter * channels + channel
      for (const [i, rows] of phases.entries()) {
        for (let p = 0; p < products; p++)
          for (let column = 0; column < taps; column++) {
            let sum = 0
            for (let row = 0; row < taps; row++)
              sum += at(rows, p * taps + row) * at(kernels, from + row * taps + column)
            half[p * taps + column] = sum
          }
        for (const [j, columns] of phases.entries()) {
          for (let p = 0; p < products; p++)
            for (let q = 0; q < products; q++) {
              let sum = 0
              for (let column = 0; column < taps; column++)
                sum += at(half, p * taps + column) * at(columns, q * taps + column)
              out[(((i * products + p) * phases.length + j) * products + q) * pairs + to] = sum
            }
        }
      }
    }
  return out
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

function at(values: Float32Array | Float64Array, index: number): number {
  return values[index] ?? 0
}
