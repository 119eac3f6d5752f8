import { required } from '../../core/base/assert'
import { at, flag, nd, num, size, type NdArray, type ReferenceIo } from './reference'

/** Every window of the map, reduced to one value by `reduce`; windows hold only pixels of the map. */
export function pooled(
  { inputs, params }: ReferenceIo,
  reduce: (values: readonly number[]) => number,
): NdArray {
  const x = required(inputs['x'], 'x')
  const [window, stride] = [num(params['size']), num(params['stride'])]
  const [rows, columns] = [size(x, 2), size(x, 3)].map((length) =>
    windowStarts(length, window, stride, flag(params['ceil'])),
  )
  const starts = { rows: required(rows, 'rows'), columns: required(columns, 'columns') }
  return nd(
    [size(x, 0), size(x, 1), starts.rows.length, starts.columns.length],
    (n = 0, c = 0, i = 0, j = 0) => {
      const values: number[] = []
      const [top, left] = [required(starts.rows[i], 'row'), required(starts.columns[j], 'column')]
      for (let r = top; r < Math.min(top + window, size(x, 2)); r++)
        for (let s = left; s < Math.min(left + window, size(x, 3)); s++) values.push(at(x, n, c, r, s))
      return reduce(values)
    },
  )
}

/** Steps from 0 while the window fits, or to cover the border until nothing lies beyond it. */
function windowStarts(length: number, window: number, stride: number, cover: boolean): number[] {
  const starts: number[] = []
  for (let start = 0; start < length; start += stride) {
    const previous = starts.at(-1)
    const reached = previous === undefined ? 0 : previous + window
    if (start + window <= length || (cover && reached < length)) starts.push(start)
  }
  return starts
}
