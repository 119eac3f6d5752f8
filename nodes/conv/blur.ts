import { assertNever } from '../../core/base/assert'
import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType } from '../../core/tensor/wire-type'
import { channelsOf } from '../_shared/channels'
import { convPads, multiply } from '../_shared/convolution'
import { MAP_KINDS } from '../_shared/kinds'

type Kernel = '1-1' | '1-2-1' | '1-3-3-1'

export default defineNode({
  type: 'conv/blur',
  version: 1,
  title: 'Blur',
  summary: 'Smooths every channel with a small fixed filter.',
  help: `Each channel is filtered with the outer product of the kernel with itself, divided by its sum: 1-2-1 gives weights of 1, 2 and 4 sixteenths. Beyond the border lie zeros, so the border itself gets darker; the size stays. A kernel of even length reaches one pixel further to the right and down.

StyleGAN blurs with 1-2-1 after each doubling and conv, before the noise, against checkerboard patterns. StyleGAN2 uses 1-3-3-1.

Source: blur2d in NVlabs/stylegan; Zhang 2019, "Making Convolutional Networks Shift-Invariant Again"; ONNX operator Conv with group = C.`,
  keywords: ['FIR', 'binomial filter', 'low-pass', 'smooth', 'blur2d', 'upfirdn', 'antialias'],
  inputs: { x: port(MAP_KINDS, 'Map, N × C × H × W.') },
  outputs: { y: port(MAP_KINDS, 'Smoothed map, same shape and kind as x.') },
  params: {
    kernel: param.choice({
      default: '1-2-1',
      options: { '1-1': '1-1 (box)', '1-2-1': '1-2-1', '1-3-3-1': '1-3-3-1' },
      doc: 'The filter along one side.',
    }),
  },
  infer: ({ x }) => ({ y: wireType(x.kind, x.dims) }),
  emit(g, { x }, p) {
    const channels = channelsOf(x)
    const taps = tapsOf(p.kernel)
    const total = taps.reduce((sum, tap) => sum + tap, 0)
    const plane = taps.flatMap((row) => taps.map((column) => (row * column) / total ** 2))
    const W = Float32Array.from({ length: channels * plane.length }, (_, i) => plane[i % plane.length] ?? 0)
    const y = g.op('Conv', [x, g.constant([channels, 1, taps.length, taps.length], W)], {
      kernel_shape: [taps.length, taps.length],
      strides: [1, 1],
      pads: convPads(taps.length),
      dilations: [1, 1],
      group: channels,
    })
    return { y }
  },
  macs: ({ x }, _outputs, p) => multiply(x.dims.slice(1), [tapsOf(p.kernel).length ** 2]),
  cases: [
    { name: 'two samples', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'box of 2 × 2, a batch of unknown size',
      params: { kernel: '1-1' },
      in: { x: ['N', 4, 3, 7] },
      out: { y: ['N', 4, 3, 7] },
    },
    {
      name: '1-3-3-1 on a picture',
      params: { kernel: '1-3-3-1' },
      in: { x: { kind: 'image', dims: [1, 3, 7, 5] } },
      out: { y: [1, 3, 7, 5] },
    },
    { name: 'one noise image', in: { x: { kind: 'noise', dims: [1, 1, 4, 4] } }, out: { y: [1, 1, 4, 4] } },
    {
      name: 'a map smaller than the filter',
      params: { kernel: '1-3-3-1' },
      in: { x: [2, 2, 1, 2] },
      out: { y: [2, 2, 1, 2] },
    },
  ],
})

function tapsOf(kernel: Kernel): readonly number[] {
  switch (kernel) {
    case '1-1':
      return [1, 1]
    case '1-2-1':
      return [1, 2, 1]
    case '1-3-3-1':
      return [1, 3, 3, 1]
    default:
      return assertNever(kernel)
  }
}
