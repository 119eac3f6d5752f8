import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { param, paramProblem, type FloatParam, type IntParam } from '../../core/nodedef/params'
import { formatCount, formatDuration, formatNumber } from '../../renderer/ui/format'
import { numberScale } from '../../renderer/widgets/number-scale'
import { parseNumber } from '../../renderer/widgets/parse-number'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

describe('what a user types into a number field', () => {
  test.each<[string, string | undefined, number | undefined]>([
    ['12', undefined, 12],
    [' -0.5 ', undefined, -0.5],
    ['0,25', undefined, 0.25],
    ['.5', undefined, 0.5],
    ['1e-8', undefined, 1e-8],
    ['1 024', undefined, 1024],
    ['−3', undefined, -3],
    ['64 channels', 'channels', 64],
    ['3px', 'px', 3],
    ['2^9', undefined, 512],
    ['3/4', undefined, 0.75],
    ['16*16', undefined, 256],
    ['', undefined, undefined],
    ['many', undefined, undefined],
    ['3 px', undefined, undefined],
    ['1/0', undefined, undefined],
    ['1e999', undefined, undefined],
    ['0x10', undefined, undefined],
    ['1.2.3', undefined, undefined],
    ['constructor', undefined, undefined],
  ])('%j (unit %s) is %s', (text, unit, expected) => {
    expect(parseNumber(text, unit)).toBe(expected)
  })
})

const numericParams = allNodes.all.flatMap(({ type, params }) =>
  Object.entries(params).flatMap(([key, spec]): [string, IntParam | FloatParam][] =>
    spec.kind === 'int' || spec.kind === 'float' ? [[`${type} ${key}`, spec]] : [],
  ),
)

const seed = testSeed()

describe('dragging a number', () => {
  test.each(numericParams)('%s: any position is an allowed value, the ends are the range', (_name, spec) => {
    const scale = numberScale(spec)
    expect(scale.fromPosition(0)).toBeCloseTo(spec.min, 6)
    expect(scale.fromPosition(1)).toBeCloseTo(spec.max, 6)
    fc.assert(
      fc.property(fc.double({ min: -0.5, max: 1.5, noNaN: true }), (position) => {
        expect(paramProblem(spec, scale.fromPosition(position))).toBeNull()
      }),
      { seed, numRuns: 50 },
    )
  })

  test.each(numericParams)('%s: a position leads back to itself', (_name, spec) => {
    const scale = numberScale(spec)
    for (const position of [0, 0.1, 0.33, 0.5, 0.9, 1]) {
      const value = scale.fromPosition(position)
      expect(scale.toPosition(value)).toBeGreaterThanOrEqual(0)
      expect(scale.fromPosition(scale.toPosition(value))).toBeCloseTo(value, 6)
    }
  })

  test('steps are round numbers of the right size', () => {
    const psi = param.float({ default: 0.7, min: -1, max: 2, doc: '' })
    const eps = param.float({ default: 1e-8, min: 1e-12, max: 0.1, scale: 'log', doc: '' })
    const width = param.int({ default: 512, min: 1, max: 4096, doc: '' })
    expect([
      numberScale(psi).stepAt(0.7),
      numberScale(psi).fromPosition(0.5),
      numberScale(eps).stepAt(1e-8),
      numberScale(eps).fromPosition(0.5),
      numberScale(width).stepAt(512),
      numberScale(width).fromPosition(0.5),
    ]).toEqual([0.01, 0.5, 5e-10, 3.2e-7, 1, 64])
  })
})

describe('numbers for people', () => {
  test.each<[number, string]>([
    [512, '512'],
    [Math.SQRT2, '1.414'],
    [0.1 + 0.2, '0.3'],
    [1e-8, '1e-8'],
    [1.25e-5, '1.25e-5'],
    [-0.5, '-0.5'],
    [4294967295, '4.295e9'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  test.each<[number, string]>([
    [0, '0'],
    [999, '999'],
    [1050, '1.05 k'],
    [23_600_000, '23.6 M'],
    [1.8e9, '1.8 G'],
  ])('%d values are %s', (value, text) => {
    expect(formatCount(value)).toBe(text)
  })

  test.each<[number, string]>([
    [0.2, '< 1 ms'],
    [118.4, '118 ms'],
    [1234, '1.2 s'],
    [61_000, '61 s'],
  ])('%d ms are %s', (value, text) => {
    expect(formatDuration(value)).toBe(text)
  })
})
