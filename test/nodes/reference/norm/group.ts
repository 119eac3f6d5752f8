import { required } from '../../../../core/base/assert'
import { num, size, type Reference } from '../../../helpers/reference'
import { normalizedOver, withAffine } from '../../../helpers/reference-norm'

export const reference: Reference = (io) => {
  const x = required(io.inputs['x'], 'x')
  const channelsPerGroup = size(x, 1) / num(io.params['groups'])
  const normalized = normalizedOver(
    x,
    num(io.params['eps']),
    (n, c) => `sample ${n}, group ${Math.floor(c / channelsPerGroup)}`,
  )
  return { y: withAffine(normalized, io) }
}
