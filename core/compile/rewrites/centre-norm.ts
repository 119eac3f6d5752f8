import type { IrOperator } from '../ir'
import { adainsEndingWith, isPlainNorm } from './adain-pattern'
import { replaceOperators, type GraphView } from './graph-view'
import type { Rewrite } from './rewrite'
import type { Writer } from './writer'

/**
 * An instance norm written out, with the styles of an AdaIN in its last two passes. onnxruntime's own operator runs on
 * one thread on WASM, and it takes the mean away last, from values that it has divided by the deviation: a channel
 * with little contrast loses all its digits. Here the mean is taken away first, by the operator that sums fastest,
 * and what rounding left of it is taken into the bias:
 *
 *     c = x − mean(x),  m = mean(c),  var = mean(c · c) − m · m,  k = scale / √(var + ε),  y = c · k + (bias − m · k)
 */
export const centreNorm: Rewrite = {
  name: 'centre-norm',
  title: 'Write instance norms out, so that all threads share them and flat channels keep their digits',
  targets: ['wasm'],
  run(ir, context) {
    const styled = replaceOperators(ir, context, 'centred', (operator, writer, view) => {
      for (const { norm, scale, bias } of adainsEndingWith(operator, view)) {
        if (!isMap(norm, view) || !isPlane(scale, view) || !isPlane(bias, view)) continue
        const { centred, left, deviation } = writeCentred(norm, writer.instead(norm))
        const factor = writer.op('Div', [scale, deviation])
        const rest = writer.op('Sub', [bias, writer.op('Mul', [left, factor])])
        writer.last('Add', [writer.op('Mul', [centred, factor]), rest])
        return true
      }
      return false
    })
    return replaceOperators(styled, context, 'centred', (operator, writer, view) => {
      if (operator.type !== 'InstanceNormalization') return false
      if (!isMap(operator, view) || !isPlainNorm(operator, view)) return false
      const { centred, left, deviation } = writeCentred(operator, writer)
      writer.last('Div', [writer.op('Sub', [centred, left]), deviation])
      return true
    })
  },
}

/** x without its mean but for what rounding left, that rest, and the deviation; the last two are planes. */
function writeCentred(
  { inputs, attributes }: IrOperator,
  writer: Writer,
): { readonly centred: string; readonly left: string; readonly deviation: string } {
  const mean = (value: string): string => writer.op('GlobalAveragePool', [value])
  const [x = ''] = inputs
  const centred = writer.op('Sub', [x, mean(x)])
  const left = mean(centred)
  const squares = mean(writer.op('Mul', [centred, centred]))
  const variance = writer.op('Sub', [squares, writer.op('Mul', [left, left])])
  const epsilon = epsilonOf(attributes['epsilon'])
  const floor = writer.constant([], `const:${epsilon}`, () => Float32Array.of(epsilon))
  return { centred, left, deviation: writer.op('Sqrt', [writer.op('Add', [variance, floor])]) }
}

/** The operator's own default is 1e-5. */
function epsilonOf(attribute: IrOperator['attributes'][string] | undefined): number {
  return typeof attribute === 'object' && 'float' in attribute ? attribute.float : 1e-5
}

function isMap({ output }: IrOperator, view: GraphView): boolean {
  return view.shape(output)?.length === 4
}

/** One value for each channel, of all samples or of each. */
function isPlane(value: string, view: GraphView): boolean {
  const shape = view.shape(value)
  return shape?.length === 4 && shape[2] === 1 && shape[3] === 1
}
