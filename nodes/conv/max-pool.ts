import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { MAP_KINDS } from '../_shared/kinds'
import { inferPool, poolAttributes, poolParams } from '../_shared/pooling'

export default defineNode({
  type: 'conv/max-pool',
  version: 1,
  title: 'Max pool',
  summary: 'Makes a map smaller: every window becomes its largest pixel.',
  help: `y[n, c, i, j] = max of x[n, c, s·i + u, s·j + v] over 0 ≤ u, v < size. The window starts at the top left corner. Pixels at the right and bottom that fill no window are left out, or with "cover the border" make smaller windows. The VGG encoder of AdaIN style transfer halves with size 2, stride 2 and the border covered.

Source: ONNX operator MaxPool; PyTorch's MaxPool2d (ceil_mode).`,
  keywords: ['MaxPool2d', 'downsample', 'shrink', 'VGG', 'halve', 'ceil_mode'],
  inputs: { x: port(MAP_KINDS, 'Map, N × C × H × W.') },
  outputs: { y: port(MAP_KINDS, 'Smaller map of the same kind, N × C × H2 × W2.') },
  params: poolParams,
  infer: ({ x }, p, report) => ({ y: inferPool(x, p, report) }),
  emit: (g, { x }, p) => ({
    y: g.op('MaxPool', [x], { ...poolAttributes(x.type, p), dilations: [1, 1], storage_order: 0 }),
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
      name: 'windows of 3, one by one',
      params: { size: 3, stride: 1 },
      in: { x: [2, 2, 6, 5] },
      out: { y: [2, 2, 4, 3] },
    },
    {
      name: 'a step larger than the window',
      params: { size: 2, stride: 3, ceil: true },
      in: { x: [1, 2, 7, 8] },
      out: { y: [1, 2, 3, 3] },
    },
    {
      name: 'a map smaller than the window, covered',
      params: { ceil: true },
      in: { x: [2, 3, 1, 1] },
      out: { y: [2, 3, 1, 1] },
    },
    {
      name: 'refuses a window larger than the map',
      params: { size: 3 },
      in: { x: [1, 3, 2, 8] },
      error: 'pool/window-too-large',
    },
  ],
})
