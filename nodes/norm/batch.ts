import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import {
  affineParam,
  affinePlanes,
  affineWeights,
  epsParam,
  mapInput,
  normalizedOutput,
} from '../_shared/channel-norm'
import { asPlanes, channelsOf } from '../_shared/channels'
import { applyAffine, normalize } from '../_shared/normalization'

export default defineNode({
  type: 'norm/batch',
  version: 1,
  title: 'Batch norm',
  summary: 'Normalises every channel with the statistics of the whole batch, or with stored ones.',
  help: `y = (x − mean) / sqrt(var + eps), then scale[c] · y + bias[c] if switched on. With "this batch" mean and (biased) variance run over N × H × W of each channel, as in training: a picture then depends on the others drawn with it. With "stored" they are the running mean and variance that training left behind, and every sample is treated alike.

The stored statistics are buffers; they start at mean 0 and variance 1.

Source: Ioffe & Szegedy 2015, "Batch Normalization"; ONNX operator BatchNormalization.`,
  keywords: ['BatchNorm2d', 'running mean', 'running variance', 'normalization'],
  inputs: { x: mapInput },
  outputs: { y: normalizedOutput },
  params: {
    statistics: param.choice({
      default: 'batch',
      options: { batch: 'This batch', stored: 'Stored' },
      doc: 'Where mean and variance come from.',
    }),
    eps: epsParam(1e-5),
    affine: affineParam,
  },
  weights({ x }, p) {
    const dims = [x.dims[1] ?? UNKNOWN]
    if (p.statistics === 'batch') return affineWeights(x, p.affine)
    return {
      ...affineWeights(x, p.affine),
      mean: { dims, init: { kind: 'zeros' }, trainable: false, doc: 'Running mean per channel, C.' },
      variance: { dims, init: { kind: 'ones' }, trainable: false, doc: 'Running variance per channel, C.' },
    }
  },
  infer: ({ x }) => ({ y: wireType('features', x.dims) }),
  emit(g, { x }, p) {
    const affine = affinePlanes(g, p.affine)
    if (p.statistics === 'batch') return { y: normalize(g, x, [0, 2, 3], p.eps, affine) }
    const centred = g.op('Sub', [x, asPlanes(g, g.weight('mean'))])
    const perDeviation = g.derive(g.weight('variance'), `1/sqrt(+${p.eps})`, [channelsOf(x)], (variances) =>
      variances.map((variance) => 1 / Math.sqrt(variance + p.eps)),
    )
    const normalized = g.op('Mul', [centred, asPlanes(g, perDeviation)])
    return { y: affine ? applyAffine(g, normalized, affine) : normalized }
  },
  cases: [
    { name: 'statistics of three samples', in: { x: [3, 2, 4, 5] }, out: { y: [3, 2, 4, 5] } },
    {
      name: 'this batch, with scale and bias',
      params: { affine: true, eps: 1e-3 },
      in: { x: ['N', 3, 3, 5] },
      out: { y: ['N', 3, 3, 5] },
    },
    {
      name: 'stored statistics',
      params: { statistics: 'stored' },
      in: { x: [2, 4, 3, 3] },
      out: { y: [2, 4, 3, 3] },
    },
    {
      name: 'stored, with scale and bias, on a picture',
      params: { statistics: 'stored', affine: true },
      in: { x: { kind: 'image', dims: ['N', 3, 5, 4] } },
      out: { y: ['N', 3, 5, 4] },
    },
  ],
})
