import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { MAP_KINDS } from '../_shared/kinds'
import { inferPool, poolAttributes, poolParams } from '../_shared/pooling'

export default defineNode({
  type: 'conv/average-pool',
  version: 1,
  title: 'Average pool',
  summary: 'Makes a map smaller: every window becomes the mean of its pixels.',
  help: `y[n, c, i, j] = mean of x[n, c, s·i + u, s·j + v] over 0 ≤ u, v < size. The window starts at the top left corner. Pixels at the right and bottom that fill no window are left out, or with "cover the border" make smaller windows, whose mean is over the pixels they hold. A size and stride of 2 halves a map and is the reverse of Upsample (nearest).

Source: ONNX operator AveragePool (count_include_pad 0); PyTorch's AvgPool2d.`,
  keywords: ['AvgPool2d', 'downsample', 'shrink', 'mean', 'halve'],
  inputs: { x: port(MAP_KINDS, 'Map, N × C × H × W.') },
  outputs: { y: port(MAP_KINDS, 'Smaller map of the same kind, N × C × H2 × W2.') },
  params: poolParams,
  infer: ({ x }, p, report) => ({ y: inferPool(x, p, report) }),
  emit: (g, { x }, p) => ({
    y: g.op('AveragePool', [x], { ...poolAttributes(x.type, p), count_include_pad: 0 }),
  }),
  cases: [
    { name: 'halves', in: { x: [2, 3, 4, 6] }, out: { y: [2, 3, 2, 3] } },
    { name: 'leaves out an odd border', in: { x: ['N', 2, 5, 7] }, out: { y: ['N', 2, 2, 3] } },
    {
      name: 'covers an odd border',
      params: { ceil: true },
      in: { x: { kind: 'image', dims: [1, 3, 5, 7] } },
      out: { y: [1, 3, 3, 4] },
    },
    {
      name: 'windows of 3 that overlap',
      params: { size: 3, stride: 2, ceil: true },
      in: { x: [2, 2, 6, 5] },
      out: { y: [2, 2, 3, 2] },
    },
    {
      name: 'a step larger than the window',
      params: { size: 1, stride: 3, ceil: true },
      in: { x: { kind: 'noise', dims: [1, 1, 3, 8] } },
      out: { y: [1, 1, 1, 3] },
    },
    {
      name: 'refuses a window larger than the map',
      params: { size: 5 },
      in: { x: [1, 3, 4, 8] },
      error: 'pool/window-too-large',
    },
  ],
})
