import type { Emitter, Value } from '../../core/nodedef/emitter'
import { instanceNorm } from './normalization'

/**
 * (x − mean) / sqrt(var + eps) over C/groups × H × W of each group of neighbouring channels of each sample,
 * biased variance. Written with InstanceNormalization: GroupNormalization changes its meaning at opset 21.
 */
export function groupNorm(g: Emitter, x: Value, channels: number, groups: number, eps: number): Value {
  // 0 keeps the axis (batch, width), -1 takes the rest: the height grows by channels per group, and back.
  const reshape = (value: Value, axis1: number): Value =>
    g.op('Reshape', [value, g.ints([0, axis1, -1, 0])], { allowzero: 0 })
  return reshape(instanceNorm(g, reshape(x, groups), groups, eps), channels)
}
