/**
 * The bits of the float16 nearest to each value, ties to even (IEEE 754): above 65504 + 16 it is infinity, below
 * 2^-24 / 2 zero.
 */
export function toFloat16Bits(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const out = new Uint16Array(values.length)
  for (let i = 0; i < words.length; i++) out[i] = halfOf(words[i] ?? 0)
  return out
}

const INFINITY = 0x7c00
/** Exponents of float32 are biased by 127, those of float16 by 15. */
const BIAS_DIFFERENCE = 112

function halfOf(word: number): number {
  const sign = (word >>> 16) & 0x8000
  const exponent = ((word >>> 23) & 0xff) - BIAS_DIFFERENCE
  const mantissa = word & 0x7fffff
  if (exponent === 0xff - BIAS_DIFFERENCE) return sign | INFINITY | (mantissa === 0 ? 0 : 0x200)
  if (exponent >= 31) return sign | INFINITY
  // A carry out of the mantissa goes on into the exponent, which is the next larger number as well.
  if (exponent > 0) return sign | ((exponent << 10) + roundedShift(mantissa, 13))
  if (exponent < -10) return sign
  return sign | roundedShift(mantissa | 0x800000, 14 - exponent)
}

/** value / 2^bits, to the nearest, ties to even. */
function roundedShift(value: number, bits: number): number {
  const half = 1 << (bits - 1)
  const rest = value & ((1 << bits) - 1)
  const floor = value >>> bits
  return rest > half || (rest === half && (floor & 1) === 1) ? floor + 1 : floor
}
