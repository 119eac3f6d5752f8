import { required } from '../../../../core/base/assert'
import { num, type Reference } from '../../../helpers/reference'
import { normalizedOver, withAffine } from '../../../helpers/reference-norm'

export const reference: Reference = (io) => {
  const x = required(io.inputs['x'], 'x')
  return {
    y: withAffine(
      normalizedOver(x, num(io.params['eps']), (n) => `sample ${n}`),
      io,
    ),
  }
}
