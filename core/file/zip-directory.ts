/**
 * The directory of a zip archive, checked against the archive before anything is inflated: what it promises
 * fits into the file and the limits, and no two entries share a byte.
 * The format: PKWARE APPNOTE.TXT, sections 4.3 to 4.5.
 */
import { clipName, quote } from '../base/quote'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { decodeUtf8 } from '../base/utf8'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import { entryNameProblem } from './entry-name'
import { findZipEnd } from './zip-end'

export interface ZipLimits {
  readonly entries: number
  /** Uncompressed, each. */
  readonly entryBytes: number
  /** Uncompressed, together. */
  readonly totalBytes: number
}

export const STORED = 0
export const DEFLATED = 8

export const LOCAL_SIGNATURE = 0x04034b50
export const LOCAL_BYTES = 30
export const CENTRAL_SIGNATURE = 0x02014b50
export const CENTRAL_BYTES = 46

/** Encrypted, strongly encrypted, or with its local header hidden. */
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000
const ZIP64_EXTRA = 0x0001
const IN_ZIP64 = 0xffffffff

export interface ZipEntry {
  readonly name: string
  readonly method: typeof STORED | typeof DEFLATED
  readonly crc: number
  /** Uncompressed bytes, as announced. */
  readonly size: number
  /** As it lies in the archive. */
  readonly data: Uint8Array
}

interface Located extends ZipEntry {
  readonly isDirectory: boolean
  /** From the entry's local header to the end of its data. */
  readonly begin: number
  readonly end: number
}

/** The files of the archive in the directory's order; folders are checked and left out. */
export function readDirectory(bytes: Uint8Array, limits: ZipLimits): Result<readonly ZipEntry[], Diagnostic> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findZipEnd(view)
  if (!end.ok) return end
  const { entries, directory, directoryEnd } = end.value
  if (entries > limits.entries) {
    const message = `The archive holds ${entries} files; at most ${limits.entries} are read.`
    return fail(fileError('zip/too-many-entries', `byte ${directoryEnd}`, message))
  }

  const located: Located[] = []
  const names = new Set<string>()
  let total = 0
  let at = directory
  for (let i = 0; i < entries; i++) {
    const record = readRecord(bytes, view, at, directoryEnd)
    if (!record.ok) return record
    const entry = locate(bytes, view, record.value, directory)
    if (!entry.ok) return entry
    const { name, size } = entry.value
    const path = clipName(name)
    if (names.has(name)) {
      return fail(fileError('zip/duplicate-name', path, `The archive holds ${quote(name)} twice.`))
    }
    total += size
    if (size > limits.entryBytes || total > limits.totalBytes) {
      const [what, most] = size > limits.entryBytes ? [size, limits.entryBytes] : [total, limits.totalBytes]
      const whose = size > limits.entryBytes ? quote(name) : `The archive up to ${quote(name)}`
      return fail(
        fileError('zip/too-large', path, `${whose} unpacks to ${what} bytes; at most ${most} are read.`),
      )
    }
    names.add(name)
    located.push(entry.value)
    at = record.value.end
  }
  if (at !== directoryEnd) {
    const message = `The directory goes on for ${directoryEnd - at} bytes after its ${entries} entries.`
    return fail(fileError('zip/directory', `byte ${at}`, message))
  }
  const shared = findOverlap(located)
  return shared ? fail(shared) : ok(located.filter((entry) => !entry.isDirectory))
}

/** One entry of the central directory. */
interface CentralRecord {
  readonly at: number
  readonly end: number
  readonly rawName: Uint8Array
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly compressedSize: number
  readonly localHeader: number
}

function readRecord(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  directoryEnd: number,
): Result<CentralRecord, Diagnostic> {
  const broken = (message: string) => fail(fileError('zip/directory', `byte ${at}`, message))
  if (at + CENTRAL_BYTES > directoryEnd || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    return broken("The archive's directory is broken: no entry begins here.")
  }
  const extraStart = at + CENTRAL_BYTES + view.getUint16(at + 28, true)
  const extraEnd = extraStart + view.getUint16(at + 30, true)
  const end = extraEnd + view.getUint16(at + 32, true)
  if (end > directoryEnd) return broken("The archive's directory is broken: an entry reaches beyond its end.")

  const sizes = wideSizes(view, at, extraStart, extraEnd)
  if (!sizes) return broken("An entry's 64-bit sizes are missing.")
  const rawName = bytes.subarray(at + CENTRAL_BYTES, extraStart)
  const flags = view.getUint16(at + 8, true)
  if ((flags & ENCRYPTED_FLAGS) !== 0) {
    const message = 'The archive is encrypted.'
    return fail(fileError('zip/encrypted', `byte ${at}`, message, 'Unpack it with its password first.'))
  }
  return ok({
    at,
    end,
    rawName,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    ...sizes,
  })
}

