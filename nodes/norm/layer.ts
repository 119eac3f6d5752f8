import { defineNode } from '../../core/nodedef/define-node'
import { wireType } from '../../core/tensor/wire-type'
import {
  affineParam,
  affinePlanes,
  affineWeights,
  epsParam,
  mapInput,
  normalizedOutput,
} from '../_shared/channel-norm'
import { normalize } from '../_shared/normalization'

export default defineNode({
  type: 'norm/layer',
  version: 1,
  title: 'Layer norm',
  summary: 'Normalises each sample as a whole: its channels keep their relation to one another.',
  help: `y = (x − mean) / sqrt(var + eps), with mean and (biased) variance over C × H × W of each sample; then scale[c] · y + bias[c] if switched on. Unlike instance norm it keeps which channels are strong and which weak, which is where style sits. It is group norm with one group.

Source: Ba et al. 2016, "Layer Normalization"; with a scale per channel as in MUNIT (Huang et al. 2018).`,
  keywords: ['LayerNorm', 'MUNIT', 'normalization'],
  inputs: { x: mapInput },
  outputs: { y: normalizedOutput },
  params: { eps: epsParam(1e-5), affine: affineParam },
  weights: ({ x }, p) => affineWeights(x, p.affine),
  infer: ({ x }) => ({ y: wireType('features', x.dims) }),
  emit: (g, { x }, p) => ({ y: normalize(g, x, [1, 2, 3], p.eps, affinePlanes(g, p.affine)) }),
  cases: [
    { name: 'two samples', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'with scale and bias, a batch of unknown size',
      params: { affine: true },
      in: { x: ['N', 4, 3, 5] },
      out: { y: ['N', 4, 3, 5] },
    },
    {
      name: 'one pixel, a large eps',
      params: { eps: 0.1 },
      in: { x: [2, 6, 1, 1] },
      out: { y: [2, 6, 1, 1] },
    },
  ],
})
