import { required } from '../../../../core/base/assert'
import { at, nd, num, size, sum, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const channels = size(x, 1)
  const y = nd(x.dims, (n = 0, c = 0, i = 0, j = 0) => {
    const meanSquare = sum(channels, (k) => at(x, n, k, i, j) ** 2) / channels
    return at(x, n, c, i, j) / Math.sqrt(meanSquare + num(params['eps']))
  })
  return { y }
}
