import { isKnown, UNKNOWN, type Dim } from '../tensor/wire-type'
import type { InferredNode } from './infer-node'

/** Trainable parameters of a node; unknown while a size is. Buffers (average w, stored noise) do not count. */
export function parameterCount({ weights }: InferredNode): Dim {
  let total = 0
  for (const { dims, trainable } of Object.values(weights)) {
    if (trainable === false) continue
    if (!dims.every(isKnown)) return UNKNOWN
    total += dims.reduce((product, dim) => product * dim, 1)
  }
  return total
}

/** The sum of what is known, and whether that is everything. */
export function sumKnown(values: readonly Dim[]): { readonly total: number; readonly complete: boolean } {
  const known = values.filter(isKnown)
  return { total: known.reduce((sum, value) => sum + value, 0), complete: known.length === values.length }
}
