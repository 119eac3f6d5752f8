import { hash32 } from '../base/hash'
import { normalArray } from '../base/random'

/** How a weight starts before anything is loaded into it. A file stores this and a seed, never the values. */
export type WeightInit =
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'constant'; readonly value: number }

/**
 * `count` values, the same for the same seed and name on every machine. `name` picks the stream, so adding
 * a weight does not change the values of the others.
 */
export function initialValues(init: WeightInit, count: number, seed: number, name: string): Float32Array {
  switch (init.kind) {
    case 'normal':
      return normalArray(count, seed, hash32(name), init.std)
    case 'zeros':
      return new Float32Array(count)
    case 'ones':
      return new Float32Array(count).fill(1)
    case 'constant':
      return new Float32Array(count).fill(init.value)
  }
}
