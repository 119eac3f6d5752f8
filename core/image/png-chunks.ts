/**
 * PNG as a list of chunks. A file opens only when every chunk up to IEND is whole and its checksum right.
 * The format: https://www.w3.org/TR/png-3/, section 5.
 */
import { crc32 } from '../base/crc32'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'

export interface PngChunk {
  /** Four letters; a capital first letter means that a picture cannot be shown without it. */
  readonly type: string
  readonly data: Uint8Array
  /** Where the chunk begins in the file. */
  readonly at: number
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Length, type and checksum. */
const FRAME_BYTES = 12
/** A 64-megapixel picture in chunks of 8 KiB has half of these. */
const MAX_CHUNKS = 65_536

/** The chunks up to IEND, which is left out. What follows IEND is not looked at. */
export function readChunks(bytes: Uint8Array): Result<readonly PngChunk[], Diagnostic> {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    return fail(fileError('png/not-png', 'byte 0', 'The file does not begin like a PNG picture.'))
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: PngChunk[] = []
  let at = SIGNATURE.length
  while (chunks.length < MAX_CHUNKS) {
    const chunk = readChunk(bytes, view, at)
    if (!chunk.ok) return chunk
    if (chunk.value.type === 'IEND') return ok(chunks)
    chunks.push(chunk.value)
    at += FRAME_BYTES + chunk.value.data.length
  }
  const message = `The picture consists of more than ${MAX_CHUNKS} chunks.`
  return fail(fileError('png/too-many-chunks', `byte ${at}`, message))
}

function readChunk(bytes: Uint8Array, view: DataView, at: number): Result<PngChunk, Diagnostic> {
  const broken = (code: string, message: string, nextStep?: string) =>
    fail(fileError(`png/${code}`, `byte ${at}`, message, nextStep))

  if (at + FRAME_BYTES > bytes.length) {
    return broken('truncated', 'The picture ends in the middle.', 'Fetch the file again: it seems cut off.')
  }
  const length = view.getUint32(at)
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (!/^[A-Za-z]{4}$/.test(type)) return broken('bad-chunk', 'No chunk of a picture begins here.')
  if (at + FRAME_BYTES + length > bytes.length) {
    const message = `The ${type} chunk should hold ${length} bytes, but the file ends after ${bytes.length - at - 8}.`
    return broken('truncated', message, 'Fetch the file again: it seems cut off.')
  }
  if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
    return broken('checksum', `The ${type} chunk is damaged: its checksum does not match.`)
  }
  return ok({ type, data: bytes.subarray(at + 8, at + 8 + length), at })
}

/** The file with these chunks, the last of which must be IEND. */
export function writeChunks(chunks: readonly Pick<PngChunk, 'type' | 'data'>[]): Uint8Array {
  const length = chunks.reduce((sum, { data }) => sum + FRAME_BYTES + data.length, SIGNATURE.length)
  const out = new Uint8Array(length)
  const view = new DataView(out.buffer)
  out.set(SIGNATURE)
  let at = SIGNATURE.length
  for (const { type, data } of chunks) {
    view.setUint32(at, data.length)
    for (let i = 0; i < 4; i++) out[at + 4 + i] = type.charCodeAt(i)
    out.set(data, at + 8)
    view.setUint32(at + 8 + data.length, crc32(out.subarray(at + 4, at + 8 + data.length)))
    at += FRAME_BYTES + data.length
  }
  return out
}
