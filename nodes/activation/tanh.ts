import { defineNode } from '../../core/nodedef/define-node'
import { activationInputs, activationOutputs, inferActivation } from '../_shared/activation'

export default defineNode({
  type: 'activation/tanh',
  version: 1,
  title: 'Tanh',
  summary: 'Squeezes every value smoothly into −1 ... 1.',
  help: `y = (e^x − e^−x) / (e^x + e^−x). Many generators end with it, so that no colour leaves −1 ... 1 (DCGAN); StyleGAN does not.

Source: Radford et al. 2016, "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks"; ONNX operator Tanh.`,
  keywords: ['activation', 'nonlinearity', 'hyperbolic tangent', 'squash', 'DCGAN'],
  inputs: activationInputs,
  outputs: activationOutputs,
  params: {},
  infer: inferActivation,
  emit: (g, { x }) => ({ y: g.op('Tanh', [x]) }),
  cases: [
    { name: 'a feature map', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'a picture, a batch of unknown size',
      in: { x: { kind: 'image', dims: ['N', 3, 3, 5] } },
      out: { y: ['N', 3, 3, 5] },
    },
    {
      name: 'a row of w per layer',
      in: { x: { kind: 'w', dims: [2, 4, 5] } },
      out: { y: [2, 4, 5] },
    },
  ],
})
