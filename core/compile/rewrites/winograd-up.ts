import { type Costs, productTime, REWRITE_TARGETS, WORTHWHILE } from './costs'
import { replaceOperators } from './graph-view'
import { transposedLayer, upsampledConvLayer } from './layers'
import type { Rewrite } from './rewrite'
import { TRANSPOSED_CONV_PHASES, UPSAMPLED_CONV, UPSAMPLED_CONV_PHASES } from './tile-algorithm'
import { cheapest } from './tile-choice'
import { writeTiled, type TiledLayer } from './tiled-conv'
import { directTime } from './winograd'

/**
 * Up-convolutions by tiles, from the small map: 9 (or 64 for each 3 x 3 tile) products an input pixel instead of the
 * 36 of upsampling and conv and the 16 of a transposed conv.
 */
export const winogradUpConv: Rewrite = {
  name: 'winograd-up',
  title: 'Compute up-convolutions from the small map by tiles with fewer multiplications',
  targets: REWRITE_TARGETS,
  run: (ir, context) =>
    replaceOperators(ir, context, 'winograd-up', (operator, writer, view) => {
      const { costs } = context
      const upsampled = upsampledConvLayer(operator, view)
      const layer = upsampled ?? transposedLayer(operator, view)
      if (!layer) return false
      const limit = WORTHWHILE * (upsampled ? directTime(layer, costs) : transposedTime(layer, costs))
      const algorithms = upsampled ? [UPSAMPLED_CONV, UPSAMPLED_CONV_PHASES] : [TRANSPOSED_CONV_PHASES]
      const algorithm = cheapest(layer, algorithms, limit, costs)
      if (algorithm) writeTiled(layer, algorithm, writer)
      return algorithm !== undefined
    }),
}

/** Estimated nanoseconds of a transposed conv of 4 x 4 taps and stride 2. */
export function transposedTime({ layout, height, width, batch }: TiledLayer, costs: Costs): number {
  const weights = layout.filters * layout.channels * 16
  const multiplyAdds = weights * height * width * (batch ?? 1)
  return productTime(multiplyAdds, costs.convTranspose, weights, costs) + costs.operator
}
