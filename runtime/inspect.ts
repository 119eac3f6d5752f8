import type { ChannelGrid, InspectedValue, ValueStats } from '../core/contract/engine-types'
import type { Tensor } from '../core/tensor/tensor'
import type { RunOutput } from './engine'

/** As many channels as an overview can show. */
export const MOST_CHANNELS = 64
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

function channelsOf({ dims, data }: Tensor): ChannelGrid | null {
  const [, channels = 0, height = 0, width = 0] = dims
  if (dims.length !== 4) return null
  const shown = Math.min(channels, MOST_CHANNELS)
  const area = width * height
  const grey = new Uint8ClampedArray(shown * area)
  for (let channel = 0; channel < shown; channel++) {
    const values = data.subarray(channel * area, (channel + 1) * area)
    const { min, max } = rangeOf(values)
    const scale = max > min ? 255 / (max - min) : 0
    for (const [i, value] of values.entries()) grey[channel * area + i] = (value - min) * scale
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
