import fc from 'fast-check'
import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import type { Compiled } from '../../core/compile/compile'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { dumpIr } from '../../core/onnx/dump'
import { adainIr, type AdainCase } from '../helpers/adain-ir'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { testSeed } from '../helpers/seed'

const MERGE = new Set(['merge-adain'])

function merged(compiled: Compiled): Compiled {
  const ir = applyRewrites(compiled.ir, { target: 'wasm', names: MERGE })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

const types = ({ ir }: Compiled): string[] => ir.operators.map(({ type }) => type)

test('one sample: the styles become the norm’s own scale and bias', () => {
  expect(dumpIr(merged(adainIr({ map: [1, 2, 3, 3], samples: 1 })).ir)).toMatchInlineSnapshot(`
    "input x [1, 2, 3, 3]
    input styles [1, 4]
    int64 shape [4] = ints:-1,4,1,1
    int64 zero [1] = ints:0
    int64 middle [1] = ints:2
    int64 end [1] = ints:4
    int64 axis [1] = ints:1
    int64 test:norm_adain_ints [1] = ints:-1
    int64 test:norm_adain_ints_2 [1] = ints:-1
    planes = Reshape(styles, shape) {allowzero=0}
    scale = Slice(planes, zero, middle, axis)
    bias = Slice(planes, middle, end, axis)
    test:norm_adain_Reshape = Reshape(scale, test:norm_adain_ints) {allowzero=0}
    test:norm_adain_Reshape_2 = Reshape(bias, test:norm_adain_ints_2) {allowzero=0}
    y = InstanceNormalization(x, test:norm_adain_Reshape, test:norm_adain_Reshape_2) {epsilon=0.00001f}
    output y features 1 × 2 × 3 × 3
    "
  `)
})

test('several samples lie side by side as channels of one', () => {
  expect(dumpIr(merged(adainIr({ map: [3, 2, 4, 5], samples: 3, swapped: true })).ir)).toMatchInlineSnapshot(`
    "input x [3, 2, 4, 5]
    input styles [3, 4]
    int64 shape [4] = ints:-1,4,1,1
    int64 zero [1] = ints:0
    int64 middle [1] = ints:2
    int64 end [1] = ints:4
    int64 axis [1] = ints:1
    int64 test:norm_adain_ints [4] = ints:1,-1,4,5
    int64 test:norm_adain_ints_2 [1] = ints:-1
    int64 test:norm_adain_ints_3 [1] = ints:-1
    int64 test:norm_adain_ints_4 [4] = ints:-1,2,4,5
    planes = Reshape(styles, shape) {allowzero=0}
    scale = Slice(planes, zero, middle, axis)
    bias = Slice(planes, middle, end, axis)
    test:norm_adain_Reshape = Reshape(x, test:norm_adain_ints) {allowzero=0}
    test:norm_adain_Reshape_2 = Reshape(scale, test:norm_adain_ints_2) {allowzero=0}
    test:norm_adain_Reshape_3 = Reshape(bias, test:norm_adain_ints_3) {allowzero=0}
    test:norm_adain_InstanceNormalization = InstanceNormalization(test:norm_adain_Reshape, test:norm_adain_Reshape_2, test:norm_adain_Reshape_3) {epsilon=0.00001f}
    y = Reshape(test:norm_adain_InstanceNormalization, test:norm_adain_ints_4) {allowzero=0}
    output y features 3 × 2 × 4 × 5
    "
  `)
})

/** Float32's half step, times 1 / sqrt(eps) for a map of one pixel or without contrast, which is all rounding, twice. */
const FLAT = (2 * 2 ** -24) / Math.sqrt(1e-5)

test('any size, batch and number of channels', async () => {
  const side = fc.integer({ min: 1, max: 9 })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 9 }),
      side,
      side,
      fc.boolean(),
      async (samples, channels, height, width, swapped) => {
        const plain = adainIr({ map: [samples, channels, height, width], samples, swapped })
        const changed = merged(plain)
        expect(types(changed)).not.toContain('Mul')
        const expected = required((await runCompiled(plain)).get('y'), 'y')
        expectClose(required((await runCompiled(changed)).get('y'), 'y'), expected, { max: FLAT })
      },
    ),
    { numRuns: 40, seed: testSeed() },
  )
})

test.each<[string, AdainCase]>([
  ['one map for several styles', { map: [1, 2, 3, 3], samples: 2 }],
  ['one style for several maps', { map: [2, 2, 3, 3], samples: 1 }],
  ['a norm with scales of its own', { map: [1, 2, 3, 3], samples: 1, scales: 2 }],
  ['a norm that is asked for', { map: [1, 2, 3, 3], samples: 1, outputs: ['norm', 'y'] }],
  ['a product that is asked for', { map: [1, 2, 3, 3], samples: 1, outputs: ['scaled', 'y'] }],
])('%s is left alone', (_title, given) => {
  const plain = adainIr(given)
  expect(merged(plain).ir).toBe(plain.ir)
})

test('samples that only the run will tell', async () => {
  const plain = adainIr({ map: [3, 2, 4, 5], samples: 3 })
  const open = {
    ...plain,
    ir: { ...plain.ir, inputs: plain.ir.inputs.map((i) => ({ ...i, dims: ['N', ...i.dims.slice(1)] })) },
  }
  const changed = merged(open)
  expect(types(changed)).not.toContain('Mul')
  const expected = required((await runCompiled(plain)).get('y'), 'y')
  expectClose(required((await runCompiled(changed)).get('y'), 'y'), expected, { max: 1e-5 })
})
