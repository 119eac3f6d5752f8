import { required } from '../../core/base/assert'
import type { Document } from '../../core/doc/document'
import { createGraphBuilder } from '../../core/import/graph-builder'
import type { Tensor } from '../../core/tensor/tensor'
import type { MutableTensorStore } from '../../core/weights/tensor-store'
import {
  buildPortraitMapping,
  buildPortraitSynthesis,
  PORTRAIT_LATENT,
  PORTRAIT_LAYERS,
} from './portrait-parts'

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
      params: { range: 'none', layers: PORTRAIT_LAYERS },
      from: { a: 'mapping.w', b: 'mapping2.w' },
    },
  )
  builder.node(
    'truncation',
    'mapping/truncation',
    { column: 4, row: 9 },
    {
      params: { psi: 1, cutoff: PORTRAIT_LAYERS, layers: PORTRAIT_LAYERS },
      from: { w: 'mix.w' },
    },
  )
  builder.weights('truncation', { average: weight('w_average') })

  /** Latent, pixel norm and mapping; both mappings share the same weights. */
  function buildMapping(suffix: string, row: number, seed: number): void {
    builder.node(`z${suffix}`, 'input/latent', { column: 0, row }, { params: { dim: PORTRAIT_LATENT, seed } })
    builder.node(`z_norm${suffix}`, 'mapping/pixel-norm', { column: 1, row }, { from: { x: `z${suffix}.z` } })
    buildPortraitMapping(builder, weight, `mapping${suffix}`, { column: 2, row }, `z_norm${suffix}.y`)
  }

  const picture = buildPortraitSynthesis(builder, weight, 'truncation.w')
  builder.node('image', 'output/image', { column: 10.7, row: 18.9 }, { from: { x: picture } })
  return builder.build({
    name: 'portraits64',
    description:
      'A small trained generator of drawn portraits, 64 px. Drag the seed of z, mix in the fine styles of the second latent, or change psi to move towards the average portrait.',
  })
}
