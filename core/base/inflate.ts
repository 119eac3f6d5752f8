/**
 * Deflate with an answer whose size is known beforehand. Memory and time stay in proportion to the
 * compressed bytes: data that inflates to more than it should is dropped as soon as that shows.
 */
import { Inflate } from 'fflate'
import type { Result } from './result'
import { fail, ok } from './result'

/** One length code of 1 bit and one distance code of 1 bit stand for 258 bytes: 1032 to 1 is the most. */
const MAX_RATIO = 1032
/** What goes in at once: at most 33 MiB come out before the size is looked at. */
const PIECE_BYTES = 32 * 1024

/**
 * Inflates raw deflate data (no zlib header), given in one or more parts, to exactly `size` bytes. Bytes
 * after the end of the stream are ignored. The error completes the sentence "The compressed data ...".
 */
export function inflateExact(parts: readonly Uint8Array[], size: number): Result<Uint8Array, string> {
  const compressed = parts.reduce((sum, part) => sum + part.length, 0)
  if (size > compressed * MAX_RATIO) {
    return fail(`takes ${compressed} bytes, which cannot hold the ${size} bytes that are announced`)
  }
  try {
    return inflatePieces(pieces(parts), size)
  } catch (cause) {
    return fail(`is broken (${cause instanceof Error ? cause.message : String(cause)})`)
  }
}

function inflatePieces(input: readonly Uint8Array[], size: number): Result<Uint8Array, string> {
  const out = new Uint8Array(size)
  let length = 0
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length <= size) out.set(chunk, length)
    length += chunk.length
  })
  for (const [index, piece] of input.entries()) {
    inflater.push(piece, index === input.length - 1)
    if (length > size) return fail(`holds more than the ${size} bytes that are announced`)
  }
  if (length < size) return fail(`holds ${length} bytes instead of the ${size} that are announced`)
  return ok(out)
}

function pieces(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const out: Uint8Array[] = []
  for (const part of parts) {
    for (let at = 0; at < part.length; at += PIECE_BYTES) out.push(part.subarray(at, at + PIECE_BYTES))
  }
  return out
}
