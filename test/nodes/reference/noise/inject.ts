import { required } from '../../../../core/base/assert'
import { at, atBroadcast, nd, scalarOr, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const x = required(inputs['x'], 'x')
  const noise = required(inputs['noise'], 'noise')
  const strength = required(weights['strength'], 'strength')
  const amount = scalarOr(inputs['amount'], params['amount'])
  const batch = Math.max(size(x, 0), size(noise, 0))
  const y = nd(
    [batch, ...x.dims.slice(1)],
    (n, c, i, j) => atBroadcast(x, n, c, i, j) + amount * at(strength, c) * atBroadcast(noise, n, 0, i, j),
  )
  return { y }
}
