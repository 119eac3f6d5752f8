import { required } from '../../../../core/base/assert'
import { at, nd, num, size, word, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const factor = num(params['factor'])
  const [batch, channels, height, width] = [size(x, 0), size(x, 1), size(x, 2), size(x, 3)]
  const nearest = (n: number, c: number, i: number, j: number): number =>
    at(x, n, c, Math.floor(i / factor), Math.floor(j / factor))

  const bilinear = (n: number, c: number, i: number, j: number): number => {
    const [top, bottom, down] = neighbours(i, height, factor)
    const [left, right, across] = neighbours(j, width, factor)
    const row = (r: number): number => at(x, n, c, r, left) * (1 - across) + at(x, n, c, r, right) * across
    return row(top) * (1 - down) + row(bottom) * down
  }
  const read = word(params['mode']) === 'nearest' ? nearest : bilinear
  const y = nd([batch, channels, height * factor, width * factor], (n = 0, c = 0, i = 0, j = 0) =>
    read(n, c, i, j),
  )
  return { y }
}

/** The two pixels around the centre of pixel i of the larger map, and how far it is from the first; border repeated. */
function neighbours(i: number, length: number, factor: number): [number, number, number] {
  const centre = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), length - 1)
  const first = Math.floor(centre)
  return [first, Math.min(first + 1, length - 1), centre - first]
}
