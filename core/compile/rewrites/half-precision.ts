import type { IrOperator } from '../ir'
import { intAttribute } from '../shapes'
import { replaceOperators, type GraphView } from './graph-view'
import type { Rewrite } from './rewrite'

/** ONNX element types, as Cast takes them. */
const FLOAT32 = 1
const FLOAT16 = 10

/**
 * Convolutions on float16 values, with half the weights and, on devices made for it, twice the speed. Everything
 * between them stays float32: norms and sums of squares lose too much, and latents, w and styles cost nothing. Values
 * beyond 65504 become infinite.
 *
 * Tile forms are not made of what this pass took: their differences of neighbours lose digits that float16 lacks.
 */
export const halfPrecision: Rewrite = {
  name: 'half-precision',
  title: 'Compute convolutions in half precision, where the settings ask for it',
  targets: ['webgpu'],
  run(ir, context) {
    if (!context.halfPrecision) return ir
    return replaceOperators(ir, context, 'half', (operator, writer, view) => {
      if (operator.type !== 'Conv' && operator.type !== 'ConvTranspose') return false
      const [x = '', w = '', b = ''] = operator.inputs
      const kernels = view.initializer(w)
      const bias = view.initializer(b)
      if (kernels?.dtype !== 'float32' || (b !== '' && !bias) || !mixesChannels(operator, view)) return false
      const cast = (value: string): string => writer.op('Cast', [value], { to: FLOAT16 })
      const inputs = [cast(x), writer.half(kernels), ...(bias ? [writer.half(bias)] : [])]
      writer.last('Cast', [writer.op(operator.type, inputs, operator.attributes)], { to: FLOAT32 })
      return true
    })
  },
}

/** A conv of single channels (a blur) is bound by memory, and the casts cost it more than they save. */
function mixesChannels(operator: IrOperator, view: GraphView): boolean {
  const { type, inputs } = operator
  const [first = 0, second = 0] = view.initializer(inputs[1] ?? '')?.dims ?? []
  return (type === 'Conv' ? second : first / (intAttribute(operator, 'group') ?? 1)) > 1
}
