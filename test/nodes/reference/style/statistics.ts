import { required } from '../../../../core/base/assert'
import { at, nd, num, size, sum, word, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const [channels, height, width] = [size(x, 1), size(x, 2), size(x, 3)]
  const pixels = height * width
  const overPixels = (f: (i: number, j: number) => number): number =>
    sum(height, (i) => sum(width, (j) => f(i, j)))

  const styles = nd([size(x, 0), 2 * channels], (n, s) => {
    const c = s % channels
    const mean = overPixels((i, j) => at(x, n, c, i, j)) / pixels
    if (s >= channels) return mean
    const squares = overPixels((i, j) => (at(x, n, c, i, j) - mean) ** 2)
    const variance = squares / (word(params['variance']) === 'unbiased' ? pixels - 1 : pixels)
    return Math.sqrt(variance + num(params['eps']))
  })
  return { styles }
}
