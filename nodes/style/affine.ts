import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType } from '../../core/tensor/wire-type'
import { equalizedFactor, equalizedInit, multiply } from '../_shared/convolution'
import { pickLayer, reportLayer } from '../_shared/w'

export default defineNode({
  type: 'style/affine',
  version: 1,
  title: 'Affine',
  summary: 'Turns w into the styles of one layer: a scale and a bias for each of its channels.',
  help: `styles = w · A + b, N × 2C: the first C values are the scales y_s, the last C the biases y_b (or the other way round, see order). A linear layer; no activation follows.

With "+1 on the scale" the network learns the scale's distance from 1: y_s = 1 + first C. When w has a row per layer, "layer" picks the row this layer listens to.

Source: Karras et al. 2019, section 2; StyleMod in NVlabs/stylegan (order scale first, +1, equalised rate with gain 1).`,
  keywords: ['style', 'A', 'linear', 'dense', 'ys', 'yb', 'modulation', 'StyleMod'],
  inputs: { w: port('w', 'Intermediate latent, N × D, or a row per layer, N × L × D.') },
  outputs: { styles: port('styles', 'Scale and bias per channel, N × 2C.') },
  params: {
    channels: param.int({
      default: 64,
      min: 1,
      max: 4096,
      unit: 'channels',
      doc: 'Channels C of the feature map these styles are for.',
    }),
    layer: param.int({
      default: 0,
      min: 0,
      max: 63,
      doc: 'Which row of w this layer listens to, when w has a row per layer.',
    }),
    order: param.choice({
      default: 'scale-first',
      options: { 'scale-first': 'Scale, then bias', 'bias-first': 'Bias, then scale' },
      doc: 'Which half of the stored values is the scale.',
    }),
    plusOne: param.bool({
      default: true,
      label: '+1 on the scale',
      doc: 'Add 1 to the scale, so that zero weights change nothing.',
    }),
    equalized: param.bool({
      default: false,
      label: 'equalised rate',
      doc: 'Store N(0, 1) weights and scale them by 1 / sqrt(D) at run time.',
    }),
  },
  weights: ({ w }, p) => {
    const d = w.dims.at(-1) ?? '?'
    return {
      W: {
        dims: [2 * p.channels, d],
        init: equalizedInit({ equalized: p.equalized, gain: 1 }, d),
        doc: 'Rows for scales and biases, 2C × D.',
      },
      B: { dims: [2 * p.channels], init: { kind: 'zeros' }, doc: 'Bias of the affine, 2C.' },
    }
  },
  infer({ w }, p, report) {
    reportLayer(report, w, p.layer)
    return { styles: wireType('styles', [w.dims[0] ?? '?', 2 * p.channels]) }
  },
  emit(g, { w }, p) {
    const c = p.channels
    const stored = g.weight('W')
    const factor = equalizedFactor({ equalized: p.equalized, gain: 1 }, stored.dims[1] ?? 1)
    const swap = p.order === 'bias-first'
    const scaled = g.scaled(stored, factor)
    const W = swap ? g.derive(scaled, 'swap-halves', stored.dims, swapHalves) : scaled
    const ordered = swap ? g.derive(g.weight('B'), 'swap-halves', [2 * c], swapHalves) : g.weight('B')
    const B = p.plusOne
      ? g.derive(ordered, 'scale+1', [2 * c], (data) => data.map((b, i) => (i < c ? b + 1 : b)))
      : ordered
    const styles = g.op('Gemm', [pickLayer(g, w, p.layer), W, B], {
      alpha: { float: 1 },
      beta: { float: 1 },
      transA: 0,
      transB: 1,
    })
    return { styles }
  },
  macs: ({ w }, { styles }) => multiply([w.dims.at(-1) ?? '?'], [styles.dims[1] ?? '?']),
  cases: [
    { name: 'styles for 4 channels', params: { channels: 4 }, in: { w: [2, 6] }, out: { styles: [2, 8] } },
    {
      name: 'the row of layer 2',
      params: { channels: 3, layer: 2, equalized: true },
      in: { w: [2, 4, 6] },
      out: { styles: [2, 6] },
    },
    {
      name: 'bias first, no +1',
      params: { channels: 3, order: 'bias-first', plusOne: false },
      in: { w: ['N', 5] },
      out: { styles: ['N', 6] },
    },
    {
      name: 'refuses a layer w does not have',
      params: { layer: 4 },
      in: { w: [2, 4, 6] },
      error: 'style/no-such-layer',
    },
  ],
})

function swapHalves(data: Float32Array): Float32Array {
  const half = data.length / 2
  const out = new Float32Array(data.length)
  out.set(data.subarray(half), 0)
  out.set(data.subarray(0, half), half)
  return out
}
