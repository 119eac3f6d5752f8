import { required } from '../../core/base/assert'
import { atBroadcast, nd, reshaped, size, type NdArray, type ReferenceIo } from './reference'

/** f(a, b) for every pair of values; an axis of length 1 is repeated, and a w without rows is the same in each row. */
export function broadcastPairs(
  { inputs }: ReferenceIo,
  f: (a: number, b: number) => number,
): Readonly<Record<string, NdArray>> {
  const [a, b] = [required(inputs['a'], 'a'), required(inputs['b'], 'b')]
  const rank = Math.max(a.dims.length, b.dims.length)
  const [left, right] = [withRank(a, rank), withRank(b, rank)]
  const dims = left.dims.map((length, axis) => Math.max(length, size(right, axis)))
  return {
    y: nd(dims, (...index) => f(atBroadcast(left, ...index), atBroadcast(right, ...index))),
  }
}

function withRank(x: NdArray, rank: number): NdArray {
  if (x.dims.length === 0) return reshaped(x, new Array<number>(rank).fill(1))
  return x.dims.length === rank ? x : reshaped(x, [size(x, 0), 1, size(x, 1)])
}
