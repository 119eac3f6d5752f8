import { drawBlock } from './_shared/sketch'

/** As naoto0804/pytorch-AdaIN; the same in all three places, so that amount 0 gives back the content. */
const EPS = 1e-5

export const adainStyleTransfer = drawBlock(
  {
    id: 'adain-style-transfer',
    title: 'AdaIN Style Transfer',
    summary: `The heart of arbitrary style transfer: gives the content's feature map the mean and spread that each channel has in the style's. Both maps come from the same encoder; a decoder makes a picture of the result.

"amount" blends between the content's own statistics (0) and the style's (1), which equals blending the two feature maps: (1 − a) · c + a · AdaIN(c, s).

Source: Huang & Belongie 2017, equations 8 and 14.`,
  },
  (sketch) => {
    const content = sketch.input('content', 'content', { column: 0, row: 0 })
    const style = sketch.input('style', 'style', { column: 0, row: 1.2 })
    const own = sketch.node(
      'own',
      'style/statistics',
      { column: 1, row: 0.8 },
      { title: 'Content’s statistics', params: { eps: EPS }, from: { x: content } },
    )
    const wanted = sketch.node(
      'wanted',
      'style/statistics',
      { column: 1, row: 2 },
      { title: 'Style’s statistics', params: { eps: EPS }, from: { x: style } },
    )
    const blend = sketch.node(
      'blend',
      'style/blend',
      { column: 2, row: 1.2 },
      { params: { amount: 1 }, from: { a: `${own}.styles`, b: `${wanted}.styles` } },
    )
    const adain = sketch.node(
      'adain',
      'norm/adain',
      { column: 3, row: 0 },
      { params: { eps: EPS }, from: { x: content, styles: `${blend}.styles` } },
    )
    sketch.output('y', 'restyled map', { column: 4, row: 0 }, `${adain}.y`)
    sketch.knob('amount', 'amount', 'blend.amount')
  },
)
