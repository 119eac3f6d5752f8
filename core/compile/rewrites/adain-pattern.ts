import type { IrInitializer, IrOperator } from '../ir'
import { bothOrders, type GraphView } from './graph-view'

/** An AdaIN as its node writes it: `norm` of x, times `scale`, plus `bias`; nobody else reads what is between. */
export interface AdainPattern {
  readonly norm: IrOperator
  readonly scale: string
  readonly bias: string
}

/** The AdaINs that this operator may be the last of. */
export function* adainsEndingWith(operator: IrOperator, view: GraphView): Generator<AdainPattern> {
  if (operator.type !== 'Add') return
  for (const [product, bias] of bothOrders(operator)) {
    const scaled = onlyUse(product, 'Mul', view)
    if (!scaled) continue
    for (const [normalized, scale] of bothOrders(scaled)) {
      const norm = onlyUse(normalized, 'InstanceNormalization', view)
      if (norm && isPlainNorm(norm, view)) yield { norm, scale, bias }
    }
  }
}

function onlyUse(value: string, type: string, view: GraphView): IrOperator | undefined {
  const producer = view.producer(value)
  return producer?.type === type && view.usedOnce(value) ? producer : undefined
}

/** Its own scales are all 1 and its own biases all 0. */
export function isPlainNorm({ inputs }: IrOperator, view: GraphView): boolean {
  return (
    isFilledWith(view.initializer(inputs[1] ?? ''), 1) && isFilledWith(view.initializer(inputs[2] ?? ''), 0)
  )
}

function isFilledWith(constant: IrInitializer | undefined, value: number): boolean {
  return (
    constant?.dtype === 'float32' && Array.from<number | bigint>(constant.values()).every((v) => v === value)
  )
}
