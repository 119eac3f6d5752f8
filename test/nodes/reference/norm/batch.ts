import { required } from '../../../../core/base/assert'
import { at, nd, num, word, type Reference } from '../../../helpers/reference'
import { normalizedOver, withAffine } from '../../../helpers/reference-norm'

export const reference: Reference = (io) => {
  const x = required(io.inputs['x'], 'x')
  const eps = num(io.params['eps'])
  if (word(io.params['statistics']) === 'batch') {
    return {
      y: withAffine(
        normalizedOver(x, eps, (_n, c) => `channel ${c}`),
        io,
      ),
    }
  }
  const mean = required(io.weights['mean'], 'mean')
  const variance = required(io.weights['variance'], 'variance')
  const normalized = nd(
    x.dims,
    (n = 0, c = 0, i = 0, j = 0) => (at(x, n, c, i, j) - at(mean, c)) / Math.sqrt(at(variance, c) + eps),
  )
  return { y: withAffine(normalized, io) }
}
