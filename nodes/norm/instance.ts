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
import { channelsOf } from '../_shared/channels'
import { instanceNorm } from '../_shared/normalization'

export default defineNode({
  type: 'norm/instance',
  version: 1,
  title: 'Instance norm',
  summary: 'Normalises every channel of every sample on its own: it wipes the style the map had.',
  help: `y = (x − mean) / sqrt(var + eps), with mean and (biased) variance over H × W of each channel of each sample; then scale[c] · y + bias[c] if switched on. AdaIN is this norm with the scale and bias taken from a style.

A channel that is the same everywhere has no variance: what is left of it is rounding noise, made large by a small eps. PyTorch's InstanceNorm2d uses eps 1e-5, NVlabs/stylegan 1e-8.

Source: Ulyanov et al. 2016, "Instance Normalization: The Missing Ingredient for Fast Stylization"; ONNX operator InstanceNormalization.`,
  keywords: ['InstanceNorm2d', 'contrast normalisation', 'style removal', 'normalization'],
  inputs: { x: mapInput },
  outputs: { y: normalizedOutput },
  params: { eps: epsParam(1e-5), affine: affineParam },
  weights: ({ x }, p) => affineWeights(x, p.affine),
  infer: ({ x }) => ({ y: wireType('features', x.dims) }),
  emit: (g, { x }, p) => ({ y: instanceNorm(g, x, channelsOf(x), p.eps, affinePlanes(g, p.affine)) }),
  cases: [
    { name: 'a batch of two', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'with scale and bias, a batch of unknown size',
      params: { affine: true },
      in: { x: ['N', 4, 3, 3] },
      out: { y: ['N', 4, 3, 3] },
    },
    {
      name: 'of one pixel nothing is left',
      params: { eps: 1e-8 },
      in: { x: [1, 3, 1, 1] },
      out: { y: [1, 3, 1, 1] },
    },
    {
      name: 'a large eps, on a picture',
      params: { eps: 0.1 },
      in: { x: { kind: 'image', dims: [1, 3, 7, 5] } },
      out: { y: [1, 3, 7, 5] },
    },
  ],
})
