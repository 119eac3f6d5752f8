import { required } from '../../core/base/assert'
import { at, flag, nd, type NdArray, type ReferenceIo } from './reference'

/** (x − mean) / sqrt(var + eps), mean and biased variance over all values to which `groupOf` gives the same name. */
export function normalizedOver(x: NdArray, eps: number, groupOf: (n: number, c: number) => string): NdArray {
  const groups = new Map<string, number[]>()
  nd(x.dims, (n = 0, c = 0, i = 0, j = 0) => {
    const name = groupOf(n, c)
    groups.set(name, [...(groups.get(name) ?? []), at(x, n, c, i, j)])
    return 0
  })
  const moments = new Map([...groups].map(([name, values]) => [name, momentsOf(values)]))
  return nd(x.dims, (n = 0, c = 0, i = 0, j = 0) => {
    const { mean, variance } = required(moments.get(groupOf(n, c)), 'group')
    return (at(x, n, c, i, j) - mean) / Math.sqrt(variance + eps)
  })
}

/** scale[c] · x + bias[c] when the parameter `affine` is on. */
export function withAffine(x: NdArray, { params, weights }: ReferenceIo): NdArray {
  if (!flag(params['affine'])) return x
  const [scale, bias] = [required(weights['scale'], 'scale'), required(weights['bias'], 'bias')]
  return nd(x.dims, (n = 0, c = 0, i = 0, j = 0) => at(scale, c) * at(x, n, c, i, j) + at(bias, c))
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
  return { mean, variance }
}
