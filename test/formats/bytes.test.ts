import fc from 'fast-check'
import { crc32 as zlibCrc32, deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { crc32 } from '../../core/base/crc32'
import { inflateExact } from '../../core/base/inflate'
import { findDuplicateKey } from '../../core/base/json-keys'
import { clipName, quote } from '../../core/base/quote'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import { testSeed } from '../helpers/seed'

describe('crc32', () => {
  test('the check value of the standard', () => {
    expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926)
    expect(crc32(new Uint8Array())).toBe(0)
  })

  test('agrees with zlib, in one go or two', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(zlibCrc32(new Uint8Array([...a, ...b])))
      }),
      { seed: testSeed() },
    )
  })
})

describe('UTF-8', () => {
  test('round trip of any well-formed text', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => !text.startsWith('\uFEFF'))
    fc.assert(
      fc.property(texts, (text) => {
        expect(decodeUtf8(encodeUtf8(text))).toBe(text)
      }),
      { seed: testSeed() },
    )
  })

  test.each([
    ['a byte-order mark is dropped', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['a real replacement character', [0xef, 0xbf, 0xbd], '\uFFFD'],
    ['both', [0xef, 0xbb, 0xbf, 0xef, 0xbf, 0xbd], '\uFFFD'],
    ['a lone byte', [0xff], undefined],
    ['three lone bytes and a real replacement character', [0xff, 0xff, 0xff, 0xef, 0xbf, 0xbd], undefined],
    ['a cut character', [0x61, 0xc3], undefined],
    ['an overlong slash', [0xc0, 0xaf], undefined],
    ['a surrogate', [0xed, 0xa0, 0x80], undefined],
  ])('%s', (_, bytes, text) => {
    expect(decodeUtf8(new Uint8Array(bytes))).toBe(text)
  })
})

describe('keys held twice', () => {
  test.each([
    ['{}', undefined],
    ['{"a":1,"b":{"a":1}}', undefined],
    ['[{"a":1},{"a":1}]', undefined],
    ['{"a":"b","b":["a","a"]}', undefined],
    ['{"a":"\\"a\\":","b":1}', undefined],
    ['{"a":1,"a":2}', { key: 'a', offset: 7 }],
    ['{"a":1,"\\u0061" : 2}', { key: 'a', offset: 7 }],
    ['{"x":[{"k":{}, "k":[]}]}', { key: 'k', offset: 15 }],
    ['{"__proto__":1,"__proto__":2}', { key: '__proto__', offset: 15 }],
    ['{"\\\\":1,"\\"":2,"\\\\":3}', { key: '\\', offset: 15 }],
  ])('%s', (json, expected) => {
    expect(() => JSON.parse(json)).not.toThrow()
    expect(findDuplicateKey(json)).toEqual(expected)
  })

  test('never in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(findDuplicateKey(json)).toBeUndefined()
      }),
      { seed: testSeed() },
    )
  })
})

test('names in sentences are quoted, escaped and short', () => {
  expect(quote('a "b"\n')).toBe('"a \\"b\\"\\n"')
  expect(quote('x'.repeat(1e6)).length).toBe(62)
  expect(clipName('a/b\u0000')).toBe('a/b\\u0000')
  expect(clipName('x'.repeat(1e6)).length).toBe(120)
})

describe('inflateExact', () => {
  test('gives what was deflated, from any number of parts', () => {
    const contents = fc.oneof(
      fc.uint8Array(),
      fc.nat(200_000).map((length) => new Uint8Array(length)),
    )
    fc.assert(
      fc.property(
        contents,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (content, cuts) => {
          const packed = new Uint8Array(deflateRawSync(content))
          const ends = [
            0,
            ...cuts.map((cut) => Math.round(cut * packed.length)).sort((a, b) => a - b),
            packed.length,
          ]
          const parts = ends.slice(1).map((end, i) => packed.subarray(ends[i], end))
          const result = inflateExact(parts, content.length)
          expect(result.ok && Buffer.compare(result.value, content)).toBe(0)
        },
      ),
      { seed: testSeed() },
    )
  })

  const packed = new Uint8Array(deflateRawSync(new Uint8Array(1000)))
  test.each([
    ['too many', [packed], 999, 'holds more than the 999 bytes that are announced'],
    ['too few', [packed], 1001, 'holds 1000 bytes instead of the 1001 that are announced'],
    ['none', [], 1, 'takes 0 bytes, which cannot hold the 1 bytes that are announced'],
    ['cut', [packed.subarray(0, -2)], 1000, 'is broken (unexpected EOF)'],
    ['reserved block type', [new Uint8Array([7])], 10, 'is broken (invalid block type)'],
    [
      'more than deflate can hold',
      [packed],
      2 ** 40,
      `takes ${packed.length} bytes, which cannot hold the ${2 ** 40} bytes that are announced`,
    ],
  ])('%s', (_, parts, size, error) => {
    expect(inflateExact(parts, size)).toEqual({ ok: false, error })
  })
})
