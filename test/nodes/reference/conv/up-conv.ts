import { required } from '../../../../core/base/assert'
import { at, atOrZero, flag, nd, num, size, sum, type Reference } from '../../../helpers/reference'

/** By the identity with nearest × 2 and a conv whose kernel is turned by half a turn. */
export const reference: Reference = ({ inputs, params, weights }) => {
  const x = required(inputs['x'], 'x')
  const W = required(weights['W'], 'W')
  const B = weights['B']
  const [batch, channels, height, width] = [size(x, 0), size(x, 1), size(x, 2), size(x, 3)]
  const factor = flag(params['equalized']) ? num(params['gain']) / Math.sqrt(channels * 9) : 1
  const doubled = nd([batch, channels, 2 * height, 2 * width], (n = 0, c = 0, i = 0, j = 0) =>
    at(x, n, c, Math.floor(i / 2), Math.floor(j / 2)),
  )
  const y = nd([batch, num(params['filters']), 2 * height, 2 * width], (n = 0, k = 0, i = 0, j = 0) => {
    const window = sum(channels, (c) =>
      sum(3, (u) => sum(3, (v) => at(W, k, c, 2 - u, 2 - v) * atOrZero(doubled, n, c, i + u - 1, j + v - 1))),
    )
    return window * factor + (B ? at(B, k) : 0)
  })
  return { y }
}
