import { required } from '../../../../core/base/assert'
import { atBroadcast, nd, num, scalarOr, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const coarse = required(inputs['old'], 'old')
  const fine = required(inputs['new'], 'new')
  const share = Math.min(Math.max(scalarOr(inputs['lod'], params['lod']) - num(params['level']), 0), 1)
  const y = nd(
    [Math.max(size(coarse, 0), size(fine, 0)), ...fine.dims.slice(1)],
    (n = 0, c = 0, i = 0, j = 0) => atBroadcast(fine, n, c, i, j) * (1 - share) + at2x(n, c, i, j) * share,
  )
  return { y }

  function at2x(n: number, c: number, i: number, j: number): number {
    return atBroadcast(coarse, n, c, Math.floor(i / 2), Math.floor(j / 2))
  }
}
