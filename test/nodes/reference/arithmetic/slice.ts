import { required } from '../../../../core/base/assert'
import { at, nd, num, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const y = nd([size(x, 0), num(params['count']), size(x, 2), size(x, 3)], (n = 0, c = 0, i = 0, j = 0) =>
    at(x, n, num(params['first']) + c, i, j),
  )
  return { y }
}
