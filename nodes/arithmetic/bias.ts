import { defineNode } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { asPlanes } from '../_shared/channels'

export default defineNode({
  type: 'arithmetic/bias',
  version: 1,
  title: 'Channel bias',
  summary: 'Adds one learned number to every channel of a feature map.',
  help: `y[n, c, i, j] = x[n, c, i, j] + bias[c]. The biases start at zero. A conv has a bias of its own; StyleGAN keeps it apart, because blur and noise come between the conv and its bias, and a bias before the blur would fade towards the border.

Source: apply_bias in NVlabs/stylegan.`,
  keywords: ['apply_bias', 'offset', 'per-channel', 'add'],
  inputs: { x: port(['features', 'image'], 'Feature map, N × C × H × W.') },
  outputs: { y: port(['features', 'image'], 'Shifted map, same shape and kind as x.') },
  params: {},
  weights: ({ x }) => ({
    bias: { dims: [x.dims[1] ?? UNKNOWN], init: { kind: 'zeros' }, doc: 'Bias per channel, C.' },
  }),
  infer: ({ x }) => ({ y: wireType(x.kind, x.dims) }),
  emit: (g, { x }) => ({ y: g.op('Add', [x, asPlanes(g, g.weight('bias'))]) }),
  cases: [
    { name: 'two samples', in: { x: [2, 4, 5, 3] }, out: { y: [2, 4, 5, 3] } },
    { name: 'a batch of unknown size', in: { x: ['N', 3, 1, 4] }, out: { y: ['N', 3, 1, 4] } },
    {
      name: 'the colours of a picture',
      in: { x: { kind: 'image', dims: [1, 3, 4, 4] } },
      out: { y: [1, 3, 4, 4] },
    },
  ],
})
