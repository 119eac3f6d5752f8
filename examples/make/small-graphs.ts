import type { Document } from '../../core/doc/document'
import { createGraphBuilder } from '../../core/import/graph-builder'
import type { PictureRef } from '../../core/nodedef/params'
import type { MutableTensorStore } from '../../core/weights/tensor-store'

/** Ten nodes: how one style enters one layer. */
export function buildFirstLesson(store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  builder.node('z', 'input/latent', { column: 0, row: 1.6 }, { params: { dim: 64 } })
  builder.node(
    'mapping',
    'mapping/mlp',
    { column: 1, row: 1.6 },
    { params: { layers: 2, width: 64, equalized: false }, from: { z: 'z.z' } },
  )
  builder.node(
    'affine',
    'style/affine',
    { column: 2, row: 1.6 },
    { params: { channels: 16 }, from: { w: 'mapping.w' } },
  )
  builder.node(
    'const',
    'input/constant',
    { column: 0, row: 0 },
    { params: { init: 'normal', channels: 16, height: 16, width: 16 } },
  )
  builder.node(
    'up',
    'conv/upsample',
    { column: 1, row: 0 },
    { params: { mode: 'bilinear' }, from: { x: 'const.y' } },
  )
  builder.node('conv', 'conv/conv2d', { column: 2, row: 0 }, { params: { filters: 16 }, from: { x: 'up.y' } })
  builder.node('act', 'activation/leaky-relu', { column: 3, row: 0 }, { from: { x: 'conv.y' } })
  builder.node(
    'adain',
    'norm/adain',
    { column: 4, row: 0.8 },
    { from: { x: 'act.y', styles: 'affine.styles' } },
  )
  builder.node('to_rgb', 'conv/to-rgb', { column: 5, row: 0.8 }, { from: { x: 'adain.y' } })
  builder.node(
    'image',
    'output/image',
    { column: 6, row: 0.8 },
    { params: { low: -3, high: 3 }, from: { x: 'to_rgb.image' } },
  )
  return builder.build({
    name: 'first lesson',
    description:
      'How a style enters a generator: the affine turns w into a scale and a bias per channel, AdaIN gives them to the normalised map. Drag the seed of z and watch.',
  })
}

/** AdaIN between two pictures: the content keeps its shapes and takes the colours and contrast of the style. */
export function buildAdainTransfer(
  store: MutableTensorStore,
  content: PictureRef,
  style: PictureRef,
): Document {
  const builder = createGraphBuilder(store)
  builder.node(
    'content',
    'input/picture',
    { column: 0, row: 0 },
    { title: 'Content', params: { picture: content } },
  )
  builder.node(
    'style',
    'input/picture',
    { column: 0, row: 1.6 },
    { title: 'Style', params: { picture: style } },
  )
  builder.node(
    'content_styles',
    'style/statistics',
    { column: 1, row: 0.8 },
    { title: 'Styles of the content', from: { x: 'content.image' } },
  )
  builder.node(
    'style_styles',
    'style/statistics',
    { column: 1, row: 2 },
    { title: 'Styles of the style', from: { x: 'style.image' } },
  )
  builder.node(
    'blend',
    'style/blend',
    { column: 2, row: 1.4 },
    { params: { amount: 1 }, from: { a: 'content_styles.styles', b: 'style_styles.styles' } },
  )
  builder.node(
    'adain',
    'norm/adain',
    { column: 3, row: 0.4 },
    { params: { eps: 1e-5 }, from: { x: 'content.image', styles: 'blend.styles' } },
  )
  builder.node('image', 'output/image', { column: 4, row: 0.4 }, { from: { x: 'adain.y' } })
  return builder.build({
    name: 'AdaIN transfer',
    description:
      "AdaIN between two pictures (Huang & Belongie 2017) on the pixels themselves: the content's channels take the mean and spread of the style's. Drag the blend's amount.",
  })
}

/** The four normalisations side by side, on the same map of a batch of two. */
export function buildNorms(store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  builder.node('z', 'input/latent', { column: 0, row: 4.4 }, { params: { dim: 32, batch: 2 } })
  builder.node(
    'mapping',
    'mapping/mlp',
    { column: 1, row: 4.4 },
    { params: { layers: 2, width: 32, equalized: false }, from: { z: 'z.z' } },
  )
  builder.node(
    'affine',
    'style/affine',
    { column: 2, row: 4.4 },
    { params: { channels: 8 }, from: { w: 'mapping.w' } },
  )
  builder.node(
    'const',
    'input/constant',
    { column: 1, row: 3 },
    { params: { init: 'normal', channels: 8, height: 8, width: 8 } },
  )
  builder.node(
    'up',
    'conv/upsample',
    { column: 2, row: 3 },
    { params: { factor: 4, mode: 'bilinear' }, from: { x: 'const.y' } },
  )
  builder.node(
    'styled',
    'norm/adain',
    { column: 3, row: 1.6 },
    { title: 'Two styles', from: { x: 'up.y', styles: 'affine.styles' } },
  )
  const norms = [
    ['instance', 'norm/instance', 'Instance: each channel of each sample'],
    ['batch', 'norm/batch', 'Batch: each channel of all samples'],
    ['layer', 'norm/layer', 'Layer: each sample'],
    ['group', 'norm/group', 'Group: some channels of each sample'],
  ] as const
  norms.forEach(([id, type, title], i) => {
    const row = i * 2.2
    builder.node(
      id,
      type,
      { column: 4.2, row },
      { title, ...(type === 'norm/group' ? { params: { groups: 4 } } : {}), from: { x: 'styled.y' } },
    )
    builder.node(
      `${id}_rgb`,
      'arithmetic/slice',
      { column: 5.2, row },
      { title: 'First 3 channels', params: { first: 0, count: 3 }, from: { x: `${id}.y` } },
    )
    builder.node(
      `${id}_image`,
      'output/image',
      { column: 6.2, row },
      { title, params: { low: -3, high: 3 }, from: { x: `${id}_rgb.y` } },
    )
  })
  return builder.build({
    name: 'norms',
    description:
      'Instance, batch, layer and group normalisation of the same map, two samples with different styles. Only instance normalisation wipes what the styles did to each channel of each sample.',
  })
}
