import { required } from '../../../../core/base/assert'
import { num, type Reference } from '../../../helpers/reference'
import { normalizedOver, withAffine } from '../../../helpers/reference-norm'

export const reference: Reference = (io) => {
  const x = required(io.inputs['x'], 'x')
  const normalized = normalizedOver(x, num(io.params['eps']), (n, c) => `sample ${n}, channel ${c}`)
  return { y: withAffine(normalized, io) }
}
