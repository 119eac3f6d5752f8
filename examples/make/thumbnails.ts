/** The small pictures by which the gallery shows the examples: what their outputs give, side by side. */
import { assert } from '../../core/base/assert'
import type { Document, PortRef } from '../../core/doc/document'
import { writePng } from '../../core/image/png'
import { rgbaImage, type RgbaImage } from '../../core/image/rgba-image'
import { tensorToImage } from '../../core/image/tensor-image'
import { tileImages } from '../../core/image/tile'
import type { Tensor } from '../../core/tensor/tensor'

export interface ShownOutput {
  readonly port: PortRef
  readonly tensor: Tensor
}

/** Pictures larger than this, in pixels, are halved until they are not. */
const LARGEST = 128

/** All pictures of one size. Outputs stand beside each other, or their samples do, whichever makes the wider picture. */
export function makeThumbnail({ nodes }: Document, outputs: readonly ShownOutput[]): RgbaImage {
  const rows = outputs.map(({ port, tensor }) => {
    const { low = -1, high = 1 } = nodes.get(port.node)?.params ?? {}
    assert(typeof low === 'number' && typeof high === 'number', 'the range of an output is two numbers')
    return Array.from({ length: tensor.dims[0] ?? 0 }, (_, sample) =>
      shrink(tensorToImage(tensor, { low, high }, sample)),
    )
  })
  const samples = rows[0]?.length ?? 0
  if (samples > rows.length) return tileImages(rows.flat(), samples)
  const bySample = Array.from({ length: samples }, (_, sample) => rows.flatMap((row) => row[sample] ?? []))
  return tileImages(bySample.flat(), rows.length)
}

export function thumbnailBytes(image: RgbaImage): Uint8Array {
  return writePng(image)
}

function shrink(image: RgbaImage): RgbaImage {
  return Math.max(image.width, image.height) > LARGEST ? shrink(halve(image)) : image
}

/** Each pixel the mean of four. */
function halve({ width, height, data }: RgbaImage): RgbaImage {
  const [smallWidth, smallHeight] = [width >> 1, height >> 1]
  const out = new Uint8Array(smallWidth * smallHeight * 4)
  const at = (x: number, y: number, channel: number): number => data[(y * width + x) * 4 + channel] ?? 0
  for (let y = 0; y < smallHeight; y++) {
    for (let x = 0; x < smallWidth; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const sum =
          at(2 * x, 2 * y, channel) +
          at(2 * x + 1, 2 * y, channel) +
          at(2 * x, 2 * y + 1, channel) +
          at(2 * x + 1, 2 * y + 1, channel)
        out[(y * smallWidth + x) * 4 + channel] = Math.round(sum / 4)
      }
    }
  }
  return rgbaImage(smallWidth, smallHeight, out)
}
