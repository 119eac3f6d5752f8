import type { Sha256 } from '../base/ids'
import type { Tensor } from '../tensor/tensor'

/** Loaded weights and pictures by the hash of their bytes. Filled by readers, asked by the compiler. */
export interface TensorStore {
  tensor(sha256: Sha256): Tensor | undefined
  /** PNG bytes of a picture. */
  picture(sha256: Sha256): Uint8Array | undefined
  /** Of everything held. */
  readonly byteLength: number
}

export interface MutableTensorStore extends TensorStore {
  putTensor(sha256: Sha256, tensor: Tensor): void
  putPicture(sha256: Sha256, png: Uint8Array): void
  /** Drops everything else. */
  keep(names: ReadonlySet<Sha256>): void
}

/** One weight or picture on its way from one store to another. Its bytes may lie in shared memory. */
export type StoredValue =
  | { readonly kind: 'tensor'; readonly sha256: Sha256; readonly tensor: Tensor }
  | { readonly kind: 'picture'; readonly sha256: Sha256; readonly png: Uint8Array }

export function createTensorStore(): MutableTensorStore {
  const tensors = new Map<Sha256, Tensor>()
  const pictures = new Map<Sha256, Uint8Array>()
  const sum = (values: Iterable<{ readonly byteLength: number }>): number =>
    [...values].reduce((total, { byteLength }) => total + byteLength, 0)
  return {
    get byteLength() {
      return sum([...tensors.values()].map(({ data }) => data)) + sum(pictures.values())
    },
    tensor: (sha256) => tensors.get(sha256),
    picture: (sha256) => pictures.get(sha256),
    putTensor: (sha256, tensor) => void tensors.set(sha256, tensor),
    putPicture: (sha256, png) => void pictures.set(sha256, png),
    keep(names) {
      for (const held of [tensors, pictures]) {
        for (const sha256 of held.keys()) if (!names.has(sha256)) held.delete(sha256)
      }
    },
  }
}
