import { required } from '../../../../core/base/assert'
import { atBroadcast, nd, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs }) => {
  const [a, b] = [required(inputs['a'], 'a'), required(inputs['b'], 'b')]
  const first = size(a, 1)
  const y = nd(
    [Math.max(size(a, 0), size(b, 0)), first + size(b, 1), size(a, 2), size(a, 3)],
    (n = 0, c = 0, i = 0, j = 0) =>
      c < first ? atBroadcast(a, n, c, i, j) : atBroadcast(b, n, c - first, i, j),
  )
  return { y }
}
