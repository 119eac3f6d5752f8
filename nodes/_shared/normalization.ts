/** Mean and variance taken away, scale and bias given back: what all normalisations and AdaIN are made of. */
import { float, type Emitter, type Value } from '../../core/nodedef/emitter'
import { reduceMean } from './reduce'

/** A scale and a bias that broadcast over a map: 1 or N × C × 1 × 1. */
export interface PlaneAffine {
  readonly scale: Value
  readonly bias: Value
}

/**
 * scale · (x − mean) / sqrt(var + eps) + bias over H × W of each channel of each sample, biased variance.
 *
 * ONNX has an operator for it, which runtimes know best how to run. Only for WebGPU it is written out: there the
 * kernel (onnxruntime-web 1.30) gives every session the eps of the first one, rounds eps to six decimals (1e-8
 * becomes 0), and takes the variance as the small difference of large numbers, so that a channel that is almost the
 * same everywhere becomes NaN.
 */
export function instanceNorm(
  g: Emitter,
  x: Value,
  channels: number,
  eps: number,
  affine?: PlaneAffine,
): Value {
  if (g.backend === 'webgpu') return normalize(g, x, [2, 3], eps, affine)
  const ones = g.constant([channels], new Float32Array(channels).fill(1))
  const zeros = g.constant([channels], new Float32Array(channels))
  const normalized = g.op('InstanceNormalization', [x, ones, zeros], { epsilon: float(eps) })
  return affine ? applyAffine(g, normalized, affine) : normalized
}

/** scale · (x − mean) / sqrt(var + eps) + bias, mean and biased variance over `axes`. */
export function normalize(
  g: Emitter,
  x: Value,
  axes: readonly number[],
  eps: number,
  affine?: PlaneAffine,
): Value {
  const centred = g.op('Sub', [x, reduceMean(g, x, axes)])
  const variance = reduceMean(g, g.op('Mul', [centred, centred]), axes)
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.scalar(eps)])])
  if (!affine) return g.op('Div', [centred, deviation])
  // The division is done on the scales, which are few, and not on the map.
  const scale = g.op('Div', [affine.scale, deviation])
  return applyAffine(g, centred, { scale, bias: affine.bias })
}

/** scale · x + bias. */
export function applyAffine(g: Emitter, x: Value, { scale, bias }: PlaneAffine): Value {
  return g.op('Add', [g.op('Mul', [x, scale]), bias])
}

/** The two halves of N × 2C styles, each as N × C × 1 × 1: scale first, then bias. */
export function splitStyles(g: Emitter, styles: Value, channels: number): PlaneAffine {
  const planes = g.op('Reshape', [styles, g.ints([-1, 2 * channels, 1, 1])], { allowzero: 0 })
  const half = (from: number): Value =>
    g.op('Slice', [planes, g.ints([from]), g.ints([from + channels]), g.ints([1]), g.ints([1])])
  return { scale: half(0), bias: half(channels) }
}
