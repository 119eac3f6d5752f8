import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { alignForBroadcast, inferBroadcast, OPERAND_KINDS } from '../_shared/broadcast'

export default defineNode({
  type: 'arithmetic/add',
  version: 1,
  title: 'Add',
  summary: 'Adds two values of one kind, or a number to all values.',
  help: `y = a + b, value by value. Where one side has length 1 (a batch of 1, one channel, one pixel) it is repeated, so noise adds to every channel of a feature map. Use it for skip connections, for a direction added to w, or to sum the pictures of several resolutions.

Source: ONNX operator Add.`,
  keywords: ['plus', 'sum', '+', 'skip connection', 'residual', 'offset', 'edit direction'],
  inputs: {
    a: port(OPERAND_KINDS, 'Any values.'),
    b: port(OPERAND_KINDS, 'Values of the same kind, or a number.'),
  },
  outputs: { y: port(OPERAND_KINDS, 'The sum; features when a picture or noise meets features.') },
  params: {},
  infer: ({ a, b }, _p, report) => ({ y: inferBroadcast(report, a, b) }),
  emit: (g, { a, b }) => ({ y: g.op('Add', alignForBroadcast(g, a, b)) }),
  cases: [
    { name: 'two feature maps', in: { a: [2, 3, 5, 4], b: [2, 3, 5, 4] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'one constant map for many samples',
      in: { a: [1, 3, 4, 4], b: ['N', 3, 4, 4] },
      out: { y: ['N', 3, 4, 4] },
    },
    {
      name: 'noise on every channel',
      in: { a: { kind: 'noise', dims: [1, 1, 3, 5] }, b: ['N', 4, 3, 5] },
      out: { y: ['N', 4, 3, 5] },
    },
    {
      name: 'a number to a picture',
      in: { a: { kind: 'image', dims: [2, 3, 4, 3] }, b: { kind: 'scalar', dims: [] } },
      out: { y: [2, 3, 4, 3] },
    },
    {
      name: 'one direction for every row of w',
      in: { a: { kind: 'w', dims: [2, 3, 5] }, b: { kind: 'w', dims: [2, 5] } },
      out: { y: [2, 3, 5] },
    },
    {
      name: 'rows of w to a w without rows',
      in: { a: { kind: 'w', dims: ['N', 4] }, b: { kind: 'w', dims: [1, 2, 4] } },
      out: { y: ['N', 2, 4] },
    },
    {
      name: 'two numbers',
      in: { a: { kind: 'scalar', dims: [] }, b: { kind: 'scalar', dims: [] } },
      out: { y: [] },
    },
    {
      name: 'refuses maps of different sizes',
      in: { a: [1, 3, 8, 8], b: [1, 3, 4, 4] },
      error: 'arithmetic/shape-mismatch',
    },
    {
      name: 'refuses a latent and a map',
      in: { a: [1, 3, 8, 8], b: { kind: 'latent', dims: [1, 8] } },
      error: 'arithmetic/kind-mismatch',
    },
  ],
})
