import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { broadcastDim, isKnown, wireType } from '../../core/tensor/wire-type'
import { channelsOf } from '../_shared/channels'
import { instanceNorm, splitStyles } from '../_shared/normalization'

export default defineNode({
  type: 'norm/adain',
  version: 1,
  title: 'AdaIN',
  summary:
    'Normalises every channel of every sample on its own, then gives it the scale and bias of a style.',
  help: `y = y_s · (x − mean) / sqrt(var + eps) + y_b, with mean and (biased) variance over H × W of each channel of each sample. The normalisation wipes the style the map had; y_s and y_b, the two halves of the styles, give it a new one.

Source: Huang & Belongie 2017, equation 8; Karras et al. 2019, equation 1. NVlabs/stylegan uses eps 1e-8, most ports 1e-5.`,
  keywords: ['adaptive instance normalisation', 'style', 'modulation', 'instance norm'],
  inputs: {
    x: port(['features', 'image'], 'Content: the feature map to restyle, N × C × H × W.'),
    styles: port('styles', 'Scales, then biases: N × 2C.'),
  },
  outputs: { y: port('features', 'Restyled map, same shape as x.') },
  params: {
    eps: param.float({
      default: 1e-8,
      min: 1e-12,
      max: 0.1,
      scale: 'log',
      doc: 'Added to the variance inside the root.',
    }),
  },
  infer({ x, styles }, _p, report) {
    const [n = '?', c = '?', h = '?', w = '?'] = x.dims
    const [styleBatch = '?', width = '?'] = styles.dims
    if (isKnown(c) && isKnown(width) && width !== 2 * c) {
      report.error(
        'adain/style-width',
        { port: 'styles' },
        `This AdaIN needs ${2 * c} styles (2 × ${c} channels), but the wire carries ${width}.`,
        `Set the affine's channels to ${c}.`,
      )
    }
    const batch = broadcastDim(n, styleBatch)
    if (batch === undefined) {
      report.error(
        'adain/batch',
        { port: 'styles' },
        `The map has ${n} samples, but the styles are for ${styleBatch}.`,
        'Give both the same batch, or a batch of 1.',
      )
    }
    return { y: wireType('features', [batch ?? n, c, h, w]) }
  },
  emit: (g, { x, styles }, p) => ({
    y: instanceNorm(g, x, channelsOf(x), p.eps, splitStyles(g, styles, channelsOf(x))),
  }),
  cases: [
    { name: 'a batch of two', in: { x: [2, 3, 5, 4], styles: [2, 6] }, out: { y: [2, 3, 5, 4] } },
    {
      name: 'one constant map, many styles',
      in: { x: [1, 3, 4, 4], styles: ['N', 6] },
      out: { y: ['N', 3, 4, 4] },
    },
    {
      name: 'of one pixel only the bias is left',
      in: { x: [2, 3, 1, 1], styles: [2, 6] },
      out: { y: [2, 3, 1, 1] },
    },
    {
      name: 'a large eps',
      params: { eps: 0.1 },
      in: { x: [1, 2, 5, 5], styles: [1, 4] },
      out: { y: [1, 2, 5, 5] },
    },
    {
      name: 'refuses styles for other channels',
      in: { x: [1, 3, 4, 4], styles: [1, 8] },
      error: 'adain/style-width',
    },
    { name: 'refuses another batch', in: { x: [2, 3, 4, 4], styles: [3, 6] }, error: 'adain/batch' },
  ],
})
