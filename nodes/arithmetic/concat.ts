import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { mapDims, mayEqual, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { agreeBatch } from '../_shared/agree'
import { alignBatches } from '../_shared/broadcast'
import { MAP_KINDS } from '../_shared/kinds'

export default defineNode({
  type: 'arithmetic/concat',
  version: 1,
  title: 'Concat channels',
  summary: 'Puts the channels of two maps one after the other.',
  help: `y[n, c] = a[n, c] for the channels of a, then b[n, c − C_a]. Use it to hand a conv more to look at: a skip connection as in a U-Net, noise or a picture as extra channels. A batch of 1 is repeated.

Source: ONNX operator Concat.`,
  keywords: ['concatenate', 'join', 'stack', 'cat', 'skip connection', 'U-Net'],
  inputs: {
    a: port(MAP_KINDS, 'The first channels, N × C1 × H × W.'),
    b: port(MAP_KINDS, 'The channels after them, N × C2 × H × W.'),
  },
  outputs: { y: port('features', 'All channels, N × (C1 + C2) × H × W.') },
  params: {},
  infer({ a, b }, _p, report) {
    const [n = UNKNOWN, channels = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = a.dims
    const [otherBatch = UNKNOWN, more = UNKNOWN, otherHeight = UNKNOWN, otherWidth = UNKNOWN] = b.dims
    if (!mayEqual(h, otherHeight) || !mayEqual(w, otherWidth)) {
      report.error(
        'concat/size',
        { port: 'b' },
        `Input a is ${h} × ${w} px, but input b is ${otherHeight} × ${otherWidth}.`,
        'Insert an Upsample or a pooling before one of them.',
      )
    }
    const batch = agreeBatch(report, 'concat', 'b', n, otherBatch)
    const all = mapDims((first, second) => first + second, channels, more)
    return {
      y: wireType('features', [batch, all, h === UNKNOWN ? otherHeight : h, w === UNKNOWN ? otherWidth : w]),
    }
  },
  emit: (g, { a, b }) => ({ y: g.op('Concat', alignBatches(g, a, b), { axis: 1 }) }),
  cases: [
    { name: 'two feature maps', in: { a: [2, 3, 5, 4], b: [2, 2, 5, 4] }, out: { y: [2, 5, 5, 4] } },
    {
      name: 'a picture and noise',
      in: { a: { kind: 'image', dims: ['N', 3, 3, 5] }, b: { kind: 'noise', dims: ['N', 1, 3, 5] } },
      out: { y: ['N', 4, 3, 5] },
    },
    {
      name: 'one noise image for many samples',
      in: { a: ['N', 2, 4, 4], b: { kind: 'noise', dims: [1, 1, 4, 4] } },
      out: { y: ['N', 3, 4, 4] },
    },
    {
      name: 'one constant map, two samples',
      in: { a: [1, 2, 3, 3], b: [2, 3, 3, 3] },
      out: { y: [2, 5, 3, 3] },
    },
    {
      name: 'refuses maps of different sizes',
      in: { a: [1, 3, 8, 8], b: [1, 3, 4, 4] },
      error: 'concat/size',
    },
    { name: 'refuses another batch', in: { a: [2, 3, 4, 4], b: [3, 3, 4, 4] }, error: 'concat/batch' },
  ],
})
