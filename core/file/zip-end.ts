/** The record at the end of a zip archive, which says where the directory is; zip64 included. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'

export const END_SIGNATURE = 0x06054b50
export const END_BYTES = 22
const MAX_COMMENT = 0xffff
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50
const ZIP64_LOCATOR_BYTES = 20
const ZIP64_END_SIGNATURE = 0x06064b50
const ZIP64_END_BYTES = 56

export interface ZipEnd {
  readonly entries: number
  /** Where the directory begins and ends; what lies before it belongs to the entries. */
  readonly directory: number
  readonly directoryEnd: number
}

interface Fields {
  readonly entries: number
  readonly size: number
  readonly offset: number
  readonly directoryEnd: number
  readonly isSplit: boolean
}

export function findZipEnd(view: DataView): Result<ZipEnd, Diagnostic> {
  const at = findSignature(view)
  if (at === undefined) {
    const message = 'This is not a whole zip archive: the directory at its end is missing.'
    return fail(fileError('zip/not-zip', 'byte 0', message, 'Fetch the file again: it seems cut off.'))
  }
  const fields = readFields(view, at)
  if (!fields) {
    return fail(fileError('zip/directory', `byte ${at}`, "The archive's 64-bit directory record is missing."))
  }
  if (fields.isSplit) {
    const message = 'The archive is one part of several.'
    return fail(fileError('zip/split', `byte ${at}`, message, 'Join the parts first.'))
  }
  const { entries, size, offset, directoryEnd } = fields
  if (offset + size !== directoryEnd) {
    const message = `The archive's directory should lie at bytes ${offset} to ${offset + size}, but ends at byte ${directoryEnd}.`
    return fail(fileError('zip/directory', `byte ${at}`, message))
  }
  return ok({ entries, directory: offset, directoryEnd })
}

/** The end record is the last thing in the file but for a comment, whose length it holds. */
function findSignature(view: DataView): number | undefined {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    const isEnd = view.getUint32(at, true) === END_SIGNATURE && view.getUint16(at + 20, true) === last - at
    if (isEnd) return at
  }
  return undefined
}

function readFields(view: DataView, at: number): Fields | undefined {
  const onThisDisk = view.getUint16(at + 8, true)
  const entries = view.getUint16(at + 10, true)
  const size = view.getUint32(at + 12, true)
  const offset = view.getUint32(at + 16, true)
  if (entries === 0xffff || size === 0xffffffff || offset === 0xffffffff) return readZip64(view, at)
  const isSplit = view.getUint32(at + 4, true) !== 0 || onThisDisk !== entries
  return { entries, size, offset, directoryEnd: at, isSplit }
}

function readZip64(view: DataView, end: number): Fields | undefined {
  const locator = end - ZIP64_LOCATOR_BYTES
  if (locator < 0 || view.getUint32(locator, true) !== ZIP64_LOCATOR_SIGNATURE) return undefined
  const at = Number(view.getBigUint64(locator + 8, true))
  if (at + ZIP64_END_BYTES > locator || view.getUint32(at, true) !== ZIP64_END_SIGNATURE) return undefined
  if (at + 12 + Number(view.getBigUint64(at + 4, true)) !== locator) return undefined

  const entries = Number(view.getBigUint64(at + 32, true))
  const isSplit =
    view.getUint32(at + 16, true) !== 0 ||
    view.getUint32(at + 20, true) !== 0 ||
    Number(view.getBigUint64(at + 24, true)) !== entries
  return {
    entries,
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
    directoryEnd: at,
    isSplit,
  }
}
