/**
 * Canonical Huffman codes as deflate uses them (RFC 1951, 3.2.2). Building a table takes a fixed, small
 * amount of work, because a hostile stream can ask for a new one every twenty bytes.
 */

const MAX_BITS = 15
/** Codes up to this length are found in one look-up, longer ones bit by bit. */
export const ROOT_BITS = 9

export interface HuffmanTable {
  /** By the next ROOT_BITS bits: `symbol << 4 | length`, or 0 where the code is longer or missing. */
  readonly roots: Uint16Array
  /** How many codes there are of each length. */
  readonly counts: Uint16Array
  /** The symbols in the order of their codes. */
  readonly symbols: Uint16Array
}

/** A table for up to `symbols` symbols, to be filled, and filled again, by `buildTable`. */
export function emptyTable(symbols: number): HuffmanTable {
  return {
    roots: new Uint16Array(1 << ROOT_BITS),
    counts: new Uint16Array(MAX_BITS + 1),
    symbols: new Uint16Array(symbols),
  }
}

const offsets = new Uint16Array(MAX_BITS + 2)
const nextCodes = new Uint16Array(MAX_BITS + 2)

/**
 * Fills `table` with the code in which symbol `i` takes `lengths[i]` bits (0: not in use). False when the
 * lengths make no code: too many short ones, or gaps, unless it is a single code of one bit or none at all.
 */
export function buildTable(table: HuffmanTable, lengths: Uint8Array): boolean {
  const { roots, counts, symbols } = table
  counts.fill(0)
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i] ?? 0
    counts[length] = (counts[length] ?? 0) + 1
  }
  const used = lengths.length - (counts[0] ?? 0)
  counts[0] = 0

  let free = 1
  let code = 0
  offsets[1] = 0
  for (let length = 1; length <= MAX_BITS; length++) {
    const count = counts[length] ?? 0
    free = free * 2 - count
    if (free < 0) return false
    code = (code + (counts[length - 1] ?? 0)) << 1
    nextCodes[length] = code
    offsets[length + 1] = (offsets[length] ?? 0) + count
  }
  if (free > 0 && !(used === 0 || (used === 1 && counts[1] === 1))) return false

  roots.fill(0)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    if (length === 0) continue
    const offset = offsets[length] ?? 0
    offsets[length] = offset + 1
    symbols[offset] = symbol
    const own = nextCodes[length] ?? 0
    nextCodes[length] = own + 1
    if (length > ROOT_BITS) continue
    // The stream brings a code's first bit lowest.
    for (let at = reverse(own, length); at < 1 << ROOT_BITS; at += 1 << length) {
      roots[at] = (symbol << 4) | length
    }
  }
  return true
}

/** `symbol << 4 | length` of the code at the low end of `bits`, looked for bit by bit; 0 when there is none. */
export function findLongCode({ counts, symbols }: HuffmanTable, bits: number): number {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= MAX_BITS; length++) {
    code = (code << 1) | ((bits >>> (length - 1)) & 1)
    const count = counts[length] ?? 0
    if (code - first < count) return ((symbols[index + code - first] ?? 0) << 4) | length
    index += count
    first = (first + count) << 1
  }
  return 0
}

function reverse(code: number, length: number): number {
  let out = 0
  for (let i = 0; i < length; i++) out |= ((code >> i) & 1) << (length - 1 - i)
  return out
}
