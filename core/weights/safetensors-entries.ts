/** The parsed header of a safetensors file, checked entry by entry before any tensor is loaded. */
import { clipName, quote } from '../base/quote'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import type { NumberFormat } from './number-format'
import { bytesPerNumber } from './number-format'
import { countValues, isDim } from './stored-shape'

export const METADATA_KEY = '__metadata__'

/** Where a tensor lies; `begin` and `end` count bytes from the end of the header. */
export interface StoredTensor {
  readonly name: string
  readonly format: NumberFormat
  readonly dims: readonly number[]
  readonly count: number
  readonly begin: number
  readonly end: number
}

export interface Entries {
  readonly tensors: readonly StoredTensor[]
  readonly metadata: ReadonlyMap<string, string>
}

const DTYPES: ReadonlyMap<string, NumberFormat> = new Map([
  ['F64', 'f64'],
  ['F32', 'f32'],
  ['F16', 'f16'],
  ['BF16', 'bf16'],
  ['I64', 'i64'],
  ['I32', 'i32'],
  ['I16', 'i16'],
  ['I8', 'i8'],
  ['U64', 'u64'],
  ['U32', 'u32'],
  ['U16', 'u16'],
  ['U8', 'u8'],
  ['BOOL', 'bool'],
])

/** A file with a thousand bad entries needs no thousand sentences. */
const MAX_PROBLEMS = 20

/** Checks every entry against the `dataLength` bytes that follow the header. */
export function readEntries(
  header: unknown,
  dataLength: number,
  maxTensors: number,
): Result<Entries, readonly Diagnostic[]> {
  if (!isRecord(header)) {
    return fail([fileError('safetensors/bad-header', 'header', 'The header is not a JSON object.')])
  }
  const entries = Object.entries(header).filter(([name]) => name !== METADATA_KEY)
  if (entries.length > maxTensors) {
    const message = `The file holds ${entries.length} tensors; at most ${maxTensors} are read.`
    return fail([fileError('safetensors/too-many-tensors', 'header', message)])
  }

  const problems: Diagnostic[] = []
  const metadata = readMetadata(header[METADATA_KEY])
  if (!metadata.ok) problems.push(metadata.error)
  const tensors: StoredTensor[] = []
  for (const [name, json] of entries) {
    const entry = readEntry(name, json, dataLength)
    if (entry.ok) tensors.push(entry.value)
    else if (problems.push(entry.error) >= MAX_PROBLEMS) break
  }
  if (problems.length > 0 || !metadata.ok) return fail(problems)

  const gap = checkLayout(tensors, dataLength)
  return gap ? fail([gap]) : ok({ tensors, metadata: metadata.value })
}

function readMetadata(json: unknown): Result<ReadonlyMap<string, string>, Diagnostic> {
  const metadata = new Map<string, string>()
  if (json === undefined) return ok(metadata)
  if (!isRecord(json)) {
    return fail(fileError('safetensors/bad-metadata', `header/${METADATA_KEY}`, 'The metadata is no object.'))
  }
  for (const [key, value] of Object.entries(json)) {
    if (typeof value !== 'string') {
      const path = `header/${METADATA_KEY}/${clipName(key)}`
      return fail(fileError('safetensors/bad-metadata', path, `The metadata ${quote(key)} is not a text.`))
    }
    metadata.set(key, value)
  }
  return ok(metadata)
}

function readEntry(name: string, json: unknown, dataLength: number): Result<StoredTensor, Diagnostic> {
  const problem = (code: string, message: string, nextStep?: string) =>
    fail(fileError(`safetensors/${code}`, `header/${clipName(name)}`, message, nextStep))

  if (!isRecord(json) || typeof json['dtype'] !== 'string' || !Array.isArray(json['shape'])) {
    return problem('bad-entry', `The entry of ${quote(name)} needs a dtype, a shape and data_offsets.`)
  }
  const format = DTYPES.get(json['dtype'])
  if (!format) {
    return problem(
      'unknown-dtype',
      `${quote(name)} is stored as ${quote(json['dtype'])}; only ${[...DTYPES.keys()].join(', ')} can be read.`,
      'Save it as F32.',
    )
  }
  const dims: readonly unknown[] = json['shape']
  const count = countValues(dims)
  if (!count.ok || !dims.every(isDim)) {
    return problem('bad-shape', `The shape of ${quote(name)} ${count.ok ? 'is broken' : count.error}.`)
  }
  const offsets = readOffsets(json['data_offsets'])
  if (!offsets) {
    return problem(
      'bad-entry',
      `The data_offsets of ${quote(name)} are not two whole numbers, first to last.`,
    )
  }
  const [begin, end] = offsets
  if (end > dataLength) {
    return problem(
      'out-of-range',
      `${quote(name)} ends at byte ${end} of the data, but the file holds only ${dataLength} bytes of data.`,
      'Fetch the file again: it seems cut off.',
    )
  }
  const expected = count.value * bytesPerNumber(format)
  if (end - begin !== expected) {
    return problem(
      'size-mismatch',
      `${quote(name)} takes ${end - begin} bytes, but ${json['dtype']} with shape [${dims.join(', ')}] takes ${expected}.`,
    )
  }
  return ok({ name, format, dims, count: count.value, begin, end })
}

function readOffsets(json: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(json) || json.length !== 2) return undefined
  const pair: readonly unknown[] = json
  const [begin, end] = pair
  return isOffset(begin) && isOffset(end) && begin <= end ? [begin, end] : undefined
}

/** The tensors must cover the data without overlaps, holes or a rest: the format wants it so. */
function checkLayout(tensors: readonly StoredTensor[], dataLength: number): Diagnostic | undefined {
  const ordered = [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)
  let covered = 0
  let previous = ''
  for (const { name, begin, end } of ordered) {
    const path = `header/${clipName(name)}`
    if (begin < covered) {
      const message = `${quote(name)} begins at byte ${begin} of the data, but ${quote(previous)} reaches to byte ${covered}.`
      return fileError('safetensors/overlap', path, message)
    }
    if (begin > covered) {
      const message = `${quote(name)} begins at byte ${begin} of the data, but bytes ${covered} to ${begin} belong to no tensor.`
      return fileError('safetensors/hole', path, message)
    }
    covered = end
    previous = name
  }
  if (covered === dataLength) return undefined
  const message = `The tensors take ${covered} bytes, but the file holds ${dataLength} bytes of data.`
  return fileError('safetensors/hole', 'header', message)
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
