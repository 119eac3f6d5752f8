import { fail, ok, type Result } from '../../core/base/result'

/** What a user may type where a number goes: plain arithmetic, worked out as float64. Nothing is run as code. */

export interface Evaluated {
  readonly value: number
  /** A number was typed, and nothing to work out. */
  readonly isPlain: boolean
}

/** Where the text stops making sense: `at` counts characters, `found` is what stands there. */
export interface ExpressionProblem {
  readonly kind: 'empty' | 'too-long' | 'no-value' | 'unexpected' | 'unclosed' | 'not-finite'
  readonly at: number
  readonly found: string
}

/** Deeper nesting than this fits into no field. */
export const LONGEST_EXPRESSION = 200

/** Of a float64's digits, a few operations leave this many right, and a person means no more than that many. */
const RIGHT_DIGITS = 15
const MEANT_DIGITS = 12

const NUMBER = /(?:\d+(?:[\s_]\d{3}(?!\d))*(?:[.,]\d*)?|[.,]\d+)(?:e[-+−]?\d+)?/iy
const NAME = /\p{L}[\p{L}\d]*/uy

const SUMS = new Map<string, (left: number, right: number) => number>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['−', (left, right) => left - right],
])
const PRODUCTS = new Map<string, (left: number, right: number) => number>([
  ['*', (left, right) => left * right],
  ['×', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['÷', (left, right) => left / right],
])

/** Leads out of the nested calls to where the text is given up. */
class Stop extends Error {
  readonly problem: ExpressionProblem

  constructor(problem: ExpressionProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

/**
 * The value of `2*256`, `(1 + sqrt(5))/2`, `2^10`, `-pi`, `1e-8`. Powers bind tighter than a sign (`-2^2` is -4) and go
 * from right to left. A comma is a decimal point; a space or `_` may part groups of three digits. `unit` may follow.
 */
export function evaluate(text: string, unit?: string): Result<Evaluated, ExpressionProblem> {
  if (text.length > LONGEST_EXPRESSION)
    return fail({ kind: 'too-long', at: LONGEST_EXPRESSION, found: text.slice(LONGEST_EXPRESSION) })
  try {
    return ok(new Reader(text, unit).read())
  } catch (thrown) {
    if (thrown instanceof Stop) return fail(thrown.problem)
    throw thrown
  }
}

class Reader {
  readonly #text: string
  readonly #unit: string
  #at = 0
  #isPlain = true

  constructor(text: string, unit = '') {
    this.#text = text
    this.#unit = unit.toLowerCase()
  }

  read(): Evaluated {
    this.#skipSpace()
    if (this.#at === this.#text.length) this.#stop('empty')
    const value = this.#sum()
    const rest = this.#text.slice(this.#at).trim().toLowerCase()
    if (rest !== '' && rest !== this.#unit) this.#stop('unexpected')
    if (!Number.isFinite(value)) throw new Stop({ kind: 'not-finite', at: 0, found: this.#text.trim() })
    // Adding 0 makes 0 of -0.
    return { value: (this.#isPlain ? value : withoutNoise(value)) + 0, isPlain: this.#isPlain }
  }

  #sum(): number {
    return this.#chain(SUMS, () => this.#product())
  }

  #product(): number {
    return this.#chain(PRODUCTS, () => this.#signed())
  }

  #chain(operations: typeof SUMS, operand: () => number): number {
    let left = operand()
    for (;;) {
      const operation = operations.get(this.#peek())
      if (!operation) return left
      this.#take()
      left = operation(left, operand())
    }
  }

  #signed(): number {
    const sign = this.#peek()
    if (sign !== '-' && sign !== '−' && sign !== '+') return this.#power()
    this.#at++
    const value = this.#signed()
    return sign === '+' ? value : -value
  }

  #power(): number {
    const base = this.#value()
    const isStars = this.#peek() === '*' && this.#text[this.#at + 1] === '*'
    if (this.#peek() !== '^' && !isStars) return base
    this.#take(isStars ? 2 : 1)
    return base ** this.#signed()
  }

  #value(): number {
    this.#skipSpace()
    if (this.#peek() === '(') return this.#bracket()
    const digits = this.#match(NUMBER)
    if (digits !== null) return Number(digits.replace(/[\s_]/g, '').replace(',', '.').replace('−', '-'))
    const start = this.#at
    const name = this.#match(NAME)?.toLowerCase()
    this.#isPlain = false
    if (name === 'pi') return Math.PI
    if (name === 'sqrt' && this.#peek() === '(') return Math.sqrt(this.#bracket())
    if (name !== 'sqrt') this.#at = start
    return this.#stop(this.#peek() === '' ? 'no-value' : 'unexpected')
  }

  #bracket(): number {
    const start = this.#at
    this.#take()
    const value = this.#sum()
    if (this.#peek() === '') {
      this.#at = start
      this.#stop('unclosed')
    }
    if (this.#peek() !== ')') this.#stop('unexpected')
    this.#take()
    return value
  }

  /** Passes over signs of arithmetic: what has them is no plain number. */
  #take(length = 1): void {
    this.#isPlain = false
    this.#at += length
  }

  /** The next sign, or nothing at the end. `**` is a sign of its own and never read as two products. */
  #peek(): string {
    this.#skipSpace()
    return this.#text[this.#at] ?? ''
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? null
    if (found !== null) this.#at += found.length
    return found
  }

  #stop(kind: ExpressionProblem['kind']): never {
    this.#skipSpace()
    const rest = this.#text.slice(this.#at)
    NUMBER.lastIndex = NAME.lastIndex = 0
    const found = NAME.exec(rest)?.[0] ?? NUMBER.exec(rest)?.[0] ?? rest.slice(0, 1)
    throw new Stop({ kind, at: this.#at, found })
  }
}

/** 1.1*10 is 11, although float64 has 11.000000000000002; pi stays as it is. */
function withoutNoise(value: number): number {
  const rounded = Number(value.toPrecision(MEANT_DIGITS))
  return rounded === Number(value.toPrecision(RIGHT_DIGITS)) ? rounded : value
}
