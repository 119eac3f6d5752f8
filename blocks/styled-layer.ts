import { CONV, FEATURE_MAPS } from './_shared/resolution'
import { drawBlock } from './_shared/sketch'
import { addStyledEnd, END_COLUMNS } from './_shared/styled-end'

const RESOLUTION = 8

export const styledLayer = drawBlock(
  {
    id: 'styled-layer',
    title: 'Styled Layer',
    summary: `One layer of a style-based generator that keeps the size of its map: a 3 × 3 conv, noise, a bias, leaky ReLU, then an AdaIN whose scale and bias an affine reads from w. The AdaIN wipes the style that the map had and gives it the one that w asks for, so each layer's style can be exchanged on its own.

Set "resolution" to the side of the map that comes in.

Source: Karras et al. 2019, figure 1b and equation 1; layer_epilogue in NVlabs/stylegan.`,
  },
  (sketch) => {
    const x = sketch.input('x', 'feature map', { column: 0, row: 0 })
    const w = sketch.input('w', 'w', { column: 0, row: 1.2 })
    const conv = sketch.node('conv', 'conv/conv2d', { column: 1, row: 0 }, { params: CONV, from: { x } })
    const y = addStyledEnd(sketch, {
      suffix: '',
      x: `${conv}.y`,
      w,
      at: { column: 2, row: 0 },
      channels: FEATURE_MAPS,
      resolution: RESOLUTION,
      index: 0,
    })
    sketch.output('y', 'styled map', { column: 2 + END_COLUMNS, row: 0 }, y)
    sketch.knob('featureMaps', 'feature maps', 'conv.filters', 'affine.channels')
    sketch.knob('resolution', 'resolution', 'noise.height', 'noise.width')
    sketch.knob('noise', 'noise amount', 'inject.amount')
    sketch.knob('noiseSource', 'noise image', 'noise.source')
    sketch.knob('noiseSeed', 'noise seed', 'noise.seed')
    sketch.knob('layer', 'row of w', 'affine.layer')
  },
)
