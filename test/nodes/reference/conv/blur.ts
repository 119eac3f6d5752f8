import { required } from '../../../../core/base/assert'
import { atOrZero, nd, sum, word, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const taps = word(params['kernel']).split('-').map(Number)
  const total = sum(taps.length, (u) => taps[u] ?? 0)
  const before = Math.floor((taps.length - 1) / 2)
  const share = (u: number): number => (taps[u] ?? 0) / total
  const y = nd(x.dims, (n = 0, c = 0, i = 0, j = 0) =>
    sum(taps.length, (u) =>
      sum(taps.length, (v) => share(u) * share(v) * atOrZero(x, n, c, i + u - before, j + v - before)),
    ),
  )
  return { y }
}
