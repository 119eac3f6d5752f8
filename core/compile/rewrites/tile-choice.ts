import type { Costs } from './costs'
import type { TileAlgorithm } from './tile-algorithm'
import { tiledTime, type TiledLayer } from './tiled-conv'

/** The fastest of the algorithms for this layer, or nothing when none is below `limit` nanoseconds. */
export function cheapest(
  layer: TiledLayer,
  algorithms: readonly TileAlgorithm[],
  limit: number,
  costs: Costs,
): TileAlgorithm | undefined {
  let best: TileAlgorithm | undefined
  let bestTime = limit
  for (const algorithm of algorithms) {
    const time = tiledTime(layer, algorithm, costs)
    if (time >= bestTime) continue
    best = algorithm
    bestTime = time
  }
  return best
}
