/**
 * What follows every map of StyleGAN's synthesis network: noise, bias, leaky ReLU, and an AdaIN steered by w (instance norm
 * and StyleMod). Karras et al. 2019, figure 1b; layer_epilogue in NVlabs/stylegan.
 */
import type { GridPlace } from '../../core/import/graph-builder'
import type { Sketch } from './sketch'

export interface StyledEnd {
  /** Ends the nodes' ids: '1' gives `noise1`, `adain1`. */
  readonly suffix: string
  /** The map that is styled. */
  readonly x: string
  readonly w: string
  /** Where its first node lies; it takes five columns and two rows. */
  readonly at: GridPlace
  readonly channels: number
  /** Side of the map, px. */
  readonly resolution: number
  /** Place of the layer in the generator: its row of w, and its noise. */
  readonly index: number
}

/** Columns that it takes. */
export const END_COLUMNS = 5

/** Returns the port that the styled map comes out of. */
export function addStyledEnd(sketch: Sketch, end: StyledEnd): string {
  const { suffix, x, w, channels, resolution, index } = end
  const at = (column: number, down = 0): GridPlace => ({
    column: end.at.column + column,
    row: end.at.row + down,
  })
  const noise = sketch.node(`noise${suffix}`, 'input/noise', at(0, 1.2), {
    params: { seed: index + 1, height: resolution, width: resolution },
  })
  const inject = sketch.node(`inject${suffix}`, 'noise/inject', at(1), {
    from: { x, noise: `${noise}.noise` },
  })
  const bias = sketch.node(`bias${suffix}`, 'arithmetic/bias', at(2), { from: { x: `${inject}.y` } })
  const act = sketch.node(`act${suffix}`, 'activation/leaky-relu', at(3), { from: { x: `${bias}.y` } })
  const affine = sketch.node(`affine${suffix}`, 'style/affine', at(3, 1.2), {
    params: { channels, layer: index, equalized: true },
    from: { w },
  })
  const adain = sketch.node(`adain${suffix}`, 'norm/adain', at(4), {
    from: { x: `${act}.y`, styles: `${affine}.styles` },
  })
  return `${adain}.y`
}
