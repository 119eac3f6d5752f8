/**
 * Deflate (RFC 1951) with an answer whose size is known beforehand. Memory and time stay in proportion to
 * the compressed bytes, whatever is in them; data that inflates to more than it should stops at that byte.
 * That is why this is not a library: those grow their output as they go, and build tables so large that a
 * megabyte of empty blocks keeps them busy for seconds.
 */
import type { HuffmanTable } from './huffman'
import { buildTable, emptyTable, findLongCode, ROOT_BITS } from './huffman'
import type { Result } from './result'
import { fail, ok } from './result'

/** One length code of 1 bit and one distance code of 1 bit stand for 258 bytes: 1032 to 1 is the most. */
const MAX_RATIO = 1032

/**
 * Inflates raw deflate data (no zlib header), given in one or more parts, to exactly `size` bytes. Bytes
 * after the end of the stream are ignored. The error completes the sentence "The compressed data ...".
 */
export function inflateExact(parts: readonly Uint8Array[], size: number): Result<Uint8Array, string> {
  const input = join(parts)
  if (size > input.length * MAX_RATIO) {
    return fail(`takes ${input.length} bytes, which cannot hold the ${size} bytes that are announced`)
  }
  const state: State = { input, at: 0, bits: 0, count: 0, out: new Uint8Array(size), length: 0 }
  const problem = inflate(state)
  if (problem !== undefined) return fail(problem)
  if (state.length === size) return ok(state.out)
  return fail(`holds ${state.length} bytes instead of the ${size} that are announced`)
}

interface State {
  readonly input: Uint8Array
  /** The next byte of `input`; the `count` low bits of `bits` were taken from those before it. */
  at: number
  bits: number
  count: number
  readonly out: Uint8Array
  length: number
}

const CUT_OFF = 'breaks off'
const NO_CODE = 'is broken (it uses a code that it does not define)'

/** Returns what is wrong, if anything is. */
function inflate(state: State): string | undefined {
  const tables = { literals: emptyTable(288), distances: emptyTable(32), lengths: emptyTable(19) }
  for (;;) {
    const header = takeBits(state, 3)
    if (header < 0) return CUT_OFF
    const problem = inflateBlock(state, header >> 1, tables)
    if (problem !== undefined || (header & 1) === 1) return problem
  }
}

interface Tables {
  readonly literals: HuffmanTable
  readonly distances: HuffmanTable
  readonly lengths: HuffmanTable
}

function inflateBlock(state: State, type: number, tables: Tables): string | undefined {
  switch (type) {
    case 0:
      return copyStored(state)
    case 1:
      return inflateCodes(state, FIXED_LITERALS, FIXED_DISTANCES)
    case 2:
      return readTables(state, tables) ?? inflateCodes(state, tables.literals, tables.distances)
    default:
      return 'is broken (it holds a block of a kind that does not exist)'
  }
}

function tooLong({ out }: State): string {
  return `holds more than the ${out.length} bytes that are announced`
}

/** The next `wanted` bits, 16 at most; -1 at the end of the input. */
function takeBits(state: State, wanted: number): number {
  while (state.count < wanted) {
    const byte = state.input[state.at]
    if (byte === undefined) return -1
    state.at++
    state.bits |= byte << state.count
    state.count += 8
  }
  const value = state.bits & ((1 << wanted) - 1)
  state.bits >>>= wanted
  state.count -= wanted
  return value
}

function copyStored(state: State): string | undefined {
  // The rest of the byte is not in use; whole bytes that were taken ahead go back.
  state.at -= state.count >> 3
  state.bits = 0
  state.count = 0
  const length = takeBits(state, 16)
  const check = takeBits(state, 16)
  if (length < 0 || check < 0) return CUT_OFF
  if ((length ^ check) !== 0xffff) return "is broken (a block's length is damaged)"
  if (state.at + length > state.input.length) return CUT_OFF
  if (state.length + length > state.out.length) return tooLong(state)
  state.out.set(state.input.subarray(state.at, state.at + length), state.length)
  state.at += length
  state.length += length
  return undefined
}

