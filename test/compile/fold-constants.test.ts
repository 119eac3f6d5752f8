import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { createRandom } from '../../core/base/random'
import type { Compiled } from '../../core/compile/compile'
import type { IrInitializer, IrOperator } from '../../core/compile/ir'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { inferShapes } from '../../core/compile/shapes'
import { dumpIr } from '../../core/onnx/dump'
import { runCompiled } from '../helpers/executor'
import { below, pick } from '../helpers/pick'
import { testSeed } from '../helpers/seed'
import { compiledOf, fed, floats, ints, operator, zeros } from '../helpers/small-ir'

const FOLD = new Set(['fold-constants'])

function folded(compiled: Compiled): Compiled {
  const ir = applyRewrites(compiled.ir, { target: 'wasm', names: FOLD })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

/** The constant and a zero that is fed: the result has the constant's values, and comes out of an operator. */
const visible = operator('Add', ['c', 'zero'], 'y')
const ZERO = fed('zero', zeros([]))

function chain(operators: readonly IrOperator[], initializers: readonly IrInitializer[]): Compiled {
  return compiledOf({ operators: [...operators, visible], initializers, inputs: [ZERO] }, ['y'])
}

const SIX = floats('a', [2, 3], [0.1, -0.2, 0.3, 1e-3, -5, 7])

describe.each<[string, IrOperator, readonly IrInitializer[]]>([
  ['Add', operator('Add', ['a', 'b'], 'c'), [SIX, floats('b', [3], [1, 1 / 3, -2])]],
  ['Sub', operator('Sub', ['b', 'a'], 'c'), [SIX, floats('b', [], [1 / 3])]],
  ['Mul', operator('Mul', ['a', 'b'], 'c'), [SIX, floats('b', [4, 2, 1], [1, 2, 3, 4, 5, 6, 7, 0.1])]],
  ['Div', operator('Div', ['a', 'b'], 'c'), [SIX, floats('b', [2, 1], [3, 0])]],
  ['Sqrt', operator('Sqrt', ['a'], 'c'), [floats('a', [4], [2, 0, 0.1, 1e-30])]],
  ['Neg', operator('Neg', ['a'], 'c'), [SIX]],
  ['Abs', operator('Abs', ['a'], 'c'), [SIX]],
  ['Identity', operator('Identity', ['a'], 'c'), [SIX]],
  ['Reshape', operator('Reshape', ['a', 's'], 'c', { allowzero: 0 }), [SIX, ints('s', [3, -1, 1])]],
  ['Transpose', operator('Transpose', ['a'], 'c', { perm: [1, 0] }), [SIX]],
  ['Unsqueeze', operator('Unsqueeze', ['a', 's'], 'c'), [SIX, ints('s', [0, 2])]],
  ['Expand', operator('Expand', ['a', 's'], 'c'), [SIX, ints('s', [2, 2, 1])]],
  [
    'Slice',
    operator('Slice', ['a', 'f', 't', 'x', 's'], 'c'),
    [SIX, ints('f', [-2, 0]), ints('t', [100, 2]), ints('x', [1, 0]), ints('s', [2, 1])],
  ],
])('%s', (_type, tested, initializers) => {
  const plain = chain([tested], initializers)

  test('is computed here', () => {
    const { ir } = folded(plain)
    expect(ir.operators.map(({ type }) => type)).toEqual(['Add'])
  })

  test('has the bits that onnxruntime gives', async () => {
    const expected = required((await runCompiled(plain)).get('y'), 'y')
    const actual = required((await runCompiled(folded(plain))).get('y'), 'y')
    expect(actual.dims).toEqual(expected.dims)
    // Adding the zero has made −0 into 0 on both sides.
    expect([...actual.data]).toEqual([...expected.data])
  })
})

test('what it becomes, as text', () => {
  const plain = chain(
    [operator('Mul', ['a', 'b'], 'm'), operator('Reshape', ['m', 's'], 'c', { allowzero: 0 })],
    [SIX, floats('b', [], [2]), ints('s', [6])],
  )
  const key = /c \[6\] = (folded:[0-9a-f]{64})/.exec(dumpIr(folded(plain).ir))?.[1]
  expect(dumpIr(folded(plain).ir)).toBe(
    `input zero []\nfloat32 c [6] = ${key}\ny = Add(c, zero)\noutput y features 6\n`,
  )
})

test('equal keys are equal values, and other values have another key', () => {
  const keyWith = (values: readonly number[]): string | undefined =>
    folded(chain([operator('Neg', ['a'], 'c')], [floats('a', [2], values)])).ir.initializers[0]?.key
  expect(keyWith([1, 2])).toBe(keyWith([1, 2]))
  expect(keyWith([1, 2])).not.toBe(keyWith([1, 3]))
})

test('constants are not looked at before they are needed', () => {
  const untouched: IrInitializer = {
    ...SIX,
    values: () => {
      throw new Error('looked at')
    },
  }
  const { ir } = folded(chain([operator('Neg', ['a'], 'c')], [untouched]))
  expect(ir.operators).toHaveLength(1)
  expect(() => ir.initializers[0]?.values()).toThrow('looked at')
})

test.each<[string, Compiled]>([
  [
    'weights of a layer',
    chain([operator('Neg', ['a'], 'c')], [floats('a', [5000], Array<number>(5000).fill(1))]),
  ],
  ['what makes too much', chain([operator('Expand', ['a', 's'], 'c')], [SIX, ints('s', [1000, 2, 3])])],
  ['a sine', chain([operator('Sin', ['a'], 'c')], [SIX])],
  [
    'what is asked for by name',
    compiledOf({ operators: [operator('Neg', ['a'], 'c')], initializers: [SIX], inputs: [] }, ['c']),
  ],
])('%s is left alone', (_title, plain) => {
  expect(folded(plain).ir).toBe(plain.ir)
})

/** A random graph of constants: every operator takes what is there already. */
function randomConstants(seed: number): Compiled {
  const random = createRandom(seed)
  const value = (): number => pick([random.normal(), random.normal() * 1e-4, below(random, 9) - 4], random)
  const dims = pick([[2, 3, 4], [1, 3, 1], [4], []], random)
  const count = dims.reduce((product, dim) => product * dim, 1)
  const initializers = ['a', 'b'].map((name) => floats(name, dims, Array.from({ length: count }, value)))
  const made = ['a', 'b']
  const operators: IrOperator[] = []
  for (let i = 0; i < 8; i++) {
    const output = i === 7 ? 'c' : `v${i}`
    const type = pick(['Add', 'Sub', 'Mul', 'Div', 'Neg', 'Abs', 'Transpose'], random)
    const given = ['Add', 'Sub', 'Mul', 'Div'].includes(type) ? 2 : 1
    const inputs = Array.from({ length: given }, () => pick(made, random))
    const known = inferShapes(compiledOf({ operators, initializers, inputs: [] }, []).ir)
    const rank = known.get(inputs[0] ?? '')?.length ?? 0
    const perm = Array.from({ length: rank }, (_, axis) => rank - 1 - axis)
    const attributes = type === 'Transpose' ? { perm } : {}
    const next = operator(type, inputs, output, attributes)
    // Transposed values may not fit the others any more.
    const fits = inferShapes(compiledOf({ operators: [...operators, next], initializers, inputs: [] }, []).ir)
    operators.push(fits.has(output) ? next : operator('Neg', [inputs[0] ?? 'a'], output))
    made.push(output)
  }
  return chain(operators, initializers)
}

test('random graphs of constants have the bits that onnxruntime gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async (seed) => {
      const plain = randomConstants(seed)
      const changed = folded(plain)
      expect(changed.ir.operators).toHaveLength(1)
      const expected = required((await runCompiled(plain)).get('y'), 'y')
      const actual = required((await runCompiled(changed)).get('y'), 'y')
      expect([...actual.data]).toEqual([...expected.data])
    }),
    { numRuns: 60, seed: testSeed() },
  )
})
