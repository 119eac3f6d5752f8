import { strFromU8, strToU8 } from 'fflate'

export function encodeUtf8(text: string): Uint8Array {
  return strToU8(text)
}

/** The text, without a leading byte-order mark; `undefined` when the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const text = strFromU8(bytes)
  // Invalid bytes become U+FFFD, which may also stand in the text itself: only then compare.
  return text.includes('\uFFFD') && !endsWith(bytes, strToU8(text)) ? undefined : text
}

/** A byte-order mark is the only thing that decoding may drop, so a valid file ends with its own text. */
function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const skipped = bytes.length - tail.length
  if (skipped !== 0 && skipped !== 3) return false
  return tail.every((byte, i) => byte === bytes[skipped + i])
}
