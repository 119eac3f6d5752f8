import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { alignForBroadcast, inferBroadcast, OPERAND_KINDS } from '../_shared/broadcast'

export default defineNode({
  type: 'arithmetic/multiply',
  version: 1,
  title: 'Multiply',
  summary: 'Multiplies two values of one kind, or all values by a number.',
  help: `y = a · b, value by value. Where one side has length 1 (a batch of 1, one channel, one pixel) it is repeated. Use it to fade something in with a number, to mask a map, or to give each channel a gain.

Source: ONNX operator Mul.`,
  keywords: ['times', 'product', '*', 'scale', 'gain', 'mask', 'gate'],
  inputs: {
    a: port(OPERAND_KINDS, 'Any values.'),
    b: port(OPERAND_KINDS, 'Values of the same kind, or a number.'),
  },
  outputs: { y: port(OPERAND_KINDS, 'The product; features when a picture or noise meets features.') },
  params: {},
  infer: ({ a, b }, _p, report) => ({ y: inferBroadcast(report, a, b) }),
  emit: (g, { a, b }) => ({ y: g.op('Mul', alignForBroadcast(g, a, b)) }),
  cases: [
    { name: 'two feature maps', in: { a: [2, 3, 5, 4], b: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'a gain per channel',
      in: { a: ['N', 4, 3, 5], b: [1, 4, 1, 1] },
      out: { y: ['N', 4, 3, 5] },
    },
    {
      name: 'a mask for a picture',
      in: { a: { kind: 'image', dims: [2, 3, 4, 5] }, b: { kind: 'noise', dims: [1, 1, 4, 5] } },
      out: { y: [2, 3, 4, 5] },
    },
    {
      name: 'a number times styles',
      in: { a: { kind: 'scalar', dims: [] }, b: { kind: 'styles', dims: ['N', 6] } },
      out: { y: ['N', 6] },
    },
    {
      name: 'a w without rows times rows',
      in: { a: { kind: 'w', dims: [3, 4] }, b: { kind: 'w', dims: [3, 2, 4] } },
      out: { y: [3, 2, 4] },
    },
    {
      name: 'refuses other channels',
      in: { a: [1, 3, 8, 8], b: [1, 4, 8, 8] },
      error: 'arithmetic/shape-mismatch',
    },
    {
      name: 'refuses a latent and a w',
      in: { a: { kind: 'latent', dims: [1, 8] }, b: { kind: 'w', dims: [1, 8] } },
      error: 'arithmetic/kind-mismatch',
    },
  ],
})
