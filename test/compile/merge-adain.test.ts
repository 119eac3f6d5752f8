import fc from 'fast-check'
import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { createRandom } from '../../core/base/random'
import type { Compiled } from '../../core/compile/compile'
import type { IrOperator } from '../../core/compile/ir'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { dumpIr } from '../../core/onnx/dump'
import { elementCount, tensor, type Tensor } from '../../core/tensor/tensor'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { testSeed } from '../helpers/seed'
import { compiledOf, fed, floats, ints, operator } from '../helpers/small-ir'

const MERGE = new Set(['merge-adain'])

interface Case {
  readonly map: readonly number[]
  /** Samples of the styles. */
  readonly samples: number
  readonly swapped?: boolean
  readonly scales?: number
  readonly outputs?: readonly string[]
}

/** What AdaIN emits: norm, Mul and Add, with the styles' halves. */
function adain({ map, samples, swapped = false, scales = 1, outputs = ['y'] }: Case): Compiled {
  const random = createRandom(map.reduce((sum, dim) => 31 * sum + dim, samples))
  const normal = (dims: readonly number[]): Tensor =>
    tensor(
      dims,
      Float32Array.from({ length: elementCount(dims) }, () => random.normal()),
    )
  const channels = map[1] ?? 0
  const both = (a: string, b: string): string[] => (swapped ? [b, a] : [a, b])
  const half = (name: string, from: string, to: string): IrOperator =>
    operator('Slice', ['planes', from, to, 'axis'], name)
  return compiledOf(
    {
      operators: [
        operator('Reshape', ['styles', 'shape'], 'planes', { allowzero: 0 }),
        half('scale', 'zero', 'middle'),
        half('bias', 'middle', 'end'),
        operator('InstanceNormalization', ['x', 'ones', 'zeros'], 'norm', { epsilon: { float: 1e-5 } }),
        operator('Mul', both('norm', 'scale'), 'scaled'),
        operator('Add', both('scaled', 'bias'), 'y'),
      ],
      initializers: [
        ints('shape', [-1, 2 * channels, 1, 1]),
        ints('zero', [0]),
        ints('middle', [channels]),
        ints('end', [2 * channels]),
        ints('axis', [1]),
        floats('ones', [channels], Array<number>(channels).fill(scales)),
        floats('zeros', [channels], Array<number>(channels).fill(0)),
      ],
      inputs: [fed('x', normal(map)), fed('styles', normal([samples, 2 * channels]))],
    },
    outputs,
  )
}

function merged(compiled: Compiled): Compiled {
  const ir = applyRewrites(compiled.ir, { target: 'wasm', names: MERGE })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

const types = ({ ir }: Compiled): string[] => ir.operators.map(({ type }) => type)

test('one sample: the styles become the norm’s own scale and bias', () => {
  expect(dumpIr(merged(adain({ map: [1, 2, 3, 3], samples: 1 })).ir)).toMatchInlineSnapshot(`
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
  expect(dumpIr(merged(adain({ map: [3, 2, 4, 5], samples: 3, swapped: true })).ir)).toMatchInlineSnapshot(`
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
        const plain = adain({ map: [samples, channels, height, width], samples, swapped })
        const changed = merged(plain)
        expect(types(changed)).not.toContain('Mul')
        const expected = required((await runCompiled(plain)).get('y'), 'y')
        expectClose(required((await runCompiled(changed)).get('y'), 'y'), expected, { max: 1e-5 })
      },
    ),
    { numRuns: 40, seed: testSeed() },
  )
})

test.each<[string, Case]>([
  ['one map for several styles', { map: [1, 2, 3, 3], samples: 2 }],
  ['one style for several maps', { map: [2, 2, 3, 3], samples: 1 }],
  ['a norm with scales of its own', { map: [1, 2, 3, 3], samples: 1, scales: 2 }],
  ['a norm that is asked for', { map: [1, 2, 3, 3], samples: 1, outputs: ['norm', 'y'] }],
  ['a product that is asked for', { map: [1, 2, 3, 3], samples: 1, outputs: ['scaled', 'y'] }],
])('%s is left alone', (_title, given) => {
  const plain = adain(given)
  expect(merged(plain).ir).toBe(plain.ir)
})

test('samples that only the run will tell', async () => {
  const plain = adain({ map: [3, 2, 4, 5], samples: 3 })
  const open = {
    ...plain,
    ir: { ...plain.ir, inputs: plain.ir.inputs.map((i) => ({ ...i, dims: ['N', ...i.dims.slice(1)] })) },
  }
  const changed = merged(open)
  expect(types(changed)).not.toContain('Mul')
  const expected = required((await runCompiled(plain)).get('y'), 'y')
  expectClose(required((await runCompiled(changed)).get('y'), 'y'), expected, { max: 1e-5 })
})
