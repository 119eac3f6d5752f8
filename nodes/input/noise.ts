import { defineNode, type WeightSpec } from '../../core/nodedef/define-node'
import { normalArray } from '../../core/base/random'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { tensor } from '../../core/tensor/tensor'
import { wireType } from '../../core/tensor/wire-type'

/** Keeps noise apart from a latent drawn with the same seed. */
const NOISE_STREAM = 1

export default defineNode({
  type: 'input/noise',
  version: 1,
  title: 'Noise image',
  summary: 'A picture of random numbers that gives a layer its fine, accidental detail.',
  help: `noise ~ N(0, 1), 1 × 1 × H × W, one value per pixel, shared by all channels and samples. Set the size of the map it is injected into, and another seed for every layer.

"Drawn from a seed" gives the same image for the same seed and size. "Stored" keeps the image as a buffer of the node, so that the fixed noise of a checkpoint can be loaded into it; it is not trained.

Source: Karras et al. 2019, section 2; the variables noise0, noise1 ... of NVlabs/stylegan.`,
  keywords: ['random', 'stochastic variation', 'B', 'noise_const', 'seed', 'gaussian'],
  inputs: {},
  outputs: { noise: port('noise', 'Noise image, 1 × 1 × height × width.') },
  params: {
    source: param.choice({
      default: 'seed',
      options: { seed: 'Drawn from a seed', stored: 'Stored with the node' },
      doc: 'Where the numbers come from.',
    }),
    seed: param.seed({ default: 1, doc: 'Which noise is drawn.' }),
    height: param.int({ default: 4, min: 1, max: 4096, unit: 'px', doc: 'Height of the noise image.' }),
    width: param.int({ default: 4, min: 1, max: 4096, unit: 'px', doc: 'Width of the noise image.' }),
  },
  visible: { seed: (p) => p.source === 'seed' },
  weights(_types, p): Readonly<Record<string, WeightSpec>> {
    if (p.source === 'seed') return {}
    return {
      image: {
        dims: [1, 1, p.height, p.width],
        init: { kind: 'normal', std: 1 },
        trainable: false,
        doc: 'The stored noise, 1 × 1 × height × width.',
      },
    }
  },
  infer: (_types, p) => ({ noise: wireType('noise', [1, 1, p.height, p.width]) }),
  emit(g, _inputs, p) {
    if (p.source === 'stored') return { noise: g.op('Identity', [g.weight('image')]) }
    const dims = [1, 1, p.height, p.width]
    const noise = g.source('noise', {
      dims,
      key: `noise:${p.seed}:${p.height}x${p.width}`,
      make: () => tensor(dims, normalArray(p.height * p.width, p.seed, NOISE_STREAM)),
      inExport: 'constant',
    })
    return { noise }
  },
  cases: [
    {
      name: 'drawn from a seed',
      params: { seed: 7, height: 3, width: 5 },
      out: { noise: [1, 1, 3, 5] },
    },
    {
      name: 'stored',
      params: { source: 'stored', height: 8, width: 8 },
      out: { noise: [1, 1, 8, 8] },
    },
  ],
})
