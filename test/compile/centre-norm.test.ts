import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import type { Compiled } from '../../core/compile/compile'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { dumpIr } from '../../core/onnx/dump'
import { elementCount, tensor, type Tensor } from '../../core/tensor/tensor'
import { adainIr, type AdainCase } from '../helpers/adain-ir'
import { expectClose } from '../helpers/close'
import { rangeError } from '../helpers/close-values'
import { runCompiled } from '../helpers/executor'
import { testSeed } from '../helpers/seed'

const CENTRE = new Set(['centre-norm'])

function centred(compiled: Compiled): Compiled {
  const ir = applyRewrites(compiled.ir, { target: 'wasm', names: CENTRE })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

async function output(compiled: Compiled): Promise<Tensor> {
  return required((await runCompiled(compiled)).get('y'), 'y')
}

/** AdaIN in float64: mean and biased variance of each plane. */
function reference({ ir }: Compiled, eps: number): Tensor {
  const x = required(ir.inputs[0], 'the map').make()
  const styles = required(ir.inputs[1], 'the styles').make()
  const [samples = 0, channels = 0, height = 0, width = 0] = x.dims
  const area = height * width
  const out = new Float32Array(elementCount(x.dims))
  for (let plane = 0; plane < samples * channels; plane++) {
    const values = Float64Array.from(x.data.subarray(plane * area, (plane + 1) * area))
    const mean = values.reduce((sum, value) => sum + value, 0) / area
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / area
    const at = Math.floor(plane / channels) * 2 * channels + (plane % channels)
    const scale = (styles.data[at] ?? 0) / Math.sqrt(variance + eps)
    for (const [i, value] of values.entries())
      out[plane * area + i] = (value - mean) * scale + (styles.data[at + channels] ?? 0)
  }
  return tensor(x.dims, out)
}

test('the styles go into the last two passes', () => {
  expect(dumpIr(centred(adainIr({ map: [1, 2, 3, 3], samples: 1 })).ir)).toMatchInlineSnapshot(`
    "input x [1, 2, 3, 3]
    input styles [1, 4]
    int64 shape [4] = ints:-1,4,1,1
    int64 zero [1] = ints:0
    int64 middle [1] = ints:2
    int64 end [1] = ints:4
    int64 axis [1] = ints:1
    float32 test:norm_centred_const [] = const:0.00001
    planes = Reshape(styles, shape) {allowzero=0}
    scale = Slice(planes, zero, middle, axis)
    bias = Slice(planes, middle, end, axis)
    test:norm_centred_GlobalAveragePool = GlobalAveragePool(x)
    test:norm_centred_Sub = Sub(x, test:norm_centred_GlobalAveragePool)
    test:norm_centred_GlobalAveragePool_2 = GlobalAveragePool(test:norm_centred_Sub)
    test:norm_centred_Mul = Mul(test:norm_centred_Sub, test:norm_centred_Sub)
    test:norm_centred_GlobalAveragePool_3 = GlobalAveragePool(test:norm_centred_Mul)
    test:norm_centred_Mul_2 = Mul(test:norm_centred_GlobalAveragePool_2, test:norm_centred_GlobalAveragePool_2)
    test:norm_centred_Sub_2 = Sub(test:norm_centred_GlobalAveragePool_3, test:norm_centred_Mul_2)
    test:norm_centred_Add = Add(test:norm_centred_Sub_2, test:norm_centred_const)
    test:norm_centred_Sqrt = Sqrt(test:norm_centred_Add)
    test:y_centred_Div = Div(scale, test:norm_centred_Sqrt)
    test:y_centred_Mul = Mul(test:norm_centred_GlobalAveragePool_2, test:y_centred_Div)
    test:y_centred_Sub = Sub(bias, test:y_centred_Mul)
    test:y_centred_Mul_2 = Mul(test:norm_centred_Sub, test:y_centred_Div)
    y = Add(test:y_centred_Mul_2, test:y_centred_Sub)
    output y features 1 × 2 × 3 × 3
    "
  `)
})

test('a norm that others read stays a norm, written out', () => {
  const { ir } = centred(adainIr({ map: [1, 2, 3, 3], samples: 1, outputs: ['norm', 'y'] }))
  expect(ir.operators.map(({ type }) => type)).not.toContain('InstanceNormalization')
  expect(ir.operators.at(-1)).toMatchObject({ type: 'Add', output: 'y' })
})

test('a norm with scales of its own is left alone', () => {
  const plain = adainIr({ map: [1, 2, 3, 3], samples: 1, scales: 2 })
  expect(centred(plain).ir).toBe(plain.ir)
})

// 1e-5 of the range: the plain operator itself is up to 3e-5 away from float64 at 256 x 256.
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
        expectClose(await output(centred(plain)), reference(plain, 1e-5), { max: 1e-5 })
      },
    ),
    { numRuns: 40, seed: testSeed() },
  )
})

describe('a channel with little contrast keeps its digits', () => {
  test.each([0, 10, 1000])('at a level of %d deviations', async (level) => {
    const given: AdainCase = { map: [2, 3, 64, 64], samples: 2, level, eps: 1e-8 }
    const plain = adainIr(given)
    const expected = reference(plain, 1e-8)
    const actual = rangeError(await output(centred(plain)), expected).max
    expect(actual).toBeLessThan(5e-6)
    // What onnxruntime's own operator makes of it: the digits that the level takes up are lost.
    if (level === 1000) expect(rangeError(await output(plain), expected).max).toBeGreaterThan(10 * actual)
  })
})
