import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { mapDims, wireType } from '../../core/tensor/wire-type'
import {
  convPads,
  convSize,
  equalizedFactor,
  equalizedInit,
  learnedParams,
  multiply,
  reflectPad,
  reportWindow,
} from '../_shared/convolution'

export default defineNode({
  type: 'conv/conv2d',
  version: 1,
  title: 'Conv 2D',
  summary: 'Applies learned filters to a feature map.',
  help: `y[n, k, i, j] = sum over c, u, v of W[k, c, u, v] · x[n, c, s·i + u − p, s·j + v − p], plus a bias per filter. The window is not flipped (cross-correlation).

With the equalised learning rate the stored weights are N(0, 1) and W = stored · gain / sqrt(C · kernel²), so every layer learns at the same pace.

Source: ONNX operator Conv; Karras et al. 2018, "Progressive Growing of GANs", section 4.1.`,
  keywords: ['convolution', 'filter', 'kernel', 'cross-correlation', 'equalised learning rate'],
  inputs: { x: port(['features', 'image'], 'Feature map, N × C × H × W.') },
  outputs: { y: port('features', 'Filtered map, N × filters × H2 × W2.') },
  params: {
    filters: param.int({
      default: 64,
      min: 1,
      max: 4096,
      unit: 'channels',
      doc: 'How many filters are learned: the channels of the output.',
    }),
    kernel: param.int({ default: 3, min: 1, max: 15, unit: 'px', doc: 'Side of the square window.' }),
    stride: param.int({
      default: 1,
      min: 1,
      max: 8,
      unit: 'px',
      doc: 'Step of the window; 2 halves the map.',
    }),
    padding: param.choice({
      default: 'zero',
      options: { zero: 'Zeros, keep size', reflect: 'Reflect, keep size', none: 'None' },
      doc: 'What lies beyond the border.',
    }),
    ...learnedParams,
  },
  weights: ({ x }, p) => ({
    W: {
      dims: [p.filters, x.dims[1] ?? '?', p.kernel, p.kernel],
      init: equalizedInit(
        p,
        mapDims((c) => c * p.kernel ** 2, x.dims[1] ?? '?'),
      ),
      doc: 'Filters, filters × C × kernel × kernel.',
    },
    ...(p.bias
      ? { B: { dims: [p.filters], init: { kind: 'zeros' } as const, doc: 'Bias per filter.' } }
      : {}),
  }),
  infer({ x }, p, report) {
    const [n = '?', , h = '?', w = '?'] = x.dims
    reportWindow(report, 'conv', p, h, w)
    return { y: wireType('features', [n, p.filters, convSize(h, p), convSize(w, p)]) }
  },
  emit(g, { x }, p) {
    const stored = g.weight('W')
    const fanIn = (stored.dims[1] ?? 1) * p.kernel ** 2
    const input = p.padding === 'reflect' ? reflectPad(g, x, p.kernel) : x
    const y = g.op(
      'Conv',
      [input, g.scaled(stored, equalizedFactor(p, fanIn)), p.bias ? g.weight('B') : null],
      {
        kernel_shape: [p.kernel, p.kernel],
        strides: [p.stride, p.stride],
        pads: p.padding === 'zero' ? convPads(p.kernel) : [0, 0, 0, 0],
        dilations: [1, 1],
        group: 1,
      },
    )
    return { y }
  },
  macs: ({ x }, { y }, p) => multiply(y.dims.slice(1), [x.dims[1] ?? '?', p.kernel, p.kernel]),
  cases: [
    { name: 'keeps the size', params: { filters: 4 }, in: { x: [2, 3, 5, 7] }, out: { y: [2, 4, 5, 7] } },
    {
      name: 'stride 2 halves the map',
      params: { filters: 4, stride: 2 },
      in: { x: [1, 3, 8, 8] },
      out: { y: [1, 4, 4, 4] },
    },
    {
      name: 'stride 2 on an odd size',
      params: { filters: 2, stride: 2 },
      in: { x: [1, 3, 7, 5] },
      out: { y: [1, 2, 4, 3] },
    },
    {
      name: 'no padding shrinks the map',
      params: { filters: 2, padding: 'none' },
      in: { x: [2, 3, 5, 6] },
      out: { y: [2, 2, 3, 4] },
    },
    {
      name: 'reflects at the border',
      params: { filters: 2, padding: 'reflect' },
      in: { x: [2, 3, 5, 6] },
      out: { y: [2, 2, 5, 6] },
    },
    {
      name: 'equalised, without bias',
      params: { filters: 5, equalized: true, bias: false },
      in: { x: [1, 6, 4, 4] },
      out: { y: [1, 5, 4, 4] },
    },
    {
      name: 'an even window',
      params: { filters: 2, kernel: 4 },
      in: { x: [1, 2, 6, 5] },
      out: { y: [1, 2, 6, 5] },
    },
    {
      name: 'a batch of unknown size',
      params: { filters: 4 },
      in: { x: ['N', 3, 8, 8] },
      out: { y: ['N', 4, 8, 8] },
    },
    {
      name: 'refuses a window larger than the map',
      params: { kernel: 9, padding: 'none' },
      in: { x: [1, 3, 8, 8] },
      error: 'conv/window-too-large',
    },
    {
      name: 'refuses to reflect more than the map holds',
      params: { kernel: 9, padding: 'reflect' },
      in: { x: [1, 3, 4, 4] },
      error: 'conv/reflect-too-far',
    },
  ],
})
