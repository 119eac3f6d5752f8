import { assert } from '../base/assert'

/** A dense float32 array in C order. Feature maps are N x C x H x W. */
export interface Tensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

export function tensor(dims: readonly number[], data: Float32Array): Tensor {
  assert(data.length === elementCount(dims), `${data.length} values for dims [${dims.join(', ')}]`)
  return { dims, data }
}

/** Product of `dims`; 1 for a scalar. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1)
}

/** The tensor's values as little-endian bytes, without copying. Every platform we run on is little-endian. */
export function tensorBytes(value: Tensor): Uint8Array {
  return new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength)
}
