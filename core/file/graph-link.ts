/**
 * A small graph as the fragment of a link: `#graph=1.SIZE.DATA`. The fragment is the part of an address that a browser
 * keeps to itself, so the graph reaches no server. DATA is the graph's JSON, deflated, in base64url; SIZE is its
 * length in bytes in base 36, so that a reader knows what it takes on before it unpacks anything.
 */
import { deflateSync } from 'fflate'
import { inflateExact } from '../base/inflate'
import { fail, ok, type Result } from '../base/result'
import { encodeUtf8 } from '../base/utf8'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import { NO_TABLES } from './file-tables'
import { writeDocument } from './write-document'

const KEY = 'graph='
const VERSION = '1'

export const LINK_LIMITS = {
  /** Of the fragment: what mail programs, chats and browsers pass on unharmed. */
  characters: 8000,
  /** Of the JSON inside. */
  textBytes: 1024 * 1024,
} as const

/**
 * The fragment, without its `#`. Weights and pictures are named by their hash only. A graph that does not fit is
 * refused with the length that its fragment would have.
 */
export function writeGraphLink(
  document: Document,
  appVersion: string,
): Result<string, { readonly characters: number }> {
  // One line: here nobody reads it.
  const json: unknown = JSON.parse(writeDocument(document, NO_TABLES, appVersion))
  const text = encodeUtf8(JSON.stringify(json))
  const data = toBase64Url(deflateSync(text, { level: 9 }))
  const fragment = `${KEY}${VERSION}.${text.length.toString(36)}.${data}`
  const fits = fragment.length <= LINK_LIMITS.characters && text.length <= LINK_LIMITS.textBytes
  return fits ? ok(fragment) : fail({ characters: fragment.length })
}

/** Whether an address, or its fragment, says that it holds a graph. */
export function holdsGraph(address: string): boolean {
  return fragmentOf(address).startsWith(KEY)
}

/** A text that is nothing but such an address, as it is pasted. */
export function isGraphLink(text: string): boolean {
  return /^\S+#graph=\S*$/.test(text.trim())
}

/** The graph's JSON as bytes of a file, unchecked: a reader of graph files says whether it is one. */
export function readGraphLink(address: string): Result<Uint8Array, Diagnostic> {
  const fragment = fragmentOf(address)
  if (fragment.length > LINK_LIMITS.characters) {
    const message = `The link is ${fragment.length} characters long; at most ${LINK_LIMITS.characters} are read.`
    return fail(fileError('link/too-long', 'link', message, 'Ask for the graph as a .loom file.'))
  }
  const [version = '', size = '', data = '', ...more] = fragment.slice(KEY.length).split('.')
  if (!fragment.startsWith(KEY) || !/^\d+$/.test(version)) {
    return broken('does not begin as a link to a graph does')
  }
  if (version !== VERSION) {
    const message = `The link is of version ${version}, but only version ${VERSION} is known here.`
    return fail(fileError('link/newer', 'link', message, 'Open it with a newer Styleloom.'))
  }
  const bytes = Number.parseInt(size, 36)
  if (more.length > 0 || !/^[0-9a-z]{1,8}$/.test(size)) return broken('is not put together as it should be')
  if (bytes > LINK_LIMITS.textBytes) {
    const message = `The link unpacks to ${bytes} bytes; at most ${LINK_LIMITS.textBytes} are read.`
    return fail(fileError('link/too-large', 'link', message, 'Ask for the graph as a .loom file.'))
  }
  const packed = fromBase64Url(data)
  if (!packed) return broken('holds characters that no link has')
  const text = inflateExact([packed], bytes)
  return text.ok ? text : broken(`is damaged: its data ${text.error}`)
}

function broken(what: string): Result<never, Diagnostic> {
  return fail(
    fileError(
      'link/broken',
      'link',
      `The link ${what}.`,
      'Copy the whole link again: a part of it may be missing.',
    ),
  )
}

/** Behind the last `#`: the address of a page may hold anything before it. */
function fragmentOf(address: string): string {
  return address.trim().slice(address.trim().lastIndexOf('#') + 1)
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** Without padding (RFC 4648, section 5). */
function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += DIGITS[(held >> bits) & 63] ?? ''
    }
    held &= 0xff
  }
  return bits === 0 ? text : text + (DIGITS[(held << (6 - bits)) & 63] ?? '')
}

/** Undefined when it is none. */
function fromBase64Url(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let at = 0
  let bits = 0
  let held = 0
  for (const digit of text) {
    const value = VALUES.get(digit)
    if (value === undefined) return undefined
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}