/** The sizes and the offset, from the zip64 extra field where the 32-bit fields say so, in the fixed order. */
function wideSizes(
  view: DataView,
  at: number,
  extraStart: number,
  extraEnd: number,
): Pick<CentralRecord, 'size' | 'compressedSize' | 'localHeader'> | undefined {
  const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  const extra = findExtra(view, extraStart, extraEnd)
  let next = extra?.start ?? 0
  const wide: number[] = []
  for (const value of narrow) {
    if (value !== IN_ZIP64) {
      wide.push(value)
      continue
    }
    if (!extra || next + 8 > extra.end) return undefined
    wide.push(Number(view.getBigUint64(next, true)))
    next += 8
  }
  const [size = 0, compressedSize = 0, localHeader = 0] = wide
  return { size, compressedSize, localHeader }
}

function findExtra(view: DataView, start: number, end: number): { start: number; end: number } | undefined {
  let at = start
  while (at + 4 <= end) {
    const dataEnd = at + 4 + view.getUint16(at + 2, true)
    if (dataEnd > end) return undefined
    if (view.getUint16(at, true) === ZIP64_EXTRA) return { start: at + 4, end: dataEnd }
    at = dataEnd
  }
  return undefined
}

/** Finds the entry's data through its local header, which must agree with the directory. */
function locate(
  bytes: Uint8Array,
  view: DataView,
  record: CentralRecord,
  dataEnd: number,
): Result<Located, Diagnostic> {
  const { rawName, method, size, compressedSize, crc, localHeader } = record
  const text = decodeUtf8(rawName)
  const isDirectory = text?.endsWith('/') === true
  const problem = text === undefined ? 'is not UTF-8 text' : entryNameProblem(text.replace(/\/$/, ''))
  if (text === undefined || problem !== undefined) {
    const name = text === undefined ? '' : ` ${quote(text)}`
    const message = `The archive holds a file whose name${name} ${problem}.`
    return fail(fileError('zip/bad-name', `byte ${record.at}`, message))
  }
  const broken = (code: string, message: string) => fail(fileError(`zip/${code}`, clipName(text), message))

  if (method !== STORED && method !== DEFLATED) {
    return broken(
      'method',
      `${quote(text)} is packed by method ${method}; only 0 (stored) and 8 (deflate) can be read.`,
    )
  }
  if ((method === STORED && size !== compressedSize) || (isDirectory && size !== 0)) {
    return broken('size-mismatch', `${quote(text)} is said to hold ${size} bytes in ${compressedSize}.`)
  }
  if (localHeader + LOCAL_BYTES > dataEnd || view.getUint32(localHeader, true) !== LOCAL_SIGNATURE) {
    return broken(
      'local-header',
      `${quote(text)} is not where the archive's directory says (byte ${localHeader}).`,
    )
  }
  const nameEnd = localHeader + LOCAL_BYTES + view.getUint16(localHeader + 26, true)
  const begin = nameEnd + view.getUint16(localHeader + 28, true)
  const end = begin + compressedSize
  if (end > dataEnd) {
    return broken(
      'truncated',
      `${quote(text)} should reach to byte ${end}, but the files end at byte ${dataEnd}.`,
    )
  }
  const localName = bytes.subarray(localHeader + LOCAL_BYTES, nameEnd)
  if (!sameBytes(localName, rawName) || view.getUint16(localHeader + 8, true) !== method) {
    return broken('local-header', `${quote(text)} is described in two ways that disagree.`)
  }
  const data = bytes.subarray(begin, end)
  return ok({ name: text, method, crc, size, data, isDirectory, begin: localHeader, end })
}

/** Entries that share bytes let a small file unpack to a huge one. */
function findOverlap(entries: readonly Located[]): Diagnostic | undefined {
  const ordered = [...entries].sort((a, b) => a.begin - b.begin)
  for (const [i, entry] of ordered.entries()) {
    const previous = ordered[i - 1]
    if (!previous || entry.begin >= previous.end) continue
    const message = `${quote(entry.name)} and ${quote(previous.name)} share bytes of the archive.`
    return fileError('zip/overlap', clipName(entry.name), message)
  }
  return undefined
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
