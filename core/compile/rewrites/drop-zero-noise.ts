import { elementCount } from '../../tensor/tensor'
import { UNKNOWN } from '../../tensor/wire-type'
import type { Shape } from '../shapes'
import { REWRITE_TARGETS } from './costs'
import { replaceOperators, type GraphView } from './graph-view'
import type { Rewrite } from './rewrite'

/** Adding what is zero for certain changes nothing: noise whose strengths are all zero, as they are before training. */
export const dropZeroNoise: Rewrite = {
  name: 'drop-zero-noise',
  title: 'Leave out noise whose strength is zero in every channel',
  targets: REWRITE_TARGETS,
  run: (ir, context) =>
    replaceOperators(ir, context, 'zero', (operator, writer, view) => {
      if (operator.type !== 'Add') return false
      const [a = '', b = ''] = operator.inputs
      const rest = isZero(b, view) ? a : isZero(a, view) ? b : undefined
      // The zeros may still have made the result larger by broadcasting.
      if (rest === undefined || !sameShape(view.shape(rest), view.shape(operator.output))) return false
      writer.last('Identity', [rest])
      return true
    }),
}

/** Larger constants are the weights of layers, which are not made only to be looked at. */
const SMALL = 16_384

function isZero(value: string, view: GraphView): boolean {
  const constant = view.initializer(value)
  if (constant) {
    return (
      constant.dtype === 'float32' &&
      elementCount(constant.dims) <= SMALL &&
      Array.from<number | bigint, number>(constant.values(), Number).every((number) => number === 0)
    )
  }
  const producer = view.producer(value)
  return producer?.type === 'Mul' && producer.inputs.some((input) => isZero(input, view))
}

function sameShape(a: Shape | undefined, b: Shape | undefined): boolean {
  return a !== undefined && a.length === b?.length && a.every((dim, i) => dim !== UNKNOWN && dim === b[i])
}
