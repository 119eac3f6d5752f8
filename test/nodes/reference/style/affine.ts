import { required } from '../../../../core/base/assert'
import { at, flag, nd, num, size, sum, word, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const w = required(inputs['w'], 'w')
  const [W, B] = [required(weights['W'], 'W'), required(weights['B'], 'B')]
  const channels = num(params['channels'])
  const factor = flag(params['equalized']) ? 1 / Math.sqrt(size(W, 1)) : 1
  const row = (n: number, d: number): number =>
    w.dims.length === 3 ? at(w, n, num(params['layer']), d) : at(w, n, d)

  const styles = nd([size(w, 0), 2 * channels], (n = 0, s = 0) => {
    const isScale = s < channels
    const stored = word(params['order']) === 'scale-first' ? s : (s + channels) % (2 * channels)
    const value = sum(size(W, 1), (d) => row(n, d) * at(W, stored, d) * factor) + at(B, stored)
    return isScale && flag(params['plusOne']) ? value + 1 : value
  })
  return { styles }
}
