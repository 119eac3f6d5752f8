/** The number formats weights are stored in, and the way from their bytes to float32. */
import { assert } from '../base/assert'

export type NumberFormat =
  'f64' | 'f32' | 'f16' | 'bf16' | 'i64' | 'i32' | 'i16' | 'i8' | 'u64' | 'u32' | 'u16' | 'u8' | 'bool'

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number

const FORMATS: Record<NumberFormat, { readonly bytes: number; readonly read: ReadNumber }> = {
  f64: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  f32: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f16: { bytes: 2, read: (view, at, little) => halfToNumber(view.getUint16(at, little)) },
  bf16: { bytes: 2, read: (view, at, little) => bfloatToNumber(view.getUint16(at, little)) },
  i64: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  i32: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  i16: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  i8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u64: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  u32: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  u16: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  u8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  bool: { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
}

export function bytesPerNumber(format: NumberFormat): number {
  return FORMATS[format].bytes
}

/**
 * The numbers as float32, in memory of their own, at any alignment. 64-bit numbers lose what float32 cannot
 * hold; infinities and NaN stay. `bytes` must hold a whole count of numbers.
 */
export function toFloat32(bytes: Uint8Array, format: NumberFormat, littleEndian = true): Float32Array {
  const { bytes: size, read } = FORMATS[format]
  assert(bytes.length % size === 0, `${bytes.length} bytes are no whole count of ${format}`)
  if (format === 'f32' && littleEndian) return new Float32Array(new Uint8Array(bytes).buffer)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Float32Array(bytes.length / size)
  for (let i = 0; i < out.length; i++) out[i] = read(view, i * size, littleEndian)
  return out
}

/** 2^(exponent - 15) for each exponent field of a binary16 number. */
const HALF_POWERS = Float64Array.from({ length: 31 }, (_, exponent) => 2 ** (exponent - 15))

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (HALF_POWERS[exponent] ?? 0) * (1 + fraction / 1024)
}

const scratch = new DataView(new ArrayBuffer(4))

/** bfloat16 is the upper half of a float32. */
function bfloatToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16)
  return scratch.getFloat32(0)
}
