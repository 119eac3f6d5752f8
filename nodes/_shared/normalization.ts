import { float, type Emitter, type Value } from '../../core/nodedef/emitter'

/** A scale and a bias per channel, each [C]. */
export interface ChannelAffine {
  readonly scale: Value
  readonly bias: Value
}

/** The scale and bias that change nothing. */
export function identityAffine(g: Emitter, channels: number): ChannelAffine {
  return {
    scale: g.constant([channels], new Float32Array(channels).fill(1)),
    bias: g.constant([channels], new Float32Array(channels)),
  }
}

/**
 * scale · (x − mean) / sqrt(var + eps) + bias over H × W of each channel of each sample, biased variance.
 * Source: ONNX operator InstanceNormalization.
 */
export function instanceNorm(
  g: Emitter,
  x: Value,
  channels: number,
  eps: number,
  { scale, bias }: ChannelAffine = identityAffine(g, channels),
): Value {
  return g.op('InstanceNormalization', [x, scale, bias], { epsilon: float(eps) })
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
