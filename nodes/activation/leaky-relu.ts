import { defineNode } from '../../core/nodedef/define-node'
import { float } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { activationInputs, activationOutputs, inferActivation } from '../_shared/activation'

export default defineNode({
  type: 'activation/leaky-relu',
  version: 1,
  title: 'Leaky ReLU',
  summary: 'Keeps what is positive and shrinks what is negative.',
  help: `y = x for x ≥ 0, slope · x below. In StyleGAN it follows every dense layer and every conv (after noise and bias), with slope 0.2 and no gain of its own: the sqrt(2) is in the weights. Slope 0 is ReLU, slope 1 changes nothing.

Source: Maas et al. 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models"; leaky_relu in NVlabs/stylegan.`,
  keywords: ['lrelu', 'activation', 'nonlinearity', 'rectifier', 'negative slope'],
  inputs: activationInputs,
  outputs: activationOutputs,
  params: {
    slope: param.float({ default: 0.2, min: 0, max: 1, step: 0.05, doc: 'Factor for negative values.' }),
  },
  infer: inferActivation,
  emit: (g, { x }, p) => ({ y: g.op('LeakyRelu', [x], { alpha: float(p.slope) }) }),
  cases: [
    { name: 'a feature map', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'latents, a batch of unknown size',
      params: { slope: 0.01 },
      in: { x: { kind: 'latent', dims: ['N', 7] } },
      out: { y: ['N', 7] },
    },
    {
      name: 'styles, slope 0',
      params: { slope: 0 },
      in: { x: { kind: 'styles', dims: [2, 6] } },
      out: { y: [2, 6] },
    },
    {
      name: 'a row of w per layer',
      params: { slope: 1 },
      in: { x: { kind: 'w', dims: [1, 4, 5] } },
      out: { y: [1, 4, 5] },
    },
    { name: 'a noise image', in: { x: { kind: 'noise', dims: [1, 1, 3, 3] } }, out: { y: [1, 1, 3, 3] } },
  ],
})
