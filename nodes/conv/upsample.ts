import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { MAP_KINDS } from '../_shared/kinds'
import { enlarge, enlargedDim } from '../_shared/resize'

export default defineNode({
  type: 'conv/upsample',
  version: 1,
  title: 'Upsample',
  summary: 'Makes a map larger by a whole factor.',
  help: `Nearest: y[i, j] = x[floor(i / f), floor(j / f)], every pixel becomes a block of f × f. Bilinear: y is read between the pixels of x at ((i + 0.5) / f − 0.5, (j + 0.5) / f − 0.5), and the border is repeated.

StyleGAN doubles with nearest, applies its conv, then blurs. Bilinear is PyTorch's align_corners=False.

Source: upscale2d in NVlabs/stylegan; ONNX operator Resize (nearest: asymmetric, floor; linear: half_pixel).`,
  keywords: ['resize', 'enlarge', 'scale up', 'nearest', 'bilinear', 'upscale2d', 'double'],
  inputs: { x: port(MAP_KINDS, 'Map, N × C × H × W.') },
  outputs: { y: port(MAP_KINDS, 'Map of the same kind, N × C × f·H × f·W.') },
  params: {
    factor: param.int({ default: 2, min: 2, max: 8, unit: 'times', doc: 'How many times larger, f.' }),
    mode: param.choice({
      default: 'nearest',
      options: { nearest: 'Nearest', bilinear: 'Bilinear' },
      doc: 'What lies between the pixels.',
    }),
  },
  infer({ x }, p) {
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = x.dims
    return { y: wireType(x.kind, [n, c, enlargedDim(h, p.factor), enlargedDim(w, p.factor)]) }
  },
  emit: (g, { x }, p) => ({ y: enlarge(g, x, p.factor, p.mode) }),
  cases: [
    { name: 'doubles', in: { x: [2, 3, 3, 5] }, out: { y: [2, 3, 6, 10] } },
    {
      name: 'three times, a batch of unknown size',
      params: { factor: 3 },
      in: { x: ['N', 2, 4, 5] },
      out: { y: ['N', 2, 12, 15] },
    },
    {
      name: 'doubles a picture, bilinear',
      params: { mode: 'bilinear' },
      in: { x: { kind: 'image', dims: [1, 3, 5, 4] } },
      out: { y: [1, 3, 10, 8] },
    },
    {
      name: 'a noise image, five times, bilinear',
      params: { factor: 5, mode: 'bilinear' },
      in: { x: { kind: 'noise', dims: ['N', 1, 3, 2] } },
      out: { y: ['N', 1, 15, 10] },
    },
    {
      name: 'one pixel, bilinear',
      params: { mode: 'bilinear' },
      in: { x: [2, 3, 1, 1] },
      out: { y: [2, 3, 2, 2] },
    },
    {
      name: 'eight times',
      params: { factor: 8 },
      in: { x: [1, 2, 1, 2] },
      out: { y: [1, 2, 8, 16] },
    },
  ],
})
