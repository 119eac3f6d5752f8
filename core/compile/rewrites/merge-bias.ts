import { elementCount } from '../../tensor/tensor'
import type { IrInitializer, IrOperator } from '../ir'
import { intAttribute } from '../shapes'
import { REWRITE_TARGETS } from './costs'
import { bothOrders, replaceOperators, type GraphView } from './graph-view'
import type { Rewrite } from './rewrite'
import type { Writer } from './writer'

/**
 * A constant per channel that is added after a conv becomes the conv's bias, also across noise that is added between:
 * `(conv + noise) + bias` is `(conv + bias) + noise`. onnxruntime then joins the activation to the conv, too.
 */
export const mergeBias: Rewrite = {
  name: 'merge-bias',
  title: 'Make a channel bias that follows a conv the bias of the conv',
  targets: REWRITE_TARGETS,
  run: (ir, context) =>
    replaceOperators(ir, context, 'biased', (operator, writer, view) => {
      if (operator.type !== 'Add') return false
      for (const [value, other] of bothOrders(operator)) {
        const bias = view.initializer(other)
        if (!bias) continue
        const direct = openConv(value, bias, view)
        if (direct) {
          const own = writer.instead(direct)
          own.last(direct.type, withBias(direct, bias, own), direct.attributes)
          return true
        }
        const noisy = view.producer(value)
        if (noisy?.type !== 'Add' || !view.usedOnce(value)) continue
        for (const [map, noise] of bothOrders(noisy)) {
          const conv = openConv(map, bias, view)
          // Another constant is a bias of its own, whose turn comes first.
          if (!conv || view.initializer(noise)) continue
          const own = writer.instead(conv)
          const biased = own.op(conv.type, withBias(conv, bias, own), conv.attributes)
          writer.instead(noisy).last('Add', [biased, noise])
          return true
        }
      }
      return false
    }),
}

/** The conv that made this value for nobody else, has no bias yet and as many filters as `bias` has channels. */
function openConv(value: string, bias: IrInitializer, view: GraphView): IrOperator | undefined {
  const conv = view.producer(value)
  if (conv?.type !== 'Conv' && conv?.type !== 'ConvTranspose') return undefined
  const kernels = view.initializer(conv.inputs[1] ?? '')
  const group = intAttribute(conv, 'group') ?? 1
  const filters = conv.type === 'Conv' ? kernels?.dims[0] : group * (kernels?.dims[1] ?? NaN)
  const perChannel = bias.dims.length === 4 && bias.dims[1] === elementCount(bias.dims)
  const free = (conv.inputs[2] ?? '') === '' && view.usedOnce(value)
  return free && perChannel && filters === bias.dims[1] ? conv : undefined
}

function withBias(conv: IrOperator, bias: IrInitializer, writer: Writer): readonly string[] {
  const [x = '', w = ''] = conv.inputs
  return [x, w, writer.derive(bias, 'row', [elementCount(bias.dims)], (values) => values)]
}
