import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toFloat16Bits } from '../../core/tensor/float16'
import { testSeed } from '../helpers/seed'

/** What the bits stand for, by the definition of IEEE 754 binary16. */
function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 31
  const mantissa = bits & 1023
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? mantissa / 2 ** 24 : (1 + mantissa / 1024) * 2 ** (exponent - 15))
}

const bitsOf = (value: number): number => toFloat16Bits(Float32Array.of(value))[0] ?? NaN

test('every float16 comes back as itself', () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = valueOf(bits)
    if (Number.isNaN(value)) expect(valueOf(bitsOf(value))).toBeNaN()
    else expect(bitsOf(value), `bits ${bits}`).toBe(bits)
  }
})

test.each([
  [2049, 2048, 'a tie goes to the even neighbour below'],
  [2051, 2052, 'a tie goes to the even neighbour above'],
  [65_519, 65_504, 'the largest'],
  [65_520, Infinity, 'half a step beyond the largest'],
  [2 ** -25, 0, 'half of the smallest'],
  [1.5 * 2 ** -25, 2 ** -24, 'more than half of the smallest'],
  [1e-30, 0, 'far below the smallest'],
  [1e30, Infinity, 'far beyond the largest'],
])('%d becomes %d: %s', (value, expected) => {
  expect(valueOf(bitsOf(value))).toBe(expected)
  expect(valueOf(bitsOf(-value))).toBe(expected === 0 ? -0 : -expected)
})

test('no float16 is nearer', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: -65_504, max: 65_504 }), (value) => {
      const bits = bitsOf(value)
      const error = Math.abs(valueOf(bits) - value)
      for (const other of [bits - 1, bits + 1]) {
        const away = Math.abs(valueOf(other & 0xffff) - value)
        if (Number.isFinite(away)) expect(error).toBeLessThanOrEqual(away)
      }
    }),
    { numRuns: 2000, seed: testSeed() },
  )
})
