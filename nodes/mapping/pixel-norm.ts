import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType } from '../../core/tensor/wire-type'
import { pixelNorm } from '../_shared/pixel-norm'

export default defineNode({
  type: 'mapping/pixel-norm',
  version: 1,
  title: 'Normalise latent',
  summary: 'Gives every latent the same length, so that only its direction counts.',
  help: `y = x / sqrt(mean(x²) + eps), the mean over the values of one row. Afterwards the mean square of a row is 1. Put it between the latent z and the mapping network.

Source: Karras et al. 2018, section 4.2; pixel_norm before Dense0 in NVlabs/stylegan (eps 1e-8).`,
  keywords: ['pixel norm', 'normalize latents', 'second moment', 'unit length', 'hypersphere'],
  inputs: { x: port(['latent', 'w'], 'Latents, N × Z, or w with a row per layer, N × L × D.') },
  outputs: { y: port(['latent', 'w'], 'The same latents, each of mean square 1.') },
  params: {
    eps: param.float({
      default: 1e-8,
      min: 1e-12,
      max: 0.1,
      scale: 'log',
      doc: 'Added to the mean square inside the root.',
    }),
  },
  infer: ({ x }) => ({ y: wireType(x.kind, x.dims) }),
  emit: (g, { x }, p) => ({ y: pixelNorm(g, x, x.type.dims.length - 1, p.eps) }),
  cases: [
    { name: 'a batch of latents', in: { x: [2, 7] }, out: { y: [2, 7] } },
    { name: 'a batch of unknown size', in: { x: ['N', 5] }, out: { y: ['N', 5] } },
    {
      name: 'a large eps shortens the latents',
      params: { eps: 0.1 },
      in: { x: [2, 6] },
      out: { y: [2, 6] },
    },
    {
      name: 'every row of w on its own',
      in: { x: { kind: 'w', dims: [2, 3, 5] } },
      out: { y: [2, 3, 5] },
    },
  ],
})
