import type { Emitter, Value } from '../../core/nodedef/emitter'

/**
 * The mean over `axes`, which stay as axes of length 1. ReduceMean takes its axes as an attribute up to opset 17
 * and as an input from 18 on.
 */
export function reduceMean(g: Emitter, x: Value, axes: readonly number[]): Value {
  return g.opset >= 18
    ? g.op('ReduceMean', [x, g.ints(axes)], { keepdims: 1, noop_with_empty_axes: 0 })
    : g.op('ReduceMean', [x], { axes, keepdims: 1 })
}

/** The sum over `axes`, which stay as axes of length 1. */
export function reduceSum(g: Emitter, x: Value, axes: readonly number[]): Value {
  return g.op('ReduceSum', [x, g.ints(axes)], { keepdims: 1, noop_with_empty_axes: 0 })
}
