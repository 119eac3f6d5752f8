/** .npy, numpy's file for one array. Read without ever unpickling: Python objects are refused. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { decodeUtf8, encodeUtf8 } from '../base/utf8'
import { quote } from '../base/quote'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import type { Tensor } from '../tensor/tensor'
import { tensor, tensorBytes } from '../tensor/tensor'
import type { NpyHeader } from './npy-header'
import { parseNpyHeader } from './npy-header'
import type { NumberFormat } from './number-format'
import { bytesPerNumber, toFloat32 } from './number-format'
import { countValues } from './stored-shape'

/** `\x93NUMPY` */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
/** numpy itself refuses more than 10,000; what we can read is far shorter. */
const MAX_HEADER_BYTES = 64 * 1024

const KINDS: ReadonlyMap<string, NumberFormat> = new Map([
  ['f2', 'f16'],
  ['f4', 'f32'],
  ['f8', 'f64'],
  ['i1', 'i8'],
  ['i2', 'i16'],
  ['i4', 'i32'],
  ['i8', 'i64'],
  ['u1', 'u8'],
  ['u2', 'u16'],
  ['u4', 'u32'],
  ['u8', 'u64'],
  ['b1', 'bool'],
])

/**
 * The array as float32 in C order. Reads format versions 1 to 3, real and whole numbers and booleans of
 * either byte order, and Fortran order. `path` goes before the byte in errors: `w.npy: byte 12`.
 */
export function readNpy(bytes: Uint8Array, path = ''): Result<Tensor, readonly Diagnostic[]> {
  const problem = (code: string, byte: number, message: string, nextStep?: string) =>
    fail([
      fileError(`npy/${code}`, path === '' ? `byte ${byte}` : `${path}: byte ${byte}`, message, nextStep),
    ])

  if (!MAGIC.every((byte, i) => bytes[i] === byte) || bytes.length < 10) {
    return problem('not-npy', 0, 'The file does not begin like a numpy array.')
  }
  const version = bytes[6] ?? 0
  if (version < 1 || version > 3) {
    return problem('version', 6, `The array has format version ${version}; versions 1 to 3 can be read.`)
  }
  const span = headerSpan(bytes, version)
  if (!span) {
    return problem(
      'truncated',
      8,
      `The array's header does not fit into the ${bytes.length} bytes of the file.`,
    )
  }
  if (span.end - span.start > MAX_HEADER_BYTES) {
    return problem(
      'header',
      8,
      `The header takes ${span.end - span.start} bytes; at most ${MAX_HEADER_BYTES} are read.`,
    )
  }
  const text = decodeUtf8(bytes.subarray(span.start, span.end))
  const header = text === undefined ? fail('is not text') : parseNpyHeader(text)
  if (!header.ok) return problem('header', span.start, `The header ${header.error}.`)

  const { descr, shape } = header.value
  if (descr.includes('O')) {
    return problem(
      'object-dtype',
      span.start,
      'The array holds Python objects (pickle), which can run code when they are read, so it is not opened.',
      "Save it as numbers: array.astype('float32').",
    )
  }
  const stored = readDescr(descr)
  if (!stored) {
    const message = `The array's numbers are stored as ${quote(descr)}, which cannot be read.`
    return problem('dtype', span.start, message, "Save it as numbers: array.astype('float32').")
  }
  const count = countValues(shape)
  if (!count.ok) return problem('shape', span.start, `The array's shape ${count.error}.`)
  const expected = count.value * bytesPerNumber(stored.format)
  if (bytes.length - span.end !== expected) {
    const needs = `Shape [${shape.join(', ')}] of ${quote(descr)} takes ${expected} bytes`
    return problem(
      'size-mismatch',
      span.end,
      `${needs}, but ${bytes.length - span.end} bytes follow the header.`,
    )
  }
  const values = toFloat32(bytes.subarray(span.end), stored.format, stored.littleEndian)
  return ok(tensor(shape, inCOrder(values, header.value)))
}

function headerSpan(bytes: Uint8Array, version: number): { start: number; end: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = version === 1 ? 10 : 12
  if (bytes.length < start) return undefined
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true))
  return end <= bytes.length ? { start, end } : undefined
}

function readDescr(descr: string): { format: NumberFormat; littleEndian: boolean } | undefined {
  const format = KINDS.get(descr.slice(1))
  if (!format) return undefined
  if (descr.startsWith('<')) return { format, littleEndian: true }
  if (descr.startsWith('>')) return { format, littleEndian: false }
  // No byte order: allowed where there is only one byte.
  return descr.startsWith('|') && bytesPerNumber(format) === 1 ? { format, littleEndian: true } : undefined
}

/** Fortran order: the first index moves fastest. */
function inCOrder(values: Float32Array, { fortranOrder, shape }: NpyHeader): Float32Array {
  if (!fortranOrder || shape.length < 2 || values.length === 0) return values
  const strides: number[] = []
  let stride = 1
  for (const dim of shape) {
    strides.push(stride)
    stride *= dim
  }
  const out = new Float32Array(values.length)
  const index = shape.map(() => 0)
  let from = 0
  for (let to = 0; to < out.length; to++) {
    out[to] = values[from] ?? 0
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const step = strides[axis] ?? 0
      const next = (index[axis] ?? 0) + 1
      from += step
      index[axis] = next
      if (next < (shape[axis] ?? 0)) break
      from -= step * next
      index[axis] = 0
    }
  }
  return out
}

/** Format version 1.0, `<f4`, C order, data at a multiple of 64 as numpy has it. */
export function writeNpy({ dims, data }: Tensor): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(', ')
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`
  const end = Math.ceil((10 + dict.length + 1) / 64) * 64
  const out = new Uint8Array(end + data.byteLength)
  out.set(MAGIC)
  out.set([1, 0, (end - 10) & 0xff, (end - 10) >> 8], 6)
  out.set(encodeUtf8(`${dict.padEnd(end - 11)}\n`), 10)
  out.set(tensorBytes({ dims, data }), end)
  return out
}
