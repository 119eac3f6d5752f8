import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { isKnown, mapDims, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { reduceMean } from '../_shared/reduce'

export default defineNode({
  type: 'style/statistics',
  version: 1,
  title: 'Styles of a feature map',
  summary: 'Reads the style off a feature map: spread and mean of every channel.',
  help: `styles = (std, mean) of each channel of each sample over H × W: y_s = sqrt(var + eps), y_b = mean. Feed them to an AdaIN whose content is another picture's features, and the content takes on this style.

The biased variance divides by the number of pixels P, the unbiased one by P − 1. Choose what the decoder was trained with: the published Lua model uses biased and eps 0, naoto0804/pytorch-AdaIN unbiased and eps 1e-5.

Source: Huang & Belongie 2017, equation 8.`,
  keywords: ['style transfer', 'mean', 'standard deviation', 'calc_mean_std', 'AdaIN', 'moments'],
  inputs: { x: port(['features', 'image'], 'The map whose style is wanted, N × C × H × W.') },
  outputs: { styles: port('styles', 'Scale (std), then bias (mean) per channel, N × 2C.') },
  params: {
    eps: param.float({
      default: 1e-5,
      min: 0,
      max: 0.1,
      doc: 'Added to the variance inside the root.',
    }),
    variance: param.choice({
      default: 'biased',
      options: { biased: 'Biased, by P', unbiased: 'Unbiased, by P − 1' },
      doc: 'What the sum of squares is divided by, for P pixels.',
    }),
  },
  infer({ x }, p, report) {
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = x.dims
    if (p.variance === 'unbiased' && h === 1 && w === 1) {
      report.error(
        'statistics/one-pixel',
        { param: 'variance' },
        `The unbiased variance needs at least 2 pixels, but this map is ${h} × ${w}.`,
        'Use the biased variance or a larger map.',
      )
    }
    return { styles: wireType('styles', [n, mapDims((channels) => 2 * channels, c)]) }
  },
  emit(g, { x }, p) {
    const [, , h, w] = x.type.dims
    const pixels = isKnown(h) && isKnown(w) ? h * w : 0
    const mean = reduceMean(g, x, [2, 3])
    const centred = g.op('Sub', [x, mean])
    const biased = reduceMean(g, g.op('Mul', [centred, centred]), [2, 3])
    const variance =
      p.variance === 'unbiased' ? g.op('Mul', [biased, g.scalar(pixels / (pixels - 1))]) : biased
    const std = g.op('Sqrt', [g.op('Add', [variance, g.scalar(p.eps)])])
    return { styles: g.op('Flatten', [g.op('Concat', [std, mean], { axis: 1 })], { axis: 1 }) }
  },
  cases: [
    { name: 'biased', in: { x: [2, 3, 5, 4] }, out: { styles: [2, 6] } },
    {
      name: 'unbiased, no eps',
      params: { variance: 'unbiased', eps: 0 },
      in: { x: [2, 3, 2, 3] },
      out: { styles: [2, 6] },
    },
    {
      name: 'of a picture, a batch of unknown size',
      in: { x: { kind: 'image', dims: ['N', 3, 7, 7] } },
      out: { styles: ['N', 6] },
    },
    {
      name: 'refuses the unbiased variance of one pixel',
      params: { variance: 'unbiased' },
      in: { x: [1, 4, 1, 1] },
      error: 'statistics/one-pixel',
    },
  ],
})
