import { required } from '../core/base/assert'
import type { Picture } from '../core/contract/engine-types'
import type { Document } from '../core/doc/document'
import { tensorToImage } from '../core/image/tensor-image'
import type { RunOutput } from './engine'

/** The range an output node shows as black to white. */
export function pictureRange(
  document: Document,
  { port }: Pick<RunOutput, 'port'>,
): { low: number; high: number } {
  const params = document.nodes.get(port.node)?.params ?? {}
  const { low = -1, high = 1 } = params
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : { low: -1, high: 1 }
}

/** Is this N x 1 or 3 x H x W, something that can be seen? */
export function isPicture({ type, tensor }: Pick<RunOutput, 'type' | 'tensor'>): boolean {
  return type.kind === 'image' && tensor.dims.length === 4 && (tensor.dims[1] === 1 || tensor.dims[1] === 3)
}

/** A run's picture as RGBA buffers, one a sample. */
export function toPicture(document: Document, output: RunOutput): Picture {
  const [samples = 0, , height = 0, width = 0] = output.tensor.dims
  const range = pictureRange(document, output)
  const rgba = Array.from({ length: samples }, (_, sample) => {
    const image = tensorToImage(output.tensor, range, sample)
    return new Uint8ClampedArray(required(image.data.buffer as ArrayBuffer, 'pixels'))
  })
  return { node: output.port.node, width, height, samples, rgba }
}