/** The order in which the lengths of the code for lengths are given. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const BAD_TABLE = 'is broken (the codes of a block are no codes)'

function readTables(state: State, { literals, distances, lengths }: Tables): string | undefined {
  const counts = takeBits(state, 14)
  if (counts < 0) return CUT_OFF
  const literalCount = (counts & 31) + 257
  const distanceCount = ((counts >> 5) & 31) + 1
  const lengthCount = (counts >> 10) + 4
  if (literalCount > 286 || distanceCount > 30) return BAD_TABLE

  const ownLengths = new Uint8Array(19)
  for (const symbol of LENGTH_ORDER.slice(0, lengthCount)) {
    const length = takeBits(state, 3)
    if (length < 0) return CUT_OFF
    ownLengths[symbol] = length
  }
  if (!buildTable(lengths, ownLengths)) return BAD_TABLE

  const all = new Uint8Array(literalCount + distanceCount)
  let filled = 0
  while (filled < all.length) {
    const symbol = takeSymbol(state, lengths)
    if (symbol < 0) return symbol === -1 ? CUT_OFF : NO_CODE
    if (symbol < 16) {
      all[filled++] = symbol
      continue
    }
    // 16 repeats the length before 3 to 6 times; 17 and 18 stand for 3 to 10 and 11 to 138 zeros.
    if (symbol === 16 && filled === 0) return BAD_TABLE
    const value = symbol === 16 ? (all[filled - 1] ?? 0) : 0
    const extra = takeBits(state, symbol === 16 ? 2 : symbol === 17 ? 3 : 7)
    if (extra < 0) return CUT_OFF
    const end = filled + extra + (symbol === 18 ? 11 : 3)
    if (end > all.length) return BAD_TABLE
    all.fill(value, filled, end)
    filled = end
  }
  const isCode =
    all[END_OF_BLOCK] !== 0 &&
    buildTable(literals, all.subarray(0, literalCount)) &&
    buildTable(distances, all.subarray(literalCount))
  return isCode ? undefined : BAD_TABLE
}

/** The next symbol; -1 at the end of the input, -2 where the bits are no code. */
function takeSymbol(state: State, table: HuffmanTable): number {
  while (state.count < 15 && state.at < state.input.length) {
    state.bits |= (state.input[state.at++] ?? 0) << state.count
    state.count += 8
  }
  const entry = (table.roots[state.bits & ROOT_MASK] ?? 0) || findLongCode(table, state.bits)
  const length = entry & 15
  if (length > state.count) return -1
  if (length === 0) return state.count < 15 ? -1 : -2
  state.bits >>>= length
  state.count -= length
  return entry >> 4
}

const ROOT_MASK = (1 << ROOT_BITS) - 1
const END_OF_BLOCK = 256

// RFC 1951, 3.2.5: how long a copy is and how far back it begins, and how many bits add to that.
const LENGTH_BASE = Uint16Array.of(
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163],
  ...[195, 227, 258],
)
const LENGTH_EXTRA = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
)
const DISTANCE_BASE = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073],
  ...[4097, 6145, 8193, 12289, 16385, 24577],
)
const DISTANCE_EXTRA = Uint8Array.from(DISTANCE_BASE, (_, symbol) => Math.max(0, (symbol >> 1) - 1))

const FIXED_LITERALS = emptyTable(288)
const FIXED_DISTANCES = emptyTable(32)
buildTable(
  FIXED_LITERALS,
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
)
buildTable(FIXED_DISTANCES, new Uint8Array(32).fill(5))

/**
 * Everything up to the end of the block. The state is kept in locals, because here the time is spent. Up to
 * 31 bits are taken ahead: enough for a code and what it adds (20 bits), and a small integer to the engine.
 */
function inflateCodes(state: State, literals: HuffmanTable, distances: HuffmanTable): string | undefined {
  const { input, out } = state
  let { at, bits, count, length: to } = state
  for (;;) {
    while (count < 24 && at < input.length) {
      bits |= (input[at++] ?? 0) << count
      count += 8
    }
    const entry = (literals.roots[bits & ROOT_MASK] ?? 0) || findLongCode(literals, bits)
    const codeBits = entry & 15
    if (codeBits === 0 || codeBits > count) return count < 15 ? CUT_OFF : NO_CODE
    bits >>>= codeBits
    count -= codeBits
    const symbol = entry >> 4
    if (symbol < END_OF_BLOCK) {
      if (to === out.length) return tooLong(state)
      out[to++] = symbol
      continue
    }
    if (symbol === END_OF_BLOCK) break

    const lengthBits = LENGTH_EXTRA[symbol - 257]
    if (lengthBits === undefined) return NO_CODE
    if (lengthBits > count) return CUT_OFF
    const length = (LENGTH_BASE[symbol - 257] ?? 0) + (bits & ((1 << lengthBits) - 1))
    bits >>>= lengthBits
    count -= lengthBits

    while (count < 24 && at < input.length) {
      bits |= (input[at++] ?? 0) << count
      count += 8
    }
    const distanceEntry = (distances.roots[bits & ROOT_MASK] ?? 0) || findLongCode(distances, bits)
    const distanceCodeBits = distanceEntry & 15
    if (distanceCodeBits === 0 || distanceCodeBits > count) return count < 15 ? CUT_OFF : NO_CODE
    bits >>>= distanceCodeBits
    count -= distanceCodeBits
    while (count < 24 && at < input.length) {
      bits |= (input[at++] ?? 0) << count
      count += 8
    }
    const distanceBits = DISTANCE_EXTRA[distanceEntry >> 4]
    if (distanceBits === undefined) return NO_CODE
    if (distanceBits > count) return CUT_OFF
    const distance = (DISTANCE_BASE[distanceEntry >> 4] ?? 0) + (bits & ((1 << distanceBits) - 1))
    bits >>>= distanceBits
    count -= distanceBits

    if (distance > to) return 'is broken (it copies from before its beginning)'
    const end = to + length
    if (end > out.length) return tooLong(state)
    // Byte by byte: a copy may overlap what it writes.
    for (; to < end; to++) out[to] = out[to - distance] ?? 0
  }
  state.at = at
  state.bits = bits
  state.count = count
  state.length = to
  return undefined
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...more] = parts
  if (only && more.length === 0) return only
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
