import { required } from '../../../../core/base/assert'
import { at, nd, num, size, sum, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const width = size(x, -1)
  const y = nd(x.dims, (...index) => {
    const row = index.slice(0, -1)
    const meanSquare = sum(width, (d) => at(x, ...row, d) ** 2) / width
    return at(x, ...index) / Math.sqrt(meanSquare + num(params['eps']))
  })
  return { y }
}
