/** The two networks of portraits64, trained on drawn portraits, as parts of a graph. */
import type { GraphBuilder, GridPlace } from '../../core/import/graph-builder'
import type { Tensor } from '../../core/tensor/tensor'

/** Channels of each of the ten layers: two for each resolution from 4 to 64 px. */
const CHANNELS = [128, 128, 128, 128, 96, 96, 64, 64, 32, 32]
const W_SIZE = 128
const MAPPING_LAYERS = 4

export const PORTRAIT_LAYERS = CHANNELS.length
export const PORTRAIT_LATENT = 64

type WeightOf = (name: string) => Tensor

/** From a normalised latent to w. */
export function buildPortraitMapping(
  builder: GraphBuilder,
  weight: WeightOf,
  id: string,
  at: GridPlace,
  z: string,
): void {
  builder.node(id, 'mapping/mlp', at, {
    params: { layers: MAPPING_LAYERS, width: W_SIZE, equalized: false },
    from: { z },
  })
  for (let i = 0; i < MAPPING_LAYERS; i++) {
    builder.weights(id, {
      [`W${i}`]: weight(`mapping.${i}.weight`),
      [`B${i}`]: weight(`mapping.${i}.bias`),
    })
  }
}

/** From w to a picture of 64 px, each layer a row below the one before. Returns the port of the picture. */
export function buildPortraitSynthesis(builder: GraphBuilder, weight: WeightOf, w: string): string {
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
      { params: { channels, layer: i }, from: { w } },
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
  return 'to_rgb.image'
}
