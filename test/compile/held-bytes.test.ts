import { expect, test } from 'vitest'
import { heldBytes } from '../../core/compile/held-bytes'
import { builtInCosts } from '../../core/compile/rewrites/costs'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { compileChain, type ChainStep } from '../helpers/layer-chain'
import { compiledOf, fed, floats, operator, zeros } from '../helpers/small-ir'

const CONV: readonly ChainStep[] = [{ type: 'conv/conv2d', params: { filters: 16, bias: false } }]
const KERNELS = 16 * 16 * 9 * 4
const TILES = { ...builtInCosts('wasm'), conv: 1e9 }

const plain = compileChain([1, 16, 32, 32], CONV, 1).ir

/** Bytes of the small matrices and shapes beside the kernels. */
const BESIDE = 12_000

test.each([
  ['as it is written', plain, KERNELS, 1],
  [
    'in tiles of 2 x 2',
    applyRewrites(plain, { target: 'wasm', costs: { ...TILES, weight: 1e6 } }),
    KERNELS,
    16 / 9,
  ],
  [
    'in tiles of 4 x 4',
    applyRewrites(plain, { target: 'wasm', costs: { ...TILES, weight: 0, matMul: 1e4 } }),
    KERNELS,
    4,
  ],
  ['in half precision', applyRewrites(plain, { target: 'webgpu', halfPrecision: true }), KERNELS, 1 / 2],
])('a conv %s', (_title, ir, kernels, times) => {
  expect(heldBytes(ir)).toBeGreaterThanOrEqual(kernels * times)
  expect(heldBytes(ir)).toBeLessThan(kernels * times + BESIDE)
})

test('what was folded into something else is not held, what is used beside that is', () => {
  const a = floats('a', [100], Array<number>(100).fill(1))
  const row = operator('Neg', ['a'], 'row')
  const one = {
    operators: [row, operator('Add', ['x', 'row'], 'y')],
    initializers: [a],
    inputs: [fed('x', zeros([100]))],
  }
  expect(heldBytes(compiledOf(one, ['y']).ir)).toBe(400)
  const both = { ...one, operators: [...one.operators, operator('Mul', ['y', 'a'], 'z')] }
  expect(heldBytes(compiledOf(both, ['z']).ir)).toBe(800)
})
