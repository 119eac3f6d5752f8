import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { spreadKernels, SPREAD_TAPS } from '../../core/tensor/spread-kernels'
import { mapDims, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { equalizedFactor, equalizedInit, learnedParams, multiply } from '../_shared/convolution'
import { enlargedDim } from '../_shared/resize'

/** Side of the stored window. */
const KERNEL = 3
/** Side of the window that one pixel of x spreads over: the stored one, one pixel larger. */

export default defineNode({
  type: 'conv/up-conv',
  version: 1,
  title: 'Fused up-conv',
  summary: 'Doubles a map and applies learned 3 × 3 filters in one step.',
  help: `A transposed convolution of stride 2: every pixel of x is spread over 4 × 4 pixels of y by the kernel W4[u, v] = W[u, v] + W[u−1, v] + W[u, v−1] + W[u−1, v−1], where W is the stored 3 × 3 kernel and zero outside. Then a bias per filter.

It equals Upsample (nearest, × 2) and then a conv with the kernel turned by half a turn, W[2−u, 2−v], at less than half the multiply-adds and without the large map between the two. NVlabs/stylegan uses it from 128 px on and keeps W as it is used here; give its weights to an Upsample and Conv 2D and the picture is garbage unless they are turned.

Source: upscale2d_conv2d (fused_scale) in NVlabs/stylegan; ONNX operator ConvTranspose.`,
  keywords: ['transposed convolution', 'deconvolution', 'fused_scale', 'Conv0_up', 'upscale2d_conv2d'],
  inputs: { x: port(['features', 'image'], 'Feature map, N × C × H × W.') },
  outputs: { y: port('features', 'Doubled and filtered map, N × filters × 2H × 2W.') },
  params: {
    filters: param.int({
      default: 64,
      min: 1,
      max: 4096,
      unit: 'channels',
      doc: 'How many filters are learned: the channels of the output.',
    }),
    ...learnedParams,
  },
  weights: ({ x }, p) => {
    const channels = x.dims[1] ?? UNKNOWN
    return {
      W: {
        dims: [p.filters, channels, KERNEL, KERNEL],
        init: equalizedInit(
          p,
          mapDims((c) => c * KERNEL ** 2, channels),
        ),
        doc: 'Filters, filters × C × 3 × 3.',
      },
      ...(p.bias
        ? { B: { dims: [p.filters], init: { kind: 'zeros' } as const, doc: 'Bias per filter.' } }
        : {}),
    }
  },
  infer({ x }, p) {
    const [n = UNKNOWN, , h = UNKNOWN, w = UNKNOWN] = x.dims
    return { y: wireType('features', [n, p.filters, enlargedDim(h, 2), enlargedDim(w, 2)]) }
  },
  emit(g, { x }, p) {
    const stored = g.weight('W')
    const [filters = 1, channels = 1] = stored.dims
    const W = g.scaled(stored, equalizedFactor(p, channels * KERNEL ** 2))
    const spread = g.derive(W, 'spread', [channels, filters, SPREAD_TAPS, SPREAD_TAPS], (kernels) =>
      spreadKernels(kernels, filters, channels),
    )
    const y = g.op('ConvTranspose', [x, spread, p.bias ? g.weight('B') : null], {
      kernel_shape: [SPREAD_TAPS, SPREAD_TAPS],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      output_padding: [0, 0],
      dilations: [1, 1],
      group: 1,
    })
    return { y }
  },
  macs: ({ x }, _outputs, p) => multiply(x.dims.slice(1), [SPREAD_TAPS ** 2, p.filters]),
  cases: [
    { name: 'doubles the map', params: { filters: 4 }, in: { x: [2, 3, 4, 4] }, out: { y: [2, 4, 8, 8] } },
    {
      name: 'odd sizes, equalised, without bias',
      params: { filters: 2, equalized: true, bias: false },
      in: { x: [1, 5, 3, 7] },
      out: { y: [1, 2, 6, 14] },
    },
    {
      name: 'one pixel, a batch of unknown size',
      params: { filters: 3, equalized: true, gain: 1 },
      in: { x: ['N', 2, 1, 1] },
      out: { y: ['N', 3, 2, 2] },
    },
    {
      name: 'a picture',
      params: { filters: 2 },
      in: { x: { kind: 'image', dims: [1, 3, 5, 4] } },
      out: { y: [1, 2, 10, 8] },
    },
  ],
})
