import { assert } from './assert'

/** Where a text stops being JSON. Lines and columns count from 1, columns in UTF-16 units. */
export interface JsonError {
  readonly line: number
  readonly column: number
  /** Completes the sentence "At this place ...". */
  readonly problem: string
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const WORDS: Readonly<Record<Expected, string>> = {
  value: 'a value is expected',
  'value-or-end': 'a value or "]" is expected',
  key: 'a name in quotation marks is expected',
  'key-or-end': 'a name in quotation marks or "}" is expected',
  colon: '":" is expected',
  'comma-or-end': '"," or a closing bracket is expected',
  nothing: 'the text should end',
}

const SPACE = /[ \t\n\r]*/y
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * What keeps `text` from being JSON, or undefined when nothing does: agrees with `JSON.parse` (RFC 8259), whose own
 * messages differ from engine to engine and often name no place. Never recurses, so depth costs nothing.
 */
export function findJsonError(text: string): JsonError | undefined {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0

  function afterValue(): Expected {
    return open.length === 0 ? 'nothing' : 'comma-or-end'
  }

  for (;;) {
    at = skip(SPACE, text, at)
    const char = text[at]
    if (char === undefined)
      return expected === 'nothing' ? undefined : errorAt(text, at, 'the text ends too early')
    const wantsValue: boolean = expected === 'value' || expected === 'value-or-end'
    const wantsKey: boolean = expected === 'key' || expected === 'key-or-end'

    if (char === '"' && (wantsValue || wantsKey)) {
      const string = scanString(text, at)
      if (string.problem !== undefined) return errorAt(text, string.end, string.problem)
      at = string.end
      expected = wantsKey ? 'colon' : afterValue()
    } else if (wantsValue && (char === '{' || char === '[')) {
      open.push(char)
      expected = char === '{' ? 'key-or-end' : 'value-or-end'
      at++
    } else if (char === '}' || char === ']') {
      const closes = char === '}' ? '{' : '['
      const isAllowed: boolean =
        expected === 'comma-or-end' || expected === (char === '}' ? 'key-or-end' : 'value-or-end')
      if (!isAllowed || open.pop() !== closes) return errorAt(text, at, WORDS[expected])
      expected = afterValue()
      at++
    } else if (char === ':' && expected === 'colon') {
      expected = 'value'
      at++
    } else if (char === ',' && expected === 'comma-or-end') {
      expected = open.at(-1) === '{' ? 'key' : 'value'
      at++
    } else {
      const end: number = wantsValue ? skip(SCALAR, text, at) : at
      if (end === at) return errorAt(text, at, WORDS[expected])
      at = end
      expected = afterValue()
    }
  }
}

/** Line and column of an offset. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
    line++
    start = next + 1
  }
  return { line, column: offset - start + 1 }
}

/** From the opening quotation mark to behind the closing one, or to where the string goes wrong. */
function scanString(text: string, start: number): { readonly end: number; readonly problem?: string } {
  let at = start + 1
  for (;;) {
    const code = text.charCodeAt(at)
    if (Number.isNaN(code)) return { end: start, problem: 'a text begins that never ends' }
    if (code === 0x22) return { end: at + 1 }
    if (code < 0x20) return { end: at, problem: 'a line break or control character stands inside a text' }
    if (code !== 0x5c) {
      at++
      continue
    }
    const end = skip(ESCAPE, text, at)
    if (end === at) return { end: at, problem: 'a backslash begins no known escape' }
    at = end
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  assert(pattern.sticky, 'a pattern that can skip ahead')
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function errorAt(text: string, offset: number, problem: string): JsonError {
  return { ...lineAndColumn(text, offset), problem }
}
