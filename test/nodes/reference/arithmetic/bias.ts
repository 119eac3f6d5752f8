import { required } from '../../../../core/base/assert'
import { at, nd, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, weights }) => {
  const x = required(inputs['x'], 'x')
  const bias = required(weights['bias'], 'bias')
  return { y: nd(x.dims, (n = 0, c = 0, i = 0, j = 0) => at(x, n, c, i, j) + at(bias, c)) }
}
