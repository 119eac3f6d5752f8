/**
 * Broken and hostile variants of a good file: flipped bits, cut ends, moved parts, edited length fields, and
 * texts that parsers trip over. Works on binary files and on JSON.
 */
import { encodeUtf8 } from '../../core/base/utf8'
import type { Random } from '../../core/base/random'

/** `count` files, each changed in one to three ways. The same `random` gives the same files. */
export function* mutations(base: Uint8Array, count: number, random: Random): Generator<Uint8Array> {
  for (let i = 0; i < count; i++) {
    let bytes = new Uint8Array(base)
    const changes = 1 + below(random, 3)
    for (let change = 0; change < changes; change++) bytes = pick(CHANGES, random)(bytes, random)
    yield bytes
  }
}

type Bytes = Uint8Array<ArrayBuffer>
type Change = (bytes: Bytes, random: Random) => Bytes

const CHANGES: readonly Change[] = [
  flipBits,
  overwriteByte,
  cutOff,
  removePart,
  repeatPart,
  swapParts,
  editNumber,
  editDigits,
  insertText,
]

/** Values at the edges of what 8, 16, 32, 53 and 64 bits hold. */
const EDGE_VALUES: readonly bigint[] = [
  0n,
  1n,
  2n,
  0x7fn,
  0x80n,
  0xffn,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xfffffffen,
  0xffffffffn,
  0x100000000n,
  0x1fffffffffffffn,
  0x20000000000000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  0xffffffffffffffffn,
]

const HOSTILE_NUMBERS = [
  '0',
  '-1',
  '-0',
  '1e999',
  '1.5',
  '4294967296',
  '9007199254740993',
  '9'.repeat(400),
  '1e-400',
]

const HOSTILE_TEXTS = [
  '"__proto__":{"polluted":1},',
  '"constructor":{"prototype":{}},',
  '__proto__',
  '../../etc/passwd',
  'C:\\x',
  '/',
  '\0',
  '\uFEFF',
  '\uD83D',
  'null',
  '[[[[[[[[[[[[[[[[',
  '[],',
  '{}',
  '"',
  '\\u0000',
  '<img src=x onerror=alert(1)>',
  ','.repeat(100),
  '('.repeat(1000),
].map(encodeUtf8)

function flipBits(bytes: Bytes, random: Random): Bytes {
  const flips = 1 + below(random, 8)
  for (let i = 0; i < flips; i++) {
    const at = below(random, bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8))
  }
  return bytes
}

function overwriteByte(bytes: Bytes, random: Random): Bytes {
  bytes[below(random, bytes.length)] = pick([0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff], random)
  return bytes
}

function cutOff(bytes: Bytes, random: Random): Bytes {
  return random.uniform() < 0.8
    ? bytes.slice(0, below(random, bytes.length))
    : bytes.slice(below(random, bytes.length))
}

function removePart(bytes: Bytes, random: Random): Bytes {
  const [start, end] = part(bytes, random)
  return join(bytes.subarray(0, start), bytes.subarray(end))
}

function repeatPart(bytes: Bytes, random: Random): Bytes {
  const [start, end] = part(bytes, random)
  return join(bytes.subarray(0, end), bytes.subarray(start))
}

function swapParts(bytes: Bytes, random: Random): Bytes {
  const [start, end] = part(bytes, random)
  const middle = start + below(random, end - start + 1)
  return join(
    bytes.subarray(0, start),
    bytes.subarray(middle, end),
    bytes.subarray(start, middle),
    bytes.subarray(end),
  )
}

/** Writes an edge value over 1, 2, 4 or 8 bytes, or moves the number that stands there by a little. */
function editNumber(bytes: Bytes, random: Random): Bytes {
  const width = pick([1, 2, 4, 8], random)
  if (bytes.length < width) return bytes
  const at = below(random, bytes.length - width + 1)
  const littleEndian = random.uniform() < 0.5
  const byteAt = (i: number) => at + (littleEndian ? i : width - 1 - i)
  let value = pick(EDGE_VALUES, random)
  if (random.uniform() < 0.5) {
    value = BigInt(below(random, 9) - 4)
    for (let i = 0; i < width; i++) value += BigInt(bytes[byteAt(i)] ?? 0) << BigInt(8 * i)
  }
  for (let i = 0; i < width; i++) bytes[byteAt(i)] = Number((value >> BigInt(8 * i)) & 0xffn)
  return bytes
}

/** Puts another number where a number stands in text; without digits, inserts it anywhere. */
function editDigits(bytes: Bytes, random: Random): Bytes {
  const isDigit = (at: number) => (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39
  const from = below(random, bytes.length)
  let start = from
  while (start < bytes.length && !isDigit(start)) start++
  if (start === bytes.length) start = from
  let end = start
  while (isDigit(end)) end++
  return join(bytes.subarray(0, start), encodeUtf8(pick(HOSTILE_NUMBERS, random)), bytes.subarray(end))
}

function insertText(bytes: Bytes, random: Random): Bytes {
  const at = below(random, bytes.length + 1)
  return join(bytes.subarray(0, at), pick(HOSTILE_TEXTS, random), bytes.subarray(at))
}

/** A stretch of the file, short more often than long. */
function part(bytes: Bytes, random: Random): readonly [start: number, end: number] {
  const start = below(random, bytes.length)
  const longest = random.uniform() < 0.7 ? 16 : bytes.length
  return [start, Math.min(bytes.length, start + 1 + below(random, longest))]
}

function join(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const item of parts) {
    out.set(item, at)
    at += item.length
  }
  return out
}

function below(random: Random, end: number): number {
  return Math.floor(random.uniform() * end)
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[below(random, items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
