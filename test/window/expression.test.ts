import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { words } from '../../renderer/text/words'
import { evaluate, LONGEST_EXPRESSION } from '../../renderer/widgets/expression'
import { testSeed } from '../helpers/seed'

function valueOf(text: string, unit?: string): number | string {
  const result = evaluate(text, unit)
  return result.ok ? result.value.value : words.params.badExpression(result.error, text)
}

describe('what a user types where a number goes', () => {
  test.each<[string, number]>([
    ['12', 12],
    [' -0.5 ', -0.5],
    ['0,25', 0.25],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-8', 1e-8],
    ['2.5E+3', 2500],
    ['1 024', 1024],
    ['4_294_967_295', 4294967295],
    ['−3', -3],
    ['0.1234567890123456', 0.1234567890123456],
    ['2*256', 512],
    ['2 × 256 ÷ 4', 128],
    ['3/4', 0.75],
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['10-4-3', 3],
    ['64/4/2', 8],
    ['2^9', 512],
    ['2**9', 512],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^-1', 0.5],
    ['2*-3', -6],
    ['--3', 3],
    ['4*2**3', 32],
    ['pi', Math.PI],
    ['sqrt(2)/2', Math.SQRT2 / 2],
    ['sqrt (16)', 4],
    ['0.1+0.2', 0.3],
    ['1.1*10', 11],
    ['512/3*3', 512],
    ['1e-8*100', 1e-6],
    ['0*-1', 0],
  ])('%j is %d', (text, expected) => {
    expect(valueOf(text)).toBe(expected)
  })

  test.each<[string, string, number]>([
    ['64 channels', 'channels', 64],
    ['3px', 'px', 3],
    ['2*3 PX', 'px', 6],
  ])('%j may have the unit %s', (text, unit, expected) => {
    expect(valueOf(text, unit)).toBe(expected)
  })

  test.each<[string, string]>([
    ['', 'A number is missing. Esc brings the last one back.'],
    ['  ', 'A number is missing. Esc brings the last one back.'],
    ['many', '“many” cannot stand at the start.'],
    ['2*', 'A number is missing after “2*”.'],
    ['2*(3+', 'A number is missing after “2*(3+”.'],
    ['2*(3+4', 'The bracket after “2*” is not closed.'],
    ['(1', 'The bracket at the start is not closed.'],
    ['3)', '“)” cannot stand after “3”.'],
    ['()', '“)” cannot stand after “(”.'],
    ['2 x 3', '“x” cannot stand after “2”.'],
    ['1 2', '“2” cannot stand after “1”.'],
    ['2PI', '“PI” cannot stand after “2”.'],
    ['3 px', '“px” cannot stand after “3”.'],
    ['0x10', '“x10” cannot stand after “0”.'],
    ['1.2.3', '“.3” cannot stand after “1.2”.'],
    ['2* *3', '“*” cannot stand after “2*”.'],
    ['sqrt', 'A number is missing after “sqrt”.'],
    ['sqrt 4', '“4” cannot stand after “sqrt”.'],
    ['2+constructor', '“constructor” cannot stand after “2+”.'],
    ['2;3', '“;” cannot stand after “2”.'],
    ['1/0', '“1/0” is not a finite number.'],
    ['sqrt(-1)', '“sqrt(-1)” is not a finite number.'],
    ['1e999', '“1e999” is not a finite number.'],
    ['9^9^9', '“9^9^9” is not a finite number.'],
  ])('%j: %s', (text, sentence) => {
    expect(valueOf(text)).toBe(sentence)
  })

  test('a number as it stands is not worked out, and arithmetic is', () => {
    const isPlain = (text: string): boolean | undefined => {
      const result = evaluate(text)
      return result.ok ? result.value.isPlain : undefined
    }
    expect(['5', '-1e-8', '5 + 0', '(5)', 'pi'].map(isPlain)).toEqual([true, true, false, false, false])
  })

  test('however deep it is nested, it answers', () => {
    const half = LONGEST_EXPRESSION / 2 - 1
    expect(valueOf('('.repeat(half) + '1' + ')'.repeat(half))).toBe(1)
    expect(valueOf('('.repeat(100_000))).toContain(`longer than the ${LONGEST_EXPRESSION} characters`)
  })
})

interface Tree {
  readonly text: string
  readonly value: number
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
}

/** Every operand in brackets, so that the tree is what it reads like. */
const trees = fc.letrec<{ tree: Tree; leaf: Tree; sum: Tree; negative: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('sum'), tie('negative')),
  leaf: fc.integer({ min: 0, max: 2000 }).map((n) => ({ text: String(n / 8), value: n / 8 })),
  sum: fc
    .tuple(tie('tree'), fc.constantFrom(...Object.keys(OPERATIONS)), tie('tree'))
    .map(([a, operator, b]) => ({
      text: `(${a.text}) ${operator} (${b.text})`,
      value: OPERATIONS[operator]?.(a.value, b.value) ?? NaN,
    })),
  negative: tie('tree').map(({ text, value }) => ({ text: `-(${text})`, value: -value })),
}))

const seed = testSeed()

describe('any arithmetic', () => {
  test('comes to what the operations come to, to 15 digits, or is no finite number', () => {
    fc.assert(
      fc.property(trees.tree, ({ text, value }) => {
        fc.pre(text.length <= LONGEST_EXPRESSION)
        const result = evaluate(text)
        if (!Number.isFinite(value)) return !result.ok && result.error.kind === 'not-finite'
        return result.ok && Math.abs(result.value.value - value) <= Math.abs(value) * 1e-14
      }),
      { seed, numRuns: 500 },
    )
  })

  test('any text gives a finite number or a problem with a place in it', () => {
    const characters = fc.constantFrom(...'0123456789.,e+-*/^() pisqrt_−×÷x')
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(characters, fc.string()), maxLength: 40 }), (text) => {
        const result = evaluate(text)
        if (result.ok) return Number.isFinite(result.value.value)
        return result.error.at >= 0 && result.error.at <= text.length
      }),
      { seed, numRuns: 2000 },
    )
  })
})
