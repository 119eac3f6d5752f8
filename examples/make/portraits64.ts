import { createGraphBuilder } from '../../core/import/graph-builder'
import type { Document } from '../../core/doc/document'
import type { Tensor } from '../../core/tensor/tensor'
import { required } from '../../core/base/assert'
import type { MutableTensorStore } from '../../core/weights/tensor-store'

/** Channels of each of the ten layers: two for each resolution from 4 to 64 px. */
const CHANNELS = [128, 128, 128, 128, 96, 96, 64, 64, 32, 32]
const W_SIZE = 128
const MAPPING_LAYERS = 4

/**
 * portraits64: a small trained generator of drawn portraits, StyleGAN1 without noise and blur, weights as stored.
 * A second latent and a style mix are wired in, so that mixing is one parameter away: with the range `none`
 * chosen nothing of the second latent reaches the picture.
 */
export function buildPortraits64(tensors: ReadonlyMap<string, Tensor>, store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  const weight = (name: string): Tensor => required(tensors.get(name), name)

  buildMapping('', 8, 1)
  buildMapping('2', 10, 7)
  builder.node(
    'mix',
    'mapping/style-mix',
    { column: 3, row: 9 },
    {
      title: 'Style mix',
      params: { range: 'none', layers: CHANNELS.length },
      from: { a: 'mapping.w', b: 'mapping2.w' },
    },
  )
  builder.node(
    'truncation',
    'mapping/truncation',
    { column: 4, row: 9 },
    {
      params: { psi: 1, cutoff: CHANNELS.length, layers: CHANNELS.length },
      from: { w: 'mix.w' },
    },
  )
  builder.weights('truncation', { average: weight('w_average') })

  /** Latent, pixel norm and mapping; both mappings share the same weights. */
  function buildMapping(suffix: string, row: number, seed: number): void {
    builder.node(`z${suffix}`, 'input/latent', { column: 0, row }, { params: { dim: 64, seed } })
    builder.node(`z_norm${suffix}`, 'mapping/pixel-norm', { column: 1, row }, { from: { x: `z${suffix}.z` } })
    builder.node(
      `mapping${suffix}`,
      'mapping/mlp',
      { column: 2, row },
      {
        params: { layers: MAPPING_LAYERS, width: W_SIZE, equalized: false },
        from: { z: `z_norm${suffix}.y` },
      },
    )
    for (let i = 0; i < MAPPING_LAYERS; i++) {
      builder.weights(`mapping${suffix}`, {
        [`W${i}`]: weight(`mapping.${i}.weight`),
        [`B${i}`]: weight(`mapping.${i}.bias`),
      })
    }
  }

  let x = 'const.y'
  builder.node(
    'const',
    'input/constant',
    { column: 6.5, row: 0 },
    { params: { channels: 128, height: 4, width: 4 } },
  )
  builder.weights('const', { const: weight('const') })
  CHANNELS.forEach((channels, i) => {
    const id = `layer${i}`
    const row = i * 2.1
    const start = 5.5
    if (i > 0) {
      if (i % 2 === 0) {
        builder.node(`${id}/up`, 'conv/upsample', { column: start, row }, { from: { x } })
        x = `${id}/up.y`
      }
      builder.node(
        `${id}/conv`,
        'conv/conv2d',
        { column: start + 1, row },
        { params: { filters: channels }, from: { x } },
      )
      builder.weights(`${id}/conv`, { W: weight(`${id}.conv.weight`), B: weight(`${id}.conv.bias`) })
      x = `${id}/conv.y`
    }
    builder.node(`${id}/act`, 'activation/leaky-relu', { column: start + 2, row }, { from: { x } })
    builder.node(
      `${id}/affine`,
      'style/affine',
      { column: start + 2, row: row + 1 },
      { params: { channels, layer: i }, from: { w: 'truncation.w' } },
    )
    builder.weights(`${id}/affine`, { W: weight(`${id}.affine.weight`), B: weight(`${id}.affine.bias`) })
    builder.node(
      id,
      'norm/adain',
      { column: start + 3, row },
      { title: `Layer ${i}`, from: { x: `${id}/act.y`, styles: `${id}/affine.styles` } },
    )
    x = `${id}.y`
  })
  builder.node('to_rgb', 'conv/to-rgb', { column: 9.7, row: 18.9 }, { from: { x } })
  builder.weights('to_rgb', { W: weight('to_rgb.weight'), B: weight('to_rgb.bias') })
  builder.node('image', 'output/image', { column: 10.7, row: 18.9 }, { from: { x: 'to_rgb.image' } })
  return builder.build({
    name: 'portraits64',
    description:
      'A small trained generator of drawn portraits, 64 px. Drag the seed of z, mix in the fine styles of the second latent, or change psi to move towards the average portrait.',
  })
}
