/** PNG text chunks (tEXt): a keyword, a zero byte, Latin-1 text. A picture can carry its graph in one. */
import { assert } from '../base/assert'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import type { PngChunk } from './png-chunks'
import { readChunks } from './png-chunks'

const MAX_KEYWORD = 79

/** The texts by keyword; where a keyword comes twice, the first counts. The pixels are not looked at. */
export function readPngText(bytes: Uint8Array): Result<ReadonlyMap<string, string>, readonly Diagnostic[]> {
  const chunks = readChunks(bytes)
  if (!chunks.ok) return fail([chunks.error])
  const text = new Map<string, string>()
  for (const { type, data } of chunks.value) {
    if (type !== 'tEXt') continue
    const end = data.indexOf(0)
    // A chunk without a proper keyword is not ours and no reason to refuse the picture.
    if (end < 1 || end > MAX_KEYWORD) continue
    const keyword = fromLatin1(data.subarray(0, end))
    if (!text.has(keyword)) text.set(keyword, fromLatin1(data.subarray(end + 1)))
  }
  return ok(text)
}

/** `text` must be ASCII without zero bytes; see `asciiJson`. */
export function textChunk(keyword: string, text: string): Pick<PngChunk, 'type' | 'data'> {
  assert(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(keyword), `${keyword} is no PNG keyword`)
  assert(keyword.length <= MAX_KEYWORD, `the PNG keyword ${keyword} is too long`)
  assert(isAscii(text), `the PNG text ${keyword} is not ASCII`)
  const data = new Uint8Array(keyword.length + 1 + text.length)
  for (let i = 0; i < keyword.length; i++) data[i] = keyword.charCodeAt(i)
  for (let i = 0; i < text.length; i++) data[keyword.length + 1 + i] = text.charCodeAt(i)
  return { type: 'tEXt', data }
}

/** And without zero bytes, which a PNG text cannot hold. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0 || code > 127) return false
  }
  return true
}

/** JSON text with everything beyond ASCII as \u escapes: the same JSON, safe in Latin-1 and in UTF-8. */
export function asciiJson(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function fromLatin1(bytes: Uint8Array): string {
  const parts: string[] = []
  // In pieces: every byte is an argument, and their number is limited.
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  }
  return parts.join('')
}
