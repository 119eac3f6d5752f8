import { defineNode } from '../../core/nodedef/define-node'
import { activationInputs, activationOutputs, inferActivation } from '../_shared/activation'

export default defineNode({
  type: 'activation/relu',
  version: 1,
  title: 'ReLU',
  summary: 'Keeps what is positive and sets the rest to zero.',
  help: `y = max(x, 0). VGG and the decoder of AdaIN style transfer use it after each conv but the last; StyleGAN uses Leaky ReLU.

Source: Nair & Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines"; ONNX operator Relu.`,
  keywords: ['activation', 'nonlinearity', 'rectifier', 'VGG'],
  inputs: activationInputs,
  outputs: activationOutputs,
  params: {},
  infer: inferActivation,
  emit: (g, { x }) => ({ y: g.op('Relu', [x]) }),
  cases: [
    { name: 'a feature map', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'w, a batch of unknown size',
      in: { x: { kind: 'w', dims: ['N', 7] } },
      out: { y: ['N', 7] },
    },
    { name: 'a picture', in: { x: { kind: 'image', dims: [1, 3, 3, 5] } }, out: { y: [1, 3, 3, 5] } },
  ],
})
