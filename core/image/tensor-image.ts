/** Between pictures and the tensors that networks read and write. */
import { assert, required } from '../base/assert'
import type { Tensor } from '../tensor/tensor'
import { tensor } from '../tensor/tensor'
import type { RgbaImage } from './rgba-image'
import { rgbaImage } from './rgba-image'

/** The tensor [1, 3, H, W] with 0 at -1 and 255 at 1. Alpha is left out: the colours count as they are. */
export function imageToTensor({ width, height, data }: RgbaImage): Tensor {
  const plane = width * height
  const out = new Float32Array(3 * plane)
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      out[channel * plane + pixel] = (data[pixel * 4 + channel] ?? 0) / 127.5 - 1
    }
  }
  return tensor([1, 3, height, width], out)
}

export interface ValueRange {
  readonly low: number
  readonly high: number
}

export const IMAGE_RANGE: ValueRange = { low: -1, high: 1 }

/**
 * One sample of an [N, 3, H, W] or [N, 1, H, W] tensor as an opaque picture; one channel is grey. `low`
 * becomes 0 and `high` 255, values beyond are clamped, NaN is 0. Rounds half up, so for [-1, 1] it is
 * `x * 127.5 + 128` clamped and truncated (NVlabs/stylegan, convert_images_to_uint8). An empty range
 * (`low >= high`) gives black.
 */
export function tensorToImage({ dims, data }: Tensor, range: ValueRange, sample = 0): RgbaImage {
  const [samples, channels, height, width] = dims
  assert(dims.length === 4 && (channels === 1 || channels === 3), `[${dims.join(', ')}] is no picture`)
  assert(sample >= 0 && sample < required(samples, 'the batch'), `there is no sample ${sample}`)
  const plane = required(height, 'the height') * required(width, 'the width')
  const first = sample * channels * plane
  const scale = range.high > range.low ? 255 / (range.high - range.low) : 0

  const out = new Uint8Array(plane * 4)
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[first + (channels === 3 ? channel * plane : 0) + pixel] ?? 0
      out[pixel * 4 + channel] = toByte((value - range.low) * scale + 0.5)
    }
    out[pixel * 4 + 3] = 255
  }
  return rgbaImage(required(width, 'the width'), required(height, 'the height'), out)
}

/** Clamps, then truncates; NaN is 0. */
function toByte(value: number): number {
  if (!(value > 0)) return 0
  return value >= 255 ? 255 : Math.trunc(value)
}
