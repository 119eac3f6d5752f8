import type { ChannelGrid, InspectedValue, ValueStats } from '../core/contract/engine-types'
import type { Tensor } from '../core/tensor/tensor'
import type { RunOutput } from './engine'

/** As many channels as an overview can show. */
export const MOST_CHANNELS = 64
/** Pixels of a map's longer side that are told. */
export const MOST_SIDE = 256
const BINS = 64

/** What can be said and shown of a value. */
export function inspect({ port, type, tensor }: RunOutput): InspectedValue {
  return {
    port,
    kind: type.kind,
    dims: tensor.dims,
    stats: statsOf(tensor.data),
    channels: channelsOf(tensor),
  }
}

export function statsOf(data: Float32Array): ValueStats {
  let min = Infinity
  let max = -Infinity
  let sum = 0
  let finite = 0
  for (const value of data) {
    if (!Number.isFinite(value)) continue
    finite++
    sum += value
    if (value < min) min = value
    if (value > max) max = value
  }
  const histogram = new Array<number>(BINS).fill(0)
  const nonFinite = data.length - finite
  if (finite === 0) return { min: 0, max: 0, mean: 0, std: 0, nonFinite, histogram }
  const mean = sum / finite
  const perBin = (max - min) / BINS
  let squares = 0
  for (const value of data) {
    if (!Number.isFinite(value)) continue
    squares += (value - mean) ** 2
    const bin = perBin > 0 ? Math.min(BINS - 1, Math.floor((value - min) / perBin)) : 0
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  return { min, max, mean, std: Math.sqrt(squares / finite), nonFinite, histogram }
}

/** Of the first sample. Maps larger than `MOST_SIDE` are thinned out, every n-th pixel of every n-th row. */
function channelsOf({ dims, data }: Tensor): ChannelGrid | null {
  const [samples = 0, channels = 0, rows = 0, columns = 0] = dims
  if (dims.length !== 4 || samples === 0) return null
  const shown = Math.min(channels, MOST_CHANNELS)
  const stride = Math.max(1, Math.ceil(Math.max(rows, columns) / MOST_SIDE))
  const width = Math.ceil(columns / stride)
  const height = Math.ceil(rows / stride)
  const grey = new Uint8ClampedArray(shown * width * height)
  let pixel = 0
  for (let channel = 0; channel < shown; channel++) {
    const values = data.subarray(channel * rows * columns, (channel + 1) * rows * columns)
    const { min, max } = rangeOf(values)
    const scale = max > min ? 255 / (max - min) : 0
    for (let row = 0; row < rows; row += stride) {
      for (let column = 0; column < columns; column += stride)
        grey[pixel++] = ((values[row * columns + column] ?? 0) - min) * scale
    }
  }
  return { width, height, channels, shown, grey }
}

/** Of the finite values. */
function rangeOf(values: Float32Array): { readonly min: number; readonly max: number } {
  let min = Infinity
  let max = -Infinity
  for (const value of values) {
    if (value < min && value !== -Infinity) min = value
    if (value > max && value !== Infinity) max = value
  }
  return { min, max }
}
