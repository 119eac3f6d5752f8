/** Zip archives in memory: read with every promise checked, written so that equal content gives equal bytes. */
import { deflateSync } from 'fflate'
import { assert } from '../base/assert'
import { crc32 } from '../base/crc32'
import { inflateExact } from '../base/inflate'
import { clipName, quote } from '../base/quote'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { encodeUtf8 } from '../base/utf8'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import { entryNameProblem } from './entry-name'
import type { ZipEntry, ZipLimits } from './zip-directory'
import {
  CENTRAL_BYTES,
  CENTRAL_SIGNATURE,
  DEFLATED,
  LOCAL_BYTES,
  LOCAL_SIGNATURE,
  readDirectory,
  STORED,
} from './zip-directory'
import { END_BYTES, END_SIGNATURE } from './zip-end'

export const ZIP_LIMITS: ZipLimits = { entries: 10_000, entryBytes: 2 ** 30, totalBytes: 2 ** 31 }

/** After this many broken entries the archive is not worth more sentences. */
const MAX_PROBLEMS = 20

/**
 * The files by name, in the archive's order; folders are left out. A file that is not compressed is a view
 * into `bytes`. Names are relative paths that stay inside the archive. Nothing is returned unless every
 * size, checksum and name is right.
 */
export function readZip(
  bytes: Uint8Array,
  limits: Partial<ZipLimits> = {},
): Result<ReadonlyMap<string, Uint8Array>, readonly Diagnostic[]> {
  const entries = readDirectory(bytes, { ...ZIP_LIMITS, ...limits })
  if (!entries.ok) return fail([entries.error])

  const files = new Map<string, Uint8Array>()
  const problems: Diagnostic[] = []
  for (const entry of entries.value) {
    const data = unpack(entry)
    if (data.ok) files.set(entry.name, data.value)
    else if (problems.push(data.error) >= MAX_PROBLEMS) break
  }
  return problems.length > 0 ? fail(problems) : ok(files)
}

function unpack({ name, method, data, size, crc }: ZipEntry): Result<Uint8Array, Diagnostic> {
  const content = method === STORED ? ok(data) : inflateExact([data], size)
  if (!content.ok) {
    const message = `The compressed data of ${quote(name)} ${content.error}.`
    return fail(fileError('zip/bad-data', clipName(name), message))
  }
  if (crc32(content.value) === crc) return content
  const message = `${quote(name)} is damaged: its checksum does not match.`
  return fail(fileError('zip/checksum', clipName(name), message, 'Fetch the file again.'))
}

export interface ZipSource {
  readonly name: string
  readonly data: Uint8Array
  /** `false` for what is compressed already, or better read without unpacking. */
  readonly compress: boolean
}

/** 1980-01-01 00:00, the first moment a zip can name: the time of writing is no content. */
const FIXED_DATE = 0x0021
const UTF8_FLAG = 0x0800
/** 2.0: deflate and folders. */
const VERSION = 20

/** The entries in the order given, without zip64: less than 4 GiB and 65,535 entries. */
export function writeZip(entries: readonly ZipSource[]): Uint8Array {
  assert(entries.length < 0xffff, `${entries.length} entries need zip64`)
  assert(new Set(entries.map(({ name }) => name)).size === entries.length, 'two entries have one name')
  const packed = entries.map(pack)
  const filesLength = packed.reduce((sum, { header, data }) => sum + header.length + data.length, 0)
  const directoryLength = packed.reduce((sum, { name }) => sum + CENTRAL_BYTES + name.length, 0)
  const total = filesLength + directoryLength + END_BYTES
  assert(total < 0xffffffff, `${total} bytes need zip64`)

  const out = new Uint8Array(total)
  let file = 0
  let record = filesLength
  for (const { name, header, data } of packed) {
    out.set(centralRecord(header, name, file), record)
    out.set(header, file)
    out.set(data, file + header.length)
    file += header.length + data.length
    record += CENTRAL_BYTES + name.length
  }
  const end = new DataView(out.buffer, record)
  end.setUint32(0, END_SIGNATURE, true)
  end.setUint16(8, packed.length, true)
  end.setUint16(10, packed.length, true)
  end.setUint32(12, directoryLength, true)
  end.setUint32(16, filesLength, true)
  return out
}

interface Packed {
  readonly name: Uint8Array
  /** The local header with the name. */
  readonly header: Uint8Array
  readonly data: Uint8Array
}

function pack({ name, data, compress }: ZipSource): Packed {
  assert(entryNameProblem(name) === undefined, `${name} is no name for an entry`)
  const deflated = compress ? deflateSync(data, { level: 6 }) : data
  const method = deflated.length < data.length ? DEFLATED : STORED
  const content = method === DEFLATED ? deflated : data
  const rawName = encodeUtf8(name)

  const header = new Uint8Array(LOCAL_BYTES + rawName.length)
  const view = new DataView(header.buffer)
  view.setUint32(0, LOCAL_SIGNATURE, true)
  view.setUint16(4, VERSION, true)
  view.setUint16(6, rawName.length === name.length ? 0 : UTF8_FLAG, true)
  view.setUint16(8, method, true)
  view.setUint16(12, FIXED_DATE, true)
  view.setUint32(14, crc32(data), true)
  view.setUint32(18, content.length, true)
  view.setUint32(22, data.length, true)
  view.setUint16(26, rawName.length, true)
  header.set(rawName, LOCAL_BYTES)
  return { name: rawName, header, data: content }
}

/** The directory repeats the local header from its version to the length of its name. */
function centralRecord(header: Uint8Array, name: Uint8Array, fileOffset: number): Uint8Array {
  const record = new Uint8Array(CENTRAL_BYTES + name.length)
  const view = new DataView(record.buffer)
  view.setUint32(0, CENTRAL_SIGNATURE, true)
  view.setUint16(4, VERSION, true)
  record.set(header.subarray(4, 28), 6)
  view.setUint32(42, fileOffset, true)
  record.set(name, CENTRAL_BYTES)
  return record
}
