import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { optionalPort, port } from '../../core/nodedef/ports'
import { mayEqual, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { agreeBatch } from '../_shared/agree'

export default defineNode({
  type: 'noise/inject',
  version: 1,
  title: 'Noise injection',
  summary: 'Adds one noise image to every channel, each as strongly as it has learned to.',
  help: `y[n, c, i, j] = x[n, c, i, j] + amount · strength[c] · noise[n, 0, i, j]. Hair, freckles, pores: detail that may fall one way or another. In StyleGAN it comes after the conv (and blur), before bias and activation.

The strengths start at zero, so untrained noise changes nothing. The amount turns noise up or down while you watch.

Source: Karras et al. 2019, section 2 (B in figure 1); apply_noise in NVlabs/stylegan.`,
  keywords: ['B', 'stochastic variation', 'apply_noise', 'add noise', 'per-channel', 'detail'],
  inputs: {
    x: port(['features', 'image'], 'Feature map, N × C × H × W.'),
    noise: port('noise', 'One noise image for all samples or one each, 1 or N × 1 × H × W.'),
    amount: optionalPort('scalar', 'Replaces the parameter amount when connected.'),
  },
  outputs: { y: port(['features', 'image'], 'The map with noise, same shape and kind as x.') },
  params: {
    amount: param.float({
      default: 1,
      min: -4,
      max: 4,
      step: 0.05,
      live: true,
      doc: 'Multiplies all strengths; 0 switches the noise off.',
    }),
  },
  weights: ({ x }) => ({
    strength: { dims: [x.dims[1] ?? UNKNOWN], init: { kind: 'zeros' }, doc: 'Strength per channel, C.' },
  }),
  infer({ x, noise }, _p, report) {
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = x.dims
    const [noiseBatch = UNKNOWN, , noiseHeight = UNKNOWN, noiseWidth = UNKNOWN] = noise.dims
    if (!mayEqual(h, noiseHeight) || !mayEqual(w, noiseWidth)) {
      report.error(
        'inject/noise-size',
        { port: 'noise' },
        `The map is ${h} × ${w} px, but the noise image is ${noiseHeight} × ${noiseWidth}.`,
        `Set the noise image's height to ${h} and its width to ${w}.`,
      )
    }
    const batch = agreeBatch(report, 'inject', 'noise', n, noiseBatch)
    return { y: wireType(x.kind, [batch, c, h, w]) }
  },
  emit(g, { x, noise, amount }) {
    const strength = g.weight('strength')
    const channels = strength.dims[0] ?? 1
    const planes = g.derive(strength, 'planes', [1, channels, 1, 1], (data) => data)
    const scaled = g.op('Mul', [planes, amount ?? g.param('amount')])
    return { y: g.op('Add', [x, g.op('Mul', [noise, scaled])]) }
  },
  cases: [
    {
      name: 'one noise image for two samples',
      in: { x: [2, 3, 5, 4], noise: [1, 1, 5, 4] },
      out: { y: [2, 3, 5, 4] },
    },
    {
      name: 'a noise image each',
      params: { amount: 0.5 },
      in: { x: ['N', 4, 3, 3], noise: ['N', 1, 3, 3] },
      out: { y: ['N', 4, 3, 3] },
    },
    {
      name: 'many noise images for one constant map',
      in: { x: [1, 2, 4, 4], noise: [3, 1, 4, 4] },
      out: { y: [3, 2, 4, 4] },
    },
    {
      name: 'amount from a wire, on a picture',
      in: { x: { kind: 'image', dims: [1, 3, 4, 6] }, noise: [1, 1, 4, 6], amount: [] },
      out: { y: [1, 3, 4, 6] },
    },
    {
      name: 'refuses noise of another size',
      in: { x: [1, 3, 8, 8], noise: [1, 1, 4, 4] },
      error: 'inject/noise-size',
    },
    {
      name: 'refuses another batch',
      in: { x: [2, 3, 4, 4], noise: [3, 1, 4, 4] },
      error: 'inject/batch',
    },
  ],
})
