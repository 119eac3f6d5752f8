import type { Document } from '../../core/doc/document'
import { defaultArchitecture } from '../../core/import/stylegan1-architecture'
import { buildStylegan1 } from '../../core/import/stylegan1-graph'
import type { MutableTensorStore } from '../../core/weights/tensor-store'

/** The full-size 256 px StyleGAN1 generator with seeded random weights: 26,078,915 parameters. */
export function buildStylegan1256(store: MutableTensorStore): Document {
  return buildStylegan1(defaultArchitecture(256), new Map(), store, {
    project: {
      name: 'stylegan1-256',
      description:
        'StyleGAN1 at full size, 256 px, with the initial weights training would start from: 26,078,915 parameters and abstract pictures.',
    },
    psi: 0.7,
    range: { low: -3, high: 3 },
  })
}
