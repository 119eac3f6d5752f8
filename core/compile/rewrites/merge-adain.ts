import { isKnown, UNKNOWN } from '../../tensor/wire-type'
import type { Shape } from '../shapes'
import { REWRITE_TARGETS } from './costs'
import { adainsEndingWith } from './adain-pattern'
import { replaceOperators } from './graph-view'
import type { Rewrite } from './rewrite'

/**
 * AdaIN as one operator: an instance norm whose scale and bias are the styles, instead of a norm, a product and a sum
 * that each go over the whole map. The operator takes one scale a channel and none a sample, so several samples are
 * laid side by side as channels of one.
 *
 * onnxruntime computes it as x · s + (bias − mean · s) with s = scale / deviation. Where the mean is large against the
 * deviation (a constant start without noise is flat) the bias is rounded away against mean · s, which a norm of its own
 * does not do: there x · s and mean · s cancel exactly.
 */
export const mergeAdain: Rewrite = {
  name: 'merge-adain',
  title: 'Give an instance norm the scale and bias of the styles',
  targets: REWRITE_TARGETS,
  onlyByName: 'it rounds a channel that is almost the same everywhere by up to 0.001 of its scale',
  run: (ir, context) =>
    replaceOperators(ir, context, 'adain', (operator, writer, view) => {
      for (const { norm, scale, bias } of adainsEndingWith(operator, view)) {
        const shape = view.shape(norm.output)
        if (shape?.length !== 4) continue
        const [, channels = UNKNOWN, height = UNKNOWN, width = UNKNOWN] = shape
        if (!isKnown(channels) || !isKnown(height) || !isKnown(width)) continue
        if (!isPerPlane(view.shape(scale), shape) || !isPerPlane(view.shape(bias), shape)) continue
        const own = writer.instead(norm)
        const row = (value: string): string => own.op('Reshape', [value, own.ints([-1])], { allowzero: 0 })
        const one = shape[0] === 1
        const [x = ''] = norm.inputs
        const planes = one ? x : own.op('Reshape', [x, own.ints([1, -1, height, width])], { allowzero: 0 })
        const inputs = [planes, row(scale), row(bias)]
        if (one) own.last('InstanceNormalization', inputs, norm.attributes)
        else {
          const merged = own.op('InstanceNormalization', inputs, norm.attributes)
          own.last('Reshape', [merged, own.ints([-1, channels, height, width])], { allowzero: 0 })
        }
        return true
      }
      return false
    }),
}

/** One value for each channel of each sample, exactly as many samples as the map has. */
function isPerPlane(shape: Shape | undefined, map: Shape): boolean {
  const [n = UNKNOWN, channels = UNKNOWN] = map
  return (
    shape?.length === 4 &&
    n !== UNKNOWN &&
    shape[0] === n &&
    shape[1] === channels &&
    shape[2] === 1 &&
    shape[3] === 1
  )
}
