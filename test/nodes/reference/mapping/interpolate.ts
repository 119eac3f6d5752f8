import { required } from '../../../../core/base/assert'
import {
  atBroadcast,
  nd,
  scalarOr,
  size,
  sum,
  word,
  type NdArray,
  type Reference,
} from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const a = required(inputs['a'], 'a')
  const b = required(inputs['b'], 'b')
  const t = scalarOr(inputs['t'], params['t'])
  const width = size(a, -1)
  const withRows = [a, b].find((w) => w.dims.length === 3)
  const batch = Math.max(size(a, 0), size(b, 0))
  const dims = withRows ? [batch, size(withRows, 1), width] : [batch, width]

  const between = (index: readonly number[]): number => {
    const row = index.slice(0, -1)
    const d = index[index.length - 1] ?? 0
    const [from, to] = [value(a, row, d), value(b, row, d)]
    if (word(params['mode']) === 'linear') return (1 - t) * from + t * to
    const dot = (x: NdArray, y: NdArray): number => sum(width, (k) => value(x, row, k) * value(y, row, k))
    const angle = Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))
    return (Math.sin((1 - t) * angle) * from + Math.sin(t * angle) * to) / Math.sin(angle)
  }
  return { y: nd(dims, (...index) => between(index)) }
}

/** Value d of the row `row` = [n] or [n, l]; a w without rows is the same for every l. */
function value(x: NdArray, row: readonly number[], d: number): number {
  return atBroadcast(x, ...row.slice(0, x.dims.length - 1), d)
}
