import { drawBlock } from './_shared/sketch'

export const toRgbWithFade = drawBlock(
  {
    id: 'to-rgb-with-fade',
    title: 'To RGB with Fade',
    summary: `The picture of one resolution while a network grows: a 1 × 1 conv turns the feature map into colours, and the doubled picture of the next coarser resolution fades over to it as the level of detail falls: y = new + (up(old) − new) · clip(lod − level, 0, 1).

"level" counts halvings from the finest resolution, which has level 0. Connect one number to every lod.

Source: Karras et al. 2018, "Progressive Growing of GANs", section 2; structure 'linear' in NVlabs/stylegan.`,
  },
  (sketch) => {
    const x = sketch.input('x', 'feature map', { column: 0, row: 0 })
    const old = sketch.input('old', 'coarser picture', { column: 0, row: 0.7 })
    const lod = sketch.input('lod', 'lod', { column: 0, row: 1.4 })
    const rgb = sketch.node(
      'rgb',
      'conv/to-rgb',
      { column: 1, row: 0 },
      { params: { equalized: true }, from: { x } },
    )
    const fade = sketch.node(
      'fade',
      'arithmetic/fade',
      { column: 2, row: 0.5 },
      { from: { old, new: `${rgb}.image`, lod } },
    )
    sketch.output('y', 'picture', { column: 3, row: 0.5 }, `${fade}.y`)
    sketch.knob('level', 'level', 'fade.level')
    sketch.knob('lod', 'lod', 'fade.lod')
  },
)
