import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { equalizedFactor, equalizedInit, multiply } from '../_shared/convolution'

/** Red, green and blue. */
const COLOURS = 3

export default defineNode({
  type: 'conv/to-rgb',
  version: 1,
  title: 'To RGB',
  summary: 'Mixes the channels of a feature map into red, green and blue.',
  help: `image[n, k, i, j] = sum over c of W[k, c] · x[n, c, i, j] + B[k] for the three colours k: a 1 × 1 conv. No activation follows; a trained generator ends near −1 (black) ... 1 (white).

With the equalised learning rate the stored weights are N(0, 1) and W = stored / sqrt(C): gain 1, because no ReLU follows.

Source: torgb in NVlabs/stylegan; ONNX operator Conv.`,
  keywords: ['torgb', 'colour', '1x1', 'image', 'picture', 'output layer'],
  inputs: { x: port(['features', 'image'], 'Feature map, N × C × H × W.') },
  outputs: { image: port('image', 'Colour image, N × 3 × H × W, nominally −1 ... 1.') },
  params: {
    equalized: param.bool({
      default: false,
      label: 'equalised rate',
      doc: 'Store N(0, 1) weights and scale them by 1 / sqrt(C) at run time.',
    }),
  },
  weights: ({ x }, p) => {
    const channels = x.dims[1] ?? UNKNOWN
    return {
      W: {
        dims: [COLOURS, channels, 1, 1],
        init: equalizedInit({ equalized: p.equalized, gain: 1 }, channels),
        doc: 'Colour weights, 3 × C × 1 × 1.',
      },
      B: { dims: [COLOURS], init: { kind: 'zeros' }, doc: 'Bias per colour, 3.' },
    }
  },
  infer({ x }) {
    const [n = UNKNOWN, , h = UNKNOWN, w = UNKNOWN] = x.dims
    return { image: wireType('image', [n, COLOURS, h, w]) }
  },
  emit(g, { x }, p) {
    const stored = g.weight('W')
    const factor = equalizedFactor({ equalized: p.equalized, gain: 1 }, stored.dims[1] ?? 1)
    const image = g.op('Conv', [x, g.scaled(stored, factor), g.weight('B')], {
      kernel_shape: [1, 1],
      strides: [1, 1],
      pads: [0, 0, 0, 0],
      dilations: [1, 1],
      group: 1,
    })
    return { image }
  },
  macs: ({ x }) => multiply(x.dims.slice(1), [COLOURS]),
  cases: [
    { name: 'two samples', in: { x: [2, 5, 4, 3] }, out: { image: [2, 3, 4, 3] } },
    {
      name: 'equalised, a batch of unknown size',
      params: { equalized: true },
      in: { x: ['N', 8, 5, 5] },
      out: { image: ['N', 3, 5, 5] },
    },
    {
      name: 'new colours for a picture',
      in: { x: { kind: 'image', dims: [1, 3, 1, 7] } },
      out: { image: [1, 3, 1, 7] },
    },
  ],
})
