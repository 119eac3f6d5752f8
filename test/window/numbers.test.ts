import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { param, paramProblem, type FloatParam, type IntParam } from '../../core/nodedef/params'
import { formatCount, formatDuration, formatNumber } from '../../renderer/ui/format'
import { numberScale, paceOf, PACE_FACTOR, type Pace } from '../../renderer/widgets/number-scale'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

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

  const psi = param.float({ default: 0.7, min: -1, max: 2, step: 0.05, doc: '' })
  const eps = param.float({ default: 1e-8, min: 1e-12, max: 0.1, scale: 'log', doc: '' })
  const width = param.int({ default: 512, min: 1, max: 4096, doc: '' })
  const kernel = param.int({ default: 3, min: 1, max: 15, doc: '' })
  const any = param.float({ default: 0, min: -1e6, max: 1e6, doc: '' })

  test.each<[string, IntParam | FloatParam, number, Readonly<Record<Pace, number>>]>([
    ['a strength', psi, 0.7, { fine: 0.705, normal: 0.75, coarse: 1.2 }],
    ['a strength near its end', psi, 1.9, { fine: 1.905, normal: 1.95, coarse: 2 }],
    ['a logarithmic number', eps, 1e-8, { fine: 1.02e-8, normal: 1.3e-8, coarse: 1e-7 }],
    ['a size, coarsely in octaves', width, 512, { fine: 513, normal: 513, coarse: 1024 }],
    ['a small whole number', kernel, 3, { fine: 4, normal: 4, coarse: 13 }],
    ['a number of any size', any, 1, { fine: 1.005, normal: 1.05, coarse: 1.5 }],
    ['a number of any size, when large', any, 2000, { fine: 2010, normal: 2100, coarse: 3000 }],
  ])('an arrow key moves %s', (_name, spec, from, expected) => {
    const scale = numberScale(spec)
    const paces: readonly Pace[] = ['fine', 'normal', 'coarse']
    const moved = paces.map((pace) => [pace, scale.stepped(from, 1, pace)])
    expect(Object.fromEntries(moved)).toEqual(expected)
  })

  test('sideways: a range in 320 pixels, sizes and tiny numbers by factors', () => {
    const drag = (
      spec: IntParam | FloatParam,
      start: number,
      pixels: number,
      pace: Pace = 'normal',
    ): number => numberScale(spec).dragged(start, pixels * PACE_FACTOR[pace], pace)
    expect([
      drag(psi, -1, 160),
      drag(psi, -1, 320),
      drag(psi, 0.5, 32, 'fine'),
      drag(psi, 0.5, 8, 'coarse'),
    ]).toEqual([0.5, 2, 0.53, 1.25])
    expect([drag(width, 64, 80), drag(width, 64, -80)]).toEqual([512, 8])
    expect([drag(eps, 1e-8, 320 / 11), drag(eps, 1e-8, -320 / 11)]).toEqual([1e-7, 1e-9])
    expect([drag(any, 1, 40), drag(any, 1, -40)]).toEqual([1.5, 0.5])
    expect(drag(psi, 0.123, 0)).toBe(0.123)
  })

  test.each(numericParams)('%s: keys and drags stay within what is allowed', (_name, spec) => {
    const scale = numberScale(spec)
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<1 | -1>(1, -1),
        fc.constantFrom<Pace>('fine', 'normal', 'coarse'),
        fc.integer({ min: -2000, max: 2000 }),
        (position, direction, pace, pixels) => {
          const value = scale.fromPosition(position)
          const stepped = scale.stepped(value, direction, pace)
          expect(paramProblem(spec, stepped)).toBeNull()
          expect(paramProblem(spec, scale.dragged(value, pixels, pace))).toBeNull()
          // A key that does nothing seems broken: only at the end of the range there is no further.
          const end = direction === 1 ? spec.max : spec.min
          if (value !== end) expect(Math.sign(stepped - value)).toBe(direction)
        },
      ),
      { seed, numRuns: 50 },
    )
  })

  test('Shift is fine, Ctrl or Cmd coarse', () => {
    const none = { shiftKey: false, ctrlKey: false, metaKey: false }
    expect(paceOf(none)).toBe('normal')
    expect(paceOf({ ...none, shiftKey: true })).toBe('fine')
    expect(paceOf({ ...none, ctrlKey: true })).toBe('coarse')
    expect(paceOf({ ...none, metaKey: true })).toBe('coarse')
  })

  test('sliders are for what people play with', () => {
    const withSlider = numericParams.filter(([, spec]) => numberScale(spec).hasSlider).map(([name]) => name)
    expect(withSlider).toContain('mapping/truncation psi')
    expect(withSlider).toContain('mapping/style-mix first')
    expect(withSlider).toContain('norm/adain eps')
    expect(withSlider).not.toContain('conv/conv2d filters')
    expect(withSlider).not.toContain('conv/conv2d kernel')
    expect(withSlider).not.toContain('input/number value')
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
