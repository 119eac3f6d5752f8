/**
 * safetensors: an 8-byte header length, a JSON header, then the tensors' bytes without gaps.
 * The format: https://huggingface.co/docs/safetensors, README "Format".
 */
import { assert } from '../base/assert'
import { findDuplicateKey } from '../base/json-keys'
import { measureJson } from '../base/json-measure'
import { clipName, quote } from '../base/quote'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { decodeUtf8, encodeUtf8 } from '../base/utf8'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import type { Tensor } from '../tensor/tensor'
import { tensor, tensorBytes } from '../tensor/tensor'
import { bytesPerNumber, toFloat32 } from './number-format'
import type { StoredTensor } from './safetensors-entries'
import { METADATA_KEY, readEntries } from './safetensors-entries'
import type { TensorFile } from './tensor-file'

export interface SafetensorsLimits {
  /** The format allows 100 MB, which no file comes near: a tensor takes some 100 bytes. */
  readonly headerBytes: number
  readonly tensors: number
}

export const SAFETENSORS_LIMITS: SafetensorsLimits = { headerBytes: 16 * 1024 * 1024, tensors: 10_000 }

/** The header, an entry, its shape. */
const MAX_DEPTH = 3
/** An entry with 8 dims is 16 values; as many again leave room for metadata. */
const VALUES_PER_TENSOR = 32

const LENGTH_BYTES = 8
const OPENING_BRACE = 0x7b

/**
 * Every tensor as float32 in memory of its own; the file's bytes may be dropped afterwards. Reads F64, F32,
 * F16, BF16, whole numbers and BOOL of up to 8 dims. Errors name the tensor (`header/conv.weight`) or the
 * byte; when there is one, nothing is opened.
 */
export function readSafetensors(
  bytes: Uint8Array,
  limits: Partial<SafetensorsLimits> = {},
): Result<TensorFile, readonly Diagnostic[]> {
  const bounds = { ...SAFETENSORS_LIMITS, ...limits }
  const header = readHeader(bytes, bounds)
  if (!header.ok) return fail([header.error])

  const data = bytes.subarray(header.value.dataStart)
  const entries = readEntries(header.value.json, data.length, bounds.tensors)
  if (!entries.ok) return entries

  const tensors = new Map<string, Tensor>()
  for (const entry of entries.value.tensors) tensors.set(entry.name, loadTensor(entry, data))
  return ok({ tensors, metadata: entries.value.metadata })
}

function loadTensor(entry: StoredTensor, data: Uint8Array): Tensor {
  assert(entry.end - entry.begin === entry.count * bytesPerNumber(entry.format), 'an unchecked entry')
  return tensor(entry.dims, toFloat32(data.subarray(entry.begin, entry.end), entry.format))
}

interface Header {
  readonly json: unknown
  readonly dataStart: number
}

function readHeader(bytes: Uint8Array, limits: SafetensorsLimits): Result<Header, Diagnostic> {
  if (bytes.length < LENGTH_BYTES) {
    return fail(
      fileError(
        'safetensors/truncated',
        'byte 0',
        `The file is ${bytes.length} bytes long; a safetensors file begins with 8 bytes that give its header's length.`,
      ),
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A length beyond 2^53 loses digits here, but is refused all the same.
  const length = Number(view.getBigUint64(0, true))
  if (length > limits.headerBytes) {
    return fail(
      fileError(
        'safetensors/header-too-long',
        'byte 0',
        `The header is said to be ${length} bytes long; at most ${limits.headerBytes} are read.`,
        'Check that this is a safetensors file.',
      ),
    )
  }
  const dataStart = LENGTH_BYTES + length
  if (dataStart > bytes.length) {
    return fail(
      fileError(
        'safetensors/truncated',
        'byte 0',
        `The header is said to be ${length} bytes long, but only ${bytes.length - LENGTH_BYTES} bytes follow.`,
        'Fetch the file again: it seems cut off.',
      ),
    )
  }
  const json = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), limits.tensors)
  return json.ok ? ok({ json: json.value, dataStart }) : json
}

function parseHeader(bytes: Uint8Array, maxTensors: number): Result<unknown, Diagnostic> {
  const broken = (reason: string) =>
    fail(fileError('safetensors/bad-header', `byte ${LENGTH_BYTES}`, `The header ${reason}.`))

  if (bytes[0] !== OPENING_BRACE) return broken('does not begin with "{"')
  const text = decodeUtf8(bytes)
  if (text === undefined) return broken('is not UTF-8 text')
  const { depth, values } = measureJson(text)
  if (depth > MAX_DEPTH) return broken(`is nested ${depth} levels deep; tensors need ${MAX_DEPTH}`)
  if (values > maxTensors * VALUES_PER_TENSOR) {
    const message = `The header holds ${values} values, too many for ${maxTensors} tensors, the most that are read.`
    return fail(fileError('safetensors/too-many-tensors', 'header', message))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return broken(`is not valid JSON (${clipName(cause instanceof Error ? cause.message : String(cause))})`)
  }
  const duplicate = findDuplicateKey(text)
  if (duplicate) {
    return fail(
      fileError(
        'safetensors/duplicate-name',
        `header/${clipName(duplicate.key)}`,
        `The header holds ${quote(duplicate.key)} twice in one place.`,
        'Save the file again with unique names.',
      ),
    )
  }
  return ok(json)
}

/**
 * The tensors as F32 in order of their names, so equal tensors give equal bytes. The header is padded with
 * spaces so that the data begins at a multiple of 8.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  assert(!tensors.has(METADATA_KEY), `a tensor cannot be named ${METADATA_KEY}`)
  const sorted = [...tensors].sort(byName)
  const header = encodeUtf8(headerJson(sorted, [...metadata].sort(byName)))
  const headerLength = Math.ceil(header.length / 8) * 8
  const dataLength = sorted.reduce((sum, [, value]) => sum + value.data.byteLength, 0)

  const out = new Uint8Array(LENGTH_BYTES + headerLength + dataLength)
  new DataView(out.buffer).setBigUint64(0, BigInt(headerLength), true)
  out.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength)
  out.set(header, LENGTH_BYTES)
  let at = LENGTH_BYTES + headerLength
  for (const [, value] of sorted) {
    out.set(tensorBytes(value), at)
    at += value.data.byteLength
  }
  return out
}

/** Written by hand because an object would put names such as `0` first and lose the order. */
function headerJson(
  tensors: readonly (readonly [string, Tensor])[],
  metadata: readonly (readonly [string, string])[],
): string {
  const fields: string[] = []
  if (metadata.length > 0) {
    const pairs = metadata.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    fields.push(`"${METADATA_KEY}":{${pairs.join(',')}}`)
  }
  let begin = 0
  for (const [name, { dims, data }] of tensors) {
    const end = begin + data.byteLength
    const entry = { dtype: 'F32', shape: dims, data_offsets: [begin, end] }
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`)
    begin = end
  }
  return `{${fields.join(',')}}`
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}
