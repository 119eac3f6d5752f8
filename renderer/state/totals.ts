import { elementCount } from '../../core/tensor/tensor'
import { isKnown } from '../../core/tensor/wire-type'
import type { InferredNode } from '../../core/infer/infer-node'
import type { WeightSpec } from '../../core/nodedef/define-node'

/** Values of a weight, or null while its size is not known. */
export function countWeights({ dims }: WeightSpec): number | null {
  const known = dims.filter(isKnown)
  return known.length === dims.length ? elementCount(known) : null
}

export interface Totals {
  /** Trainable values; buffers do not count. */
  readonly parameters: number
  /** Multiply-adds for one sample. */
  readonly macs: number
  /** Some sizes are not known yet, so that the sums are too small. */
  readonly isPartial: boolean
}

export function sumTotals(nodes: Iterable<InferredNode>): Totals {
  let parameters = 0
  let macs = 0
  let isPartial = false
  for (const node of nodes) {
    if (isKnown(node.macs)) macs += node.macs
    else isPartial = true
    for (const spec of Object.values(node.weights)) {
      if (spec.trainable === false) continue
      const count = countWeights(spec)
      if (count === null) isPartial = true
      else parameters += count
    }
  }
  return { parameters, macs, isPartial }
}
