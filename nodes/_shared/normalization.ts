import { float, type Emitter, type Value } from '../../core/nodedef/emitter'

/**
 * (x − mean) / sqrt(var + eps) over H × W of each channel of each sample, biased variance.
 * Source: ONNX operator InstanceNormalization with scale 1 and bias 0.
 */
export function instanceNorm(g: Emitter, x: Value, channels: number, eps: number): Value {
  const ones = g.constant([channels], new Float32Array(channels).fill(1))
  const zeros = g.constant([channels], new Float32Array(channels))
  return g.op('InstanceNormalization', [x, ones, zeros], { epsilon: float(eps) })
}

/** The two halves of N × 2C styles, each as N × C × 1 × 1: scale first, then bias. */
export function splitStyles(
  g: Emitter,
  styles: Value,
  channels: number,
): { readonly scale: Value; readonly bias: Value } {
  const planes = g.op('Reshape', [styles, g.ints([-1, 2 * channels, 1, 1])], { allowzero: 0 })
  const half = (from: number): Value =>
    g.op('Slice', [planes, g.ints([from]), g.ints([from + channels]), g.ints([1]), g.ints([1])])
  return { scale: half(0), bias: half(channels) }
}
