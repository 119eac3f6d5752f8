import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonError, lineAndColumn } from '../../core/base/json-error'
import { createRandom } from '../../core/base/random'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import { parseJson } from '../../core/file/parse-json'
import { mutations } from '../helpers/mutate'
import { printed } from '../helpers/result'
import { testSeed } from '../helpers/seed'

describe('where a text stops being JSON', () => {
  test.each([
    ['', '1:1 the text ends too early'],
    ['  \n ', '2:2 the text ends too early'],
    ['{', '1:2 the text ends too early'],
    ['{"a": 1,\n  "b": }', '2:8 a value is expected'],
    ['{"a": 1\n  "b": 2}', '2:3 "," or a closing bracket is expected'],
    ['{"a" 1}', '1:6 ":" is expected'],
    ['{a: 1}', '1:2 a name in quotation marks or "}" is expected'],
    ['{"a": 1,}', '1:9 a name in quotation marks is expected'],
    ['[1, 2,]', '1:7 a value is expected'],
    ['[,]', '1:2 a value or "]" is expected'],
    ['[1}', '1:3 "," or a closing bracket is expected'],
    ['{"a": [1, 2}', '1:12 "," or a closing bracket is expected'],
    ['{} {}', '1:4 the text should end'],
    ['[01]', '1:2 a value or "]" is expected'],
    ['[1.]', '1:2 a value or "]" is expected'],
    ['[+1]', '1:2 a value or "]" is expected'],
    ['[NaN]', '1:2 a value or "]" is expected'],
    ['nulll', '1:1 a value is expected'],
    ['{"a": \'b\'}', '1:7 a value is expected'],
    ['{"a": "b}', '1:7 a text begins that never ends'],
    ['{"a": "b\nc"}', '1:9 a line break or control character stands inside a text'],
    ['["\\x41"]', '1:3 a backslash begins no known escape'],
    ['["\\u12"]', '1:3 a backslash begins no known escape'],
    ['\u00a0{}', '1:1 a value is expected'],
  ])('%j', (text, expected) => {
    const error = findJsonError(text)
    expect(error && `${error.line}:${error.column} ${error.problem}`).toBe(expected)
  })

  test('agrees with JSON.parse about every text', () => {
    const seed = testSeed()
    const random = createRandom(seed, 1)
    let valid = 0
    let invalid = 0
    const agree = (text: string): void => {
      const error = findJsonError(text)
      expect(error === undefined, JSON.stringify(text)).toBe(parses(text))
      if (error) invalid++
      else valid++
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => agree(JSON.stringify(value, null, indent))),
      { seed },
    )
    const base = encodeUtf8('{"a": [1, -2.5e+3, true, null, "x\\n\\u00e9"], "b": {"c": {}}, "d": [[], "é"]}')
    for (const bytes of mutations(base, 4000, random)) {
      const text = decodeUtf8(bytes)
      if (text !== undefined) agree(text)
    }
    expect(valid).toBeGreaterThan(200)
    expect(invalid).toBeGreaterThan(1000)
  })

  test('depth costs nothing', () => {
    expect(findJsonError('['.repeat(1_000_000))).toMatchObject({ line: 1, column: 1_000_001 })
    expect(findJsonError('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBe(undefined)
    expect(findJsonError(`"${'x'.repeat(5_000_000)}`)).toMatchObject({ column: 1 })
  })

  test('lines and columns', () => {
    const text = 'ab\ncd\r\n\nef'
    expect([0, 2, 3, 5, 7, 8, 10].map((offset) => lineAndColumn(text, offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 3 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { line: 4, column: 3 },
    ])
  })
})

describe('JSON that is refused although it is JSON', () => {
  const codes = (text: string): readonly string[] => {
    const parsed = parseJson(text)
    return printed(parsed.ok ? parsed : { ok: false, error: [parsed.error] })
  }

  test('too deep', () => {
    expect(codes('['.repeat(17) + ']'.repeat(17))).toEqual([
      'error: line 1, column 1: The text is nested 17 levels deep; a graph needs at most 16. [file/too-deep]',
    ])
    expect(codes('['.repeat(16) + ']'.repeat(16))).toEqual([])
  })

  test('one name twice, also when it is spelled in two ways', () => {
    expect(codes('{"a": {"x": 1},\n "b": {"x": 1, "\\u0078": 2}}')).toEqual([
      'error: line 2, column 16: The name "x" stands twice in one object. Keep one of the two. [file/duplicate-key]',
    ])
  })

  test('too many values for any graph', () => {
    expect(codes(`[${'[],'.repeat(3_000_000)}0]`)).toEqual([
      'error: line 1, column 1: The text holds 6000002 values; at most 5000000 are read. [file/too-many]',
    ])
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (problem) {
    if (problem instanceof SyntaxError) return false
    throw problem
  }
}
