import { required } from '../base/assert'
import { tensor, type Tensor } from './tensor'

/** The tensor with its axes in a new order: axis i of the result is axis `order[i]` of the input. */
export function transposed(input: Tensor, order: readonly number[]): Tensor {
  const dims = order.map((axis) => required(input.dims[axis], `axis ${axis}`))
  const strides = input.dims.map((_, axis) =>
    input.dims.slice(axis + 1).reduce((product, dim) => product * dim, 1),
  )
  const steps = order.map((axis) => required(strides[axis], `axis ${axis}`))
  const out = new Float32Array(input.data.length)
  const index = new Array<number>(dims.length).fill(0)
  let from = 0
  for (let i = 0; i < out.length; i++) {
    out[i] = input.data[from] ?? 0
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1
      from += steps[axis] ?? 0
      if (next < (dims[axis] ?? 0)) {
        index[axis] = next
        break
      }
      index[axis] = 0
      from -= next * (steps[axis] ?? 0)
    }
  }
  return tensor(dims, out)
}
