import { required } from '../../../../core/base/assert'
import { at, flag, nd, size, sum, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const x = required(inputs['x'], 'x')
  const W = required(weights['W'], 'W')
  const B = required(weights['B'], 'B')
  const channels = size(x, 1)
  const factor = flag(params['equalized']) ? 1 / Math.sqrt(channels) : 1
  const image = nd(
    [size(x, 0), 3, size(x, 2), size(x, 3)],
    (n = 0, k = 0, i = 0, j = 0) =>
      factor * sum(channels, (c) => at(W, k, c, 0, 0) * at(x, n, c, i, j)) + at(B, k),
  )
  return { image }
}
