import type { Report } from '../../core/nodedef/define-node'
import type { Emitter, Value } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { isKnown, mapDims, type Dim } from '../../core/tensor/wire-type'
import type { WeightInit } from '../../core/weights/weight-init'

interface Window {
  readonly kernel: number
  readonly stride: number
  readonly padding: 'zero' | 'reflect' | 'none'
}

/** Zeros on each side that keep the size at stride 1: [top, left, bottom, right]. An even window gets the odd one at the end. */
export function convPads(kernel: number): [number, number, number, number] {
  const begin = Math.floor((kernel - 1) / 2)
  const end = kernel - 1 - begin
  return [begin, begin, end, end]
}

/** Output size along one side. Source: ONNX operator Conv. */
export function convSize(size: Dim, { kernel, stride, padding }: Window): Dim {
  const pad = padding === 'none' ? 0 : kernel - 1
  return mapDims((n) => Math.max(0, Math.floor((n + pad - kernel) / stride) + 1), size)
}

/** Reports a window the map cannot hold. */
export function reportWindow(
  report: Report,
  area: string,
  { kernel, padding }: Window,
  h: Dim,
  w: Dim,
): void {
  const smallest = Math.min(isKnown(h) ? h : Infinity, isKnown(w) ? w : Infinity)
  if (padding === 'none' && smallest < kernel) {
    report.error(
      `${area}/window-too-large`,
      { param: 'kernel' },
      `The window is ${kernel} px wide, but the map is only ${smallest} px.`,
      'Use a smaller kernel or pad the map.',
    )
  }
  if (padding === 'reflect' && smallest <= Math.floor(kernel / 2)) {
    report.error(
      `${area}/reflect-too-far`,
      { param: 'padding' },
      `Reflecting ${Math.floor(kernel / 2)} px needs a map larger than that, and this one is ${smallest} px.`,
      'Use a smaller kernel or zero padding.',
    )
  }
}

/** Mirrors the border without repeating it, so that a window of `kernel` keeps the size. Source: ONNX operator Pad, mode reflect. */
export function reflectPad(g: Emitter, x: Value, kernel: number): Value {
  const [top, left, bottom, right] = convPads(kernel)
  return g.op('Pad', [x, g.ints([0, 0, top, left, 0, 0, bottom, right])], { mode: 'reflect' })
}

/** How the filters of a convolution are learned: the same for the plain and the transposed one. */
export const learnedParams = {
  bias: param.bool({ default: true, doc: 'Add a learned constant per filter.' }),
  equalized: param.bool({
    default: false,
    label: 'equalised rate',
    doc: 'Store N(0, 1) weights and scale them at run time (equalised learning rate).',
  }),
  gain: param.float({
    default: Math.SQRT2,
    min: 0,
    max: 8,
    doc: 'Gain of the initial weights; sqrt(2) before a (leaky) ReLU, 1 otherwise.',
  }),
}

interface Equalized {
  readonly equalized: boolean
  readonly gain: number
}

/** He initialisation: std = gain / sqrt(fanIn); N(0, 1) when the scale is applied at run time instead. */
export function equalizedInit({ equalized, gain }: Equalized, fanIn: Dim, lrMul = 1): WeightInit {
  if (equalized) return { kind: 'normal', std: 1 / lrMul }
  return { kind: 'normal', std: isKnown(fanIn) ? gain / Math.sqrt(fanIn) : 0 }
}

/**
 * The run-time coefficient of a stored weight: gain / sqrt(fanIn) * lrMul with the equalised rate, else 1.
 * Source: Karras et al. 2018, section 4.1; `get_weight` in NVlabs/stylegan.
 */
export function equalizedFactor({ equalized, gain }: Equalized, fanIn: number, lrMul = 1): number {
  return equalized ? (gain / Math.sqrt(fanIn)) * lrMul : 1
}

/** The product of all dims, where a batch not known counts as nothing else: unknown stays unknown. */
export function multiply(...groups: readonly (readonly Dim[])[]): Dim {
  return mapDims((...known) => known.reduce((product, n) => product * n, 1), ...groups.flat())
}
