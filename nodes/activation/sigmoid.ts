import { defineNode } from '../../core/nodedef/define-node'
import { activationInputs, activationOutputs, inferActivation } from '../_shared/activation'

export default defineNode({
  type: 'activation/sigmoid',
  version: 1,
  title: 'Sigmoid',
  summary: 'Squeezes every value smoothly into 0 ... 1.',
  help: `y = 1 / (1 + e^−x). Use it for what is a share or a mask: multiply a map by it to let parts through. As the end of a generator it gives colours in 0 ... 1; set the Image's black to 0 then.

Source: ONNX operator Sigmoid.`,
  keywords: ['activation', 'nonlinearity', 'logistic', 'gate', 'mask', 'squash'],
  inputs: activationInputs,
  outputs: activationOutputs,
  params: {},
  infer: inferActivation,
  emit: (g, { x }) => ({ y: g.op('Sigmoid', [x]) }),
  cases: [
    { name: 'a feature map', in: { x: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'styles, a batch of unknown size',
      in: { x: { kind: 'styles', dims: ['N', 6] } },
      out: { y: ['N', 6] },
    },
    { name: 'a noise image', in: { x: { kind: 'noise', dims: [1, 1, 3, 5] } }, out: { y: [1, 1, 3, 5] } },
  ],
})
