import { expect, test } from 'vitest'
import { initialValues } from '../../core/weights/weight-init'

test('constants', () => {
  expect([...initialValues({ kind: 'zeros' }, 2, 1, 'b')]).toEqual([0, 0])
  expect([...initialValues({ kind: 'ones' }, 2, 1, 'b')]).toEqual([1, 1])
  expect([...initialValues({ kind: 'constant', value: 0.5 }, 2, 1, 'b')]).toEqual([0.5, 0.5])
  expect(initialValues({ kind: 'normal', std: 1 }, 0, 1, 'b').length).toBe(0)
})

test('normal values have the standard deviation asked for', () => {
  const values = initialValues({ kind: 'normal', std: 0.02 }, 100_000, 7, 'conv.weight')
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  // Five standard errors of the mean and of the variance.
  expect(Math.abs(mean)).toBeLessThan((5 * 0.02) / Math.sqrt(values.length))
  expect(Math.abs(variance / 0.0004 - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length))
})

test('a seed in a file means these values for ever', () => {
  const values = initialValues({ kind: 'normal', std: 1 }, 4, 42, 'mapping.0.weight')
  expect([...values]).toMatchInlineSnapshot(`
    [
      -0.29166802763938904,
      -0.9698129296302795,
      -0.13257594406604767,
      -0.6372213959693909,
    ]
  `)
})

test('another seed or another name gives other values, a longer count the same ones first', () => {
  const values = (count: number, seed: number, name: string) => [
    ...initialValues({ kind: 'normal', std: 1 }, count, seed, name),
  ]
  expect(values(3, 1, 'a')).not.toEqual(values(3, 2, 'a'))
  expect(values(3, 1, 'a')).not.toEqual(values(3, 1, 'b'))
  expect(values(8, 1, 'a').slice(0, 3)).toEqual(values(3, 1, 'a'))
})
