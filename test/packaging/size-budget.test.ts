import { expect, test } from 'vitest'
import { overBudget } from '../../scripts/size-budget.mjs'

const budget = {
  parts: [
    { name: 'engine', files: '\\.wasm$', limit: 20 },
    { name: 'window', files: '^assets/', limit: 10 },
  ],
  whole: 25,
}

test.each([
  [
    'fits',
    [
      ['a.wasm', 20_000],
      ['assets/a.js', 4_999],
    ],
    [],
  ],
  [
    'a part is too large',
    [
      ['assets/a.js', 6000],
      ['assets/b.js', 4001],
    ],
    [
      '"window" takes 11 kB, and its budget is 10 kB: make it smaller, or raise the limit in package/size-budget.json and say why.',
    ],
  ],
  [
    'each part fits, all together do not',
    [
      ['a.wasm', 20_000],
      ['assets/a.js', 10_000],
    ],
    [
      '"all together" takes 30 kB, and its budget is 25 kB: make it smaller, or raise the limit in package/size-budget.json and say why.',
    ],
  ],
  [
    'a file that nobody asked for',
    [
      ['assets/a.js', 1],
      ['notes.txt', 1],
    ],
    ['"notes.txt" belongs to no part of package/size-budget.json: is it needed in the package?'],
  ],
] as const)('%s', (_name, files, problems) => {
  expect(
    overBudget(
      budget,
      files.map(([path, size]) => ({ path, size })),
    ),
  ).toEqual(problems)
})
