import { defineNode, type WeightSpec } from '../../core/nodedef/define-node'
import { float, type Value } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { mapDims, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { equalizedFactor, equalizedInit } from '../_shared/convolution'

export default defineNode({
  type: 'mapping/mlp',
  version: 1,
  title: 'Mapping MLP',
  summary: 'Turns a latent z into w, the intermediate latent that the styles are made from.',
  help: `x ← leaky(x · Wᵢ + Bᵢ) for every layer i, the last one too, where leaky(v) = max(v, slope · v) for slopes below 1. The first layer takes the width of z, all others the width set here. Normalise z first.

With the equalised learning rate the stored weights are N(0, 1 / rate²) and W = stored · sqrt(2) / sqrt(inputs) · rate, B = stored · rate: the mapping learns "rate" times slower than the rest of the generator.

Source: Karras et al. 2019, section 2 and appendix C; G_mapping in NVlabs/stylegan (8 layers of 512, slope 0.2, lrmul 0.01). Rate 1 without the equalised rate is plain He initialisation.`,
  keywords: ['dense', 'fully connected', 'linear', 'multilayer perceptron', 'w', 'f', 'G_mapping', 'lrmul'],
  inputs: {
    z: port(['latent', 'w'], { doc: 'Latent, N × Z; usually normalised.', shapes: [['N', 'Z']] }),
  },
  outputs: { w: port('w', { doc: 'Intermediate latent, N × width.', shapes: [['N', 'D']] }) },
  params: {
    layers: param.int({ default: 8, min: 1, max: 32, unit: 'layers', doc: 'How many dense layers.' }),
    width: param.int({ default: 512, min: 1, max: 4096, doc: 'Outputs of every layer: the width of w.' }),
    slope: param.float({
      default: 0.2,
      min: 0,
      max: 1,
      doc: 'Slope of the leaky ReLU below zero.',
    }),
    equalized: param.bool({
      default: true,
      label: 'equalised rate',
      doc: 'Store weights of std 1 / rate and scale them at run time (equalised learning rate).',
    }),
    lrMul: param.float({
      default: 0.01,
      min: 1e-4,
      max: 1,
      scale: 'log',
      label: 'rate',
      doc: 'Learning rate of the mapping relative to the rest (lrmul).',
    }),
  },
  visible: { lrMul: (p) => p.equalized },
  weights({ z }, p) {
    const weights: Record<string, WeightSpec> = {}
    for (let i = 0; i < p.layers; i++) {
      const fanIn = i === 0 ? (z.dims[1] ?? UNKNOWN) : p.width
      weights[`W${i}`] = {
        dims: [p.width, fanIn],
        init: equalizedInit({ equalized: p.equalized, gain: Math.SQRT2 }, fanIn, p.lrMul),
        doc: `Matrix of layer ${i}, outputs × inputs.`,
      }
      weights[`B${i}`] = { dims: [p.width], init: { kind: 'zeros' }, doc: `Bias of layer ${i}.` }
    }
    return weights
  },
  infer: ({ z }, p) => ({ w: wireType('w', [z.dims[0] ?? UNKNOWN, p.width]) }),
  emit(g, { z }, p) {
    let x: Value = z
    for (let i = 0; i < p.layers; i++) {
      const stored = g.weight(`W${i}`)
      const factor = equalizedFactor(
        { equalized: p.equalized, gain: Math.SQRT2 },
        stored.dims[1] ?? 1,
        p.lrMul,
      )
      const W = g.scaled(stored, factor)
      const B = g.scaled(g.weight(`B${i}`), p.equalized ? p.lrMul : 1)
      x = g.op('Gemm', [x, W, B], { alpha: float(1), beta: float(1), transA: 0, transB: 1 })
      x = g.op('LeakyRelu', [x], { alpha: float(p.slope) })
    }
    return { w: x }
  },
  macs: ({ z }, _outputs, p) =>
    mapDims((fanIn) => fanIn * p.width + (p.layers - 1) * p.width ** 2, z.dims[1] ?? UNKNOWN),
  cases: [
    {
      name: 'eight equalised layers',
      params: { width: 6 },
      in: { z: [2, 5] },
      out: { w: [2, 6] },
    },
    {
      name: 'one plain layer',
      params: { layers: 1, width: 4, equalized: false },
      in: { z: [3, 7] },
      out: { w: [3, 4] },
    },
    {
      name: 'a batch of unknown size, steeper slope',
      params: { layers: 3, width: 5, slope: 0.5, equalized: false },
      in: { z: ['N', 5] },
      out: { w: ['N', 5] },
    },
    {
      name: 'from one w to another',
      params: { layers: 2, width: 3, lrMul: 1 },
      in: { z: { kind: 'w', dims: [2, 4] } },
      out: { w: [2, 3] },
    },
  ],
})
