import { required } from '../../../../core/base/assert'
import { at, nd, num, scalarOr, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const w = required(inputs['w'], 'w')
  const average = required(weights['average'], 'average')
  const psi = scalarOr(inputs['psi'], params['psi'])
  const hasRows = w.dims.length === 3
  const rows = hasRows ? size(w, 1) : num(params['layers'])
  const truncated = nd([size(w, 0), rows, size(w, -1)], (n, l, d) => {
    const value = hasRows ? at(w, n, l, d) : at(w, n, d)
    const coefficient = l < num(params['cutoff']) ? psi : 1
    return at(average, d) + (value - at(average, d)) * coefficient
  })
  return { w: truncated }
}
