import { assert } from '../../core/base/assert'
import type { Emitter, Value, WeightValue, WireValue } from '../../core/nodedef/emitter'

/** The channels C of an N × C × H × W value; the compiler lets no map of unknown channels through to `emit`. */
export function channelsOf(x: WireValue): number {
  const channels = x.type.dims[1]
  assert(typeof channels === 'number', `${x.name} has ${channels} channels when it is emitted`)
  return channels
}

/** A weight of one value per channel as 1 × C × 1 × 1, which broadcasts over samples and pixels. */
export function asPlanes(g: Emitter, weight: WeightValue): Value {
  return g.derive(weight, 'planes', [1, weight.dims[0] ?? 1, 1, 1], (data) => data)
}
