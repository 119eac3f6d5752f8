import { drawBlock } from './_shared/sketch'
import { addTwoLayerFace, CONV, FEATURE_MAPS } from './_shared/resolution'
import { addStyledEnd, END_COLUMNS } from './_shared/styled-end'

const RESOLUTION = 4
const LOWER_ROW = 3

export const styleganFirstBlock = drawBlock(
  {
    id: 'stylegan-first-block',
    title: 'StyleGAN First Block',
    summary: `Where StyleGAN's synthesis network begins: a learned 4 × 4 constant, the same for every picture, gets noise and a style from w; then a 3 × 3 conv, noise and a second style. All that differs between two pictures comes in by w and noise.

A StyleGAN Resolution follows it. NVIDIA's networks have 512 feature maps here.

Source: Karras et al. 2019, figure 1b and section 2; the 4x4 block in NVlabs/stylegan.`,
  },
  (sketch) => {
    const w = sketch.input('w', 'w', { column: 0, row: 1.2 })
    const start = sketch.node(
      'const1',
      'input/constant',
      { column: 1, row: 0 },
      {
        params: { channels: FEATURE_MAPS, height: RESOLUTION, width: RESOLUTION },
      },
    )
    const shared = { w, channels: FEATURE_MAPS, resolution: RESOLUTION }
    const upper = addStyledEnd(sketch, {
      ...shared,
      suffix: '1',
      x: `${start}.y`,
      at: { column: 2, row: 0 },
      index: 0,
    })
    const conv = sketch.node(
      'conv2',
      'conv/conv2d',
      { column: 1, row: LOWER_ROW },
      { params: CONV, from: { x: upper } },
    )
    const lower = addStyledEnd(sketch, {
      ...shared,
      suffix: '2',
      x: `${conv}.y`,
      at: { column: 2, row: LOWER_ROW },
      index: 1,
    })
    sketch.output('y', 'styled map', { column: 2 + END_COLUMNS, row: LOWER_ROW }, lower)
    sketch.knob(
      'featureMaps',
      'feature maps',
      'const1.channels',
      'affine1.channels',
      'conv2.filters',
      'affine2.channels',
    )
    addTwoLayerFace(sketch)
  },
)
