import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { normalArray } from '../../core/base/random'
import { tensor } from '../../core/tensor/tensor'
import { wireType } from '../../core/tensor/wire-type'

export default defineNode({
  type: 'input/latent',
  version: 1,
  title: 'Latent z',
  summary: 'Draws latents z from a normal distribution: where every picture starts.',
  help: `z ~ N(0, 1), one row per sample. The same seed always draws the same latents; sample i of a larger batch equals sample i of a smaller one.

Source: Karras et al. 2019, "A Style-Based Generator Architecture for GANs", section 2.`,
  keywords: ['random', 'seed', 'noise vector', 'normal', 'gaussian', 'z'],
  inputs: {},
  outputs: { z: port('latent', 'One latent a sample, N × dim.') },
  params: {
    seed: param.seed({ default: 1, doc: 'Which latents are drawn.' }),
    batch: param.int({
      default: 1,
      min: 1,
      max: 64,
      unit: 'samples',
      doc: 'How many pictures are made at once.',
    }),
    dim: param.int({ default: 512, min: 1, max: 4096, doc: 'Length of one latent.' }),
  },
  infer: (_types, p) => ({ z: wireType('latent', ['N', p.dim]) }),
  sourceDims: (p) => ({ z: [p.batch, p.dim] }),
  emit: (g, _inputs, p) => ({
    z: g.source('z', {
      dims: ['N', p.dim],
      key: `normal:${p.seed}:${p.batch}x${p.dim}`,
      make: () => tensor([p.batch, p.dim], normalArray(p.batch * p.dim, p.seed)),
      inExport: 'input',
    }),
  }),
  cases: [
    { name: 'one latent of 512', out: { z: ['N', 512] } },
    { name: 'a batch of short latents', params: { batch: 3, dim: 7 }, out: { z: ['N', 7] } },
  ],
})
