import { required } from '../../../../core/base/assert'
import { at, atBroadcast, nd, num, size, sum, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const styles = required(inputs['styles'], 'styles')
  const [channels, height, width] = [size(x, 1), size(x, 2), size(x, 3)]
  const mean = nd(
    [size(x, 0), channels],
    (n = 0, c = 0) => sum(height, (i) => sum(width, (j) => at(x, n, c, i, j))) / (height * width),
  )
  const variance = nd(
    [size(x, 0), channels],
    (n = 0, c = 0) =>
      sum(height, (i) => sum(width, (j) => (at(x, n, c, i, j) - at(mean, n, c)) ** 2)) / (height * width),
  )
  const y = nd(
    [Math.max(size(x, 0), size(styles, 0)), channels, height, width],
    (n = 0, c = 0, i = 0, j = 0) => {
      const normalized =
        (atBroadcast(x, n, c, i, j) - atBroadcast(mean, n, c)) /
        Math.sqrt(atBroadcast(variance, n, c) + num(params['eps']))
      return atBroadcast(styles, n, c) * normalized + atBroadcast(styles, n, channels + c)
    },
  )
  return { y }
}
