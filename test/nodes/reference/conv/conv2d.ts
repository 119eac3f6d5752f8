import { required } from '../../../../core/base/assert'
import {
  at,
  atOrZero,
  flag,
  nd,
  num,
  size,
  sum,
  word,
  type NdArray,
  type Reference,
} from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const x = required(inputs['x'], 'x')
  const W = required(weights['W'], 'W')
  const [kernel, stride, padding] = [num(params['kernel']), num(params['stride']), word(params['padding'])]
  const channels = size(x, 1)
  const factor = flag(params['equalized']) ? num(params['gain']) / Math.sqrt(channels * kernel * kernel) : 1
  const before = padding === 'none' ? 0 : Math.floor((kernel - 1) / 2)
  const total = padding === 'none' ? 0 : kernel - 1
  const length = (n: number): number => Math.floor((n + total - kernel) / stride) + 1

  const pixel = (n: number, c: number, i: number, j: number): number =>
    padding === 'reflect'
      ? at(x, n, c, mirror(i, size(x, 2)), mirror(j, size(x, 3)))
      : atOrZero(x, n, c, i, j)
  const y = nd(
    [size(x, 0), num(params['filters']), length(size(x, 2)), length(size(x, 3))],
    (n = 0, k = 0, i = 0, j = 0) => {
      const window = sum(channels, (c) =>
        sum(kernel, (u) =>
          sum(
            kernel,
            (v) => at(W, k, c, u, v) * pixel(n, c, stride * i + u - before, stride * j + v - before),
          ),
        ),
      )
      return window * factor + bias(weights['B'], k)
    },
  )
  return { y }
}

function bias(values: NdArray | undefined, k: number): number {
  return values ? at(values, k) : 0
}

/** Reflection without repeating the border: -1 is 1, n is n - 2. */
function mirror(i: number, n: number): number {
  return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i
}
