import { spreadKernels, SPREAD_TAPS } from '../../tensor/spread-kernels'
import { REWRITE_TARGETS, WORTHWHILE } from './costs'
import { replaceOperators } from './graph-view'
import { upsampledConvLayer } from './layers'
import type { Rewrite } from './rewrite'
import { directTime } from './winograd'
import { transposedTime } from './winograd-up'

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
      const dims = [layout.channels, layout.filters, SPREAD_TAPS, SPREAD_TAPS]
      const spread = writer.derive(kernels, 'flip-spread', dims, (values) =>
        spreadKernels(values, layout.filters, layout.channels, { flipped: true }),
      )
      writer.last('ConvTranspose', [layer.x, spread, ...(bias ? [bias.name] : [])], {
        kernel_shape: [SPREAD_TAPS, SPREAD_TAPS],
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        output_padding: [0, 0],
        dilations: [1, 1],
        group: 1,
      })
      return true
    }),
}
