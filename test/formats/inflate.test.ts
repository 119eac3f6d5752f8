import fc from 'fast-check'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Random } from '../../core/base/random'
import { createRandom } from '../../core/base/random'
import { inflateExact } from '../../core/base/inflate'
import { mutations } from '../helpers/mutate'
import { testSeed } from '../helpers/seed'

const STRATEGIES = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
]

test('gives what zlib deflated, at every level and strategy, from any number of parts', () => {
  const cases = fc.record({
    content: fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 256 }), fc.nat()),
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.constantFrom(...STRATEGIES),
    memLevel: fc.integer({ min: 1, max: 9 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(cases, ({ content: [length, symbols, seed], cuts, ...options }) => {
      const content = text(length, symbols, createRandom(seed))
      const packed = new Uint8Array(deflateRawSync(content, options))
      const ends = [
        0,
        ...cuts.map((cut) => Math.round(cut * packed.length)).sort((a, b) => a - b),
        packed.length,
      ]
      const parts = ends.slice(1).map((end, i) => packed.subarray(ends[i], end))
      const result = inflateExact(parts, length)
      expect(result.ok && Buffer.compare(result.value, content)).toBe(0)
    }),
    { seed: testSeed() },
  )
})

test('agrees with zlib on broken streams', () => {
  const random = createRandom(testSeed())
  let whole = 0
  for (const [length, symbols] of [
    [300, 4],
    [2000, 60],
    [500, 256],
    [3000, 1],
  ] as const) {
    const base = new Uint8Array(deflateRawSync(text(length, symbols, random)))
    for (const file of mutations(base, 2000, random)) {
      const theirs = inflateRaw(file)
      const ours = inflateExact([file], theirs?.length ?? length)
      const name = Buffer.from(file).toString('base64')
      expect(ours.ok, name).toBe(theirs !== undefined)
      if (!ours.ok || !theirs) continue
      expect(Buffer.compare(ours.value, theirs), name).toBe(0)
      whole++
    }
  }
  expect(whole).toBeGreaterThan(500)
})

describe('refuses', () => {
  const packed = new Uint8Array(deflateRawSync(new Uint8Array(1000)))
  const stored = new Uint8Array([1, 3, 0, 0xfc, 0xff, 7, 8, 9])
  test.each([
    ['too much', [packed], 999, 'holds more than the 999 bytes that are announced'],
    ['too much, stored', [stored], 2, 'holds more than the 2 bytes that are announced'],
    ['too little', [packed], 1001, 'holds 1000 bytes instead of the 1001 that are announced'],
    ['nothing at all', [], 1, 'takes 0 bytes, which cannot hold the 1 bytes that are announced'],
    ['not even nothing', [], 0, 'breaks off'],
    ['a cut stream', [packed.subarray(0, -2)], 1000, 'breaks off'],
    ['a cut stored block', [stored.subarray(0, -1)], 3, 'breaks off'],
    [
      'a damaged length',
      [Uint8Array.of(1, 3, 0, 0xfc, 0xfe, 7, 8, 9)],
      3,
      "is broken (a block's length is damaged)",
    ],
    [
      'a block of kind 3',
      [Uint8Array.of(7)],
      10,
      'is broken (it holds a block of a kind that does not exist)',
    ],
    ['a copy of nothing', [Uint8Array.of(3, 2, 0)], 3, 'is broken (it copies from before its beginning)'],
    [
      'lengths that are no code',
      [Uint8Array.of(5, 0, 255, 255, 255, 255, 255, 255, 255)],
      10,
      'is broken (the codes of a block are no codes)',
    ],
    [
      'more than deflate can hold',
      [packed],
      2 ** 40,
      `takes ${packed.length} bytes, which cannot hold the ${2 ** 40} bytes that are announced`,
    ],
  ])('%s', (_, parts, size, error) => {
    expect(inflateExact(parts, size)).toEqual({ ok: false, error })
  })

  test('a megabyte of empty blocks, each with codes of its own, in less than two seconds', () => {
    const blocks = emptyBlocks(1_000_000)
    const before = performance.now()
    expect(inflateExact([blocks], 1)).toEqual({ ok: false, error: 'breaks off' })
    expect(performance.now() - before).toBeLessThan(2000)
  })
})

function text(length: number, symbols: number, random: Random): Uint8Array {
  // Squared, so that some symbols come more often and codes of every length are used.
  return Uint8Array.from({ length }, () => random.uniform() ** 4 * symbols)
}

function inflateRaw(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(bytes)
  } catch {
    return undefined
  }
}

/** Dynamic blocks with codes of up to 15 bits and nothing in them but their end, 165 bits each. */
function emptyBlocks(bytes: number): Uint8Array {
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bits.push((value >> i) & 1)
  }
  // Lengths 1 to 15 and the run of zeros (18) have codes of 4 bits, which go from their highest bit down.
  const used = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18]
  const putLength = (length: number) => {
    const code = used.indexOf(length)
    for (let i = 3; i >= 0; i--) bits.push((code >> i) & 1)
  }
  const zeros = (count: number) => {
    putLength(18)
    put(count - 11, 7)
  }
  for (let block = 0; block < 8; block++) {
    put(0, 1)
    put(2, 2)
    put(0, 5)
    put(0, 5)
    put(15, 4)
    for (const length of [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]) {
      put(used.includes(length) ? 4 : 0, 3)
    }
    for (let length = 2; length <= 15; length++) putLength(length)
    putLength(15)
    zeros(138)
    zeros(103)
    putLength(1)
    putLength(1)
    put(0, 1)
  }
  // Eight blocks fill whole bytes.
  const pattern = Uint8Array.from({ length: bits.length / 8 }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit, i) => sum | (bit << i), 0),
  )
  return Uint8Array.from(
    { length: bytes - (bytes % pattern.length) },
    (_, i) => pattern[i % pattern.length] ?? 0,
  )
}
