import { type Costs, productTime, REWRITE_TARGETS, WORTHWHILE } from './costs'
import { replaceOperators } from './graph-view'
import { convLayer } from './layers'
import type { Rewrite } from './rewrite'
import { CONV_2_3, CONV_4_3 } from './tile-algorithm'
import { cheapest } from './tile-choice'
import { writeTiled, type TiledLayer } from './tiled-conv'

/** A 3 x 3 Conv by tiles: a quarter (4 x 4 outputs) or four ninths (2 x 2) of its multiply-adds. */
export const winogradConv: Rewrite = {
  name: 'winograd',
  title: 'Compute 3 × 3 convs by tiles with fewer multiplications (Winograd)',
  targets: REWRITE_TARGETS,
  run: (ir, context) =>
    replaceOperators(ir, context, 'winograd', (operator, writer, view) => {
      const layer = convLayer(operator, view)
      // One channel leaves nothing to save; the input transforms of tile algorithms are such convs.
      if (!layer || layer.layout.channels === 1) return false
      const limit = WORTHWHILE * directTime(layer, context.costs)
      const algorithm = cheapest(layer, [CONV_2_3, CONV_4_3], limit, context.costs)
      if (algorithm) writeTiled(layer, algorithm, writer)
      return algorithm !== undefined
    }),
}

/** Estimated nanoseconds of the Conv itself. */
export function directTime({ layout, outHeight, outWidth, batch }: TiledLayer, costs: Costs): number {
  const weights = layout.filters * layout.channels * layout.taps ** 2
  const multiplyAdds = weights * outHeight * outWidth * (batch ?? 1)
  return productTime(multiplyAdds, costs.conv, weights, costs) + costs.operator
}
