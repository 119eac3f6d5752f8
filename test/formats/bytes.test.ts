import fc from 'fast-check'
import { crc32 as zlibCrc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { crc32 } from '../../core/base/crc32'
import { findDuplicateKey } from '../../core/base/json-keys'
import { measureJson } from '../../core/base/json-measure'
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
    expect(() => void JSON.parse(json)).not.toThrow()
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

describe('the size of JSON before it is parsed', () => {
  test.each([
    ['1', { depth: 0, values: 1 }],
    ['{"a,[{":"\\"[,","b":[1,2]}', { depth: 2, values: 5 }],
    ['[[],[],[[]]]', { depth: 3, values: 8 }],
    ['[[[', { depth: 3, values: 4 }],
    [']]]["', { depth: 0, values: 2 }],
  ])('%s', (text, expected) => {
    expect(measureJson(text)).toEqual(expected)
  })

  test('never less than what is there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const measure = measureJson(JSON.stringify(value))
        expect(measure.depth).toBe(depthOf(value))
        expect(measure.values).toBeGreaterThanOrEqual(countOf(value))
      }),
      { seed: testSeed() },
    )
  })
})

function depthOf(value: unknown): number {
  return value === null || typeof value !== 'object'
    ? 0
    : 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

function countOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  return Object.values(value).reduce<number>((sum, item) => sum + countOf(item), 1)
}

test('names in sentences are quoted, escaped and short', () => {
  expect(quote('a "b"\n')).toBe('"a \\"b\\"\\n"')
  expect(quote('x'.repeat(1e6)).length).toBe(62)
  expect(clipName('a/b\u0000')).toBe('a/b\\u0000')
  expect(clipName('x'.repeat(1e6)).length).toBe(120)
})
