import { REWRITE_TARGETS, WORTHWHILE } from './costs'
import { replaceOperators } from './graph-view'
import { upsampledConvLayer } from './layers'
import type { Rewrite } from './rewrite'
import type { KernelLayout } from './kernel-layout'
import { directTime } from './winograd'
import { transposedTime } from './winograd-up'

const SPREAD = 4

/**
 * Nearest upsampling by 2 and a 3 x 3 Conv as one transposed conv of 4 x 4 taps: 16 instead of 36 multiply-adds an
 * input pixel, and no large map between.
 * Source: upscale2d_conv2d in NVlabs/stylegan; the transposed conv flips its kernel, so this one is flipped back.
 */
export const fuseUpConv: Rewrite = {
  name: 'fuse-up-conv',
  title: 'Join nearest upsampling and a 3 × 3 conv into one transposed conv',
  targets: REWRITE_TARGETS,
  run: (ir, context) =>
    replaceOperators(ir, context, 'fused', (operator, writer, view) => {
      const layer = upsampledConvLayer(operator, view)
      if (!layer) return false
      if (transposedTime(layer, context.costs) > WORTHWHILE * directTime(layer, context.costs)) return false
      const { layout, bias, kernels } = layer
      const dims = [layout.channels, layout.filters, SPREAD, SPREAD]
      const spread = writer.derive(kernels, 'flip-spread', dims, (values) => spreadFlipped(values, layout))
      writer.last('ConvTranspose', [layer.x, spread, ...(bias ? [bias.name] : [])], {
        kernel_shape: [SPREAD, SPREAD],
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        output_padding: [0, 0],
        dilations: [1, 1],
        group: 1,
      })
      return true
    }),
}

/** filters x C x 3 x 3 to C x filters x 4 x 4: the flipped kernel added to itself moved by one pixel down, right and both. */
function spreadFlipped(kernels: Float32Array, { filters, channels, taps }: KernelLayout): Float32Array {
  const out = new Float32Array(channels * filters * SPREAD ** 2)
  for (let filter = 0; filter < filters; filter++)
    for (let channel = 0; channel < channels; channel++) {
      const from = (filter * channels + channel) * taps ** 2
      const to = (channel * filters + filter) * SPREAD ** 2
      for (let row = 0; row < taps; row++)
        for (let column = 0; column < taps; column++) {
          const value = kernels[from + (taps - 1 - row) * taps + (taps - 1 - column)] ?? 0
          for (const move of [0, 1, SPREAD, SPREAD + 1]) {
            const at = to + row * SPREAD + column + move
            out[at] = (out[at] ?? 0) + value
          }
        }
    }
  return out
}
