import { required } from '../../../../core/base/assert'
import { atBroadcast, nd, num, size, word, type NdArray, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const a = required(inputs['a'], 'a')
  const b = required(inputs['b'], 'b')
  const withRows = [a, b].find((w) => w.dims.length === 3)
  const rows = withRows ? size(withRows, 1) : num(params['layers'])
  const fromB = (l: number): boolean => {
    switch (word(params['range'])) {
      case 'none':
        return false
      case 'coarse':
        return l <= 3
      case 'middle':
        return l >= 4 && l <= 7
      case 'fine':
        return l >= 8
      default:
        return l >= num(params['first']) && l <= num(params['last'])
    }
  }
  const w = nd([Math.max(size(a, 0), size(b, 0)), rows, size(a, -1)], (n, l, d) =>
    rowValue(fromB(l) ? b : a, n, l, d),
  )
  return { w }
}

function rowValue(w: NdArray, n: number, l: number, d: number): number {
  return w.dims.length === 3 ? atBroadcast(w, n, l, d) : atBroadcast(w, n, d)
}
