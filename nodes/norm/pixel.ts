import { defineNode } from '../../core/nodedef/define-node'
import { wireType } from '../../core/tensor/wire-type'
import { epsParam, mapInput, normalizedOutput } from '../_shared/channel-norm'
import { pixelNorm } from '../_shared/pixel-norm'

export default defineNode({
  type: 'norm/pixel',
  version: 1,
  title: 'Pixel norm',
  summary: 'Gives the channels of every pixel a mean square of 1.',
  help: `y[n, c, i, j] = x[n, c, i, j] / sqrt(mean over c of x² + eps). It keeps values from growing out of bounds in a progressive GAN, whose generator has it after every conv. StyleGAN has it in the mapping network only: that is "Normalise latent".

Source: Karras et al. 2018, "Progressive Growing of GANs", section 4.2; pixel_norm in NVlabs/stylegan (eps 1e-8).`,
  keywords: ['PixelNorm', 'PGGAN', 'progressive growing', 'feature vector normalisation'],
  inputs: { x: mapInput },
  outputs: { y: normalizedOutput },
  params: { eps: epsParam(1e-8) },
  infer: ({ x }) => ({ y: wireType('features', x.dims) }),
  emit: (g, { x }, p) => ({ y: pixelNorm(g, x, 1, p.eps) }),
  cases: [
    { name: 'two samples', in: { x: [2, 5, 3, 4] }, out: { y: [2, 5, 3, 4] } },
    {
      name: 'a large eps, a batch of unknown size',
      params: { eps: 0.1 },
      in: { x: ['N', 4, 3, 3] },
      out: { y: ['N', 4, 3, 3] },
    },
    {
      name: 'a picture',
      in: { x: { kind: 'image', dims: [1, 3, 5, 7] } },
      out: { y: [1, 3, 5, 7] },
    },
  ],
})
