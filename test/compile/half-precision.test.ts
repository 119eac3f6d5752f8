import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import type { Compiled } from '../../core/compile/compile'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { dumpIr } from '../../core/onnx/dump'
import { choosePrecision } from '../../runtime/half-precision'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { compileChain, type ChainStep } from '../helpers/layer-chain'

/**
 * onnxruntime's processor kernels compute these models in float32 and round where the Casts say so: what is tested is
 * what rounding inputs, weights and results to 11 bits costs. Each rounding is off by at most 2^-11 = 4.9e-4 of a
 * value; three of them and the sums of a layer stay below 2e-3 of the range.
 */
const LIMIT = { max: 2e-3 }

function halved(compiled: Compiled, target: 'webgpu' | 'wasm' = 'webgpu'): Compiled {
  const ir = applyRewrites(compiled.ir, { target, halfPrecision: true })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

const types = ({ ir }: Compiled): string[] => ir.operators.map(({ type }) => type)

test.each<[string, readonly ChainStep[]]>([
  ['a conv', [{ type: 'conv/conv2d', params: { filters: 5 } }]],
  ['a conv of one tap', [{ type: 'conv/conv2d', params: { filters: 5, kernel: 1, bias: false } }]],
  ['a transposed conv', [{ type: 'conv/up-conv', params: { filters: 5 } }]],
  ['upsampling and conv', [{ type: 'conv/upsample' }, { type: 'conv/conv2d', params: { filters: 3 } }]],
])('%s computes in float16 between two casts', async (_title, steps) => {
  const plain = compileChain([2, 6, 7, 5], steps, 8)
  const changed = halved(plain)
  expect(types(changed).filter((type) => type === 'Cast')).toHaveLength(2)
  const kernels = changed.ir.initializers.filter(({ dims }) => dims.length === 4)
  expect(kernels.length).toBeGreaterThan(0)
  for (const [name, value] of await runCompiled(plain))
    expectClose(required((await runCompiled(changed)).get(name), name), value, LIMIT)
})

test('what it becomes, as text', () => {
  const text = dumpIr(
    halved(compileChain([1, 2, 4, 4], [{ type: 'conv/conv2d', params: { filters: 2 } }], 8)).ir,
  )
  expect(text.replace(/[0-9a-f]{64}/g, 'HASH')).toMatchInlineSnapshot(`
    "input in.value [1, 2, 4, 4]
    float16 s0:Conv_half_half [2, 2, 3, 3] = sha256:HASH|float16
    float16 s0:Conv_half_half_2 [2] = sha256:HASH|float16
    s0:Conv_half_Cast = Cast(in.value) {to=10}
    s0:Conv_half_Conv = Conv(s0:Conv_half_Cast, s0:Conv_half_half, s0:Conv_half_half_2) {kernel_shape=[3,3], strides=[1,1], pads=[1,1,1,1], dilations=[1,1], group=1}
    s0.y = Cast(s0:Conv_half_Conv) {to=1}
    output s0.y features 1 × 2 × 4 × 4
    "
  `)
})

test('norms, blurs and activations stay in float32', () => {
  const steps = [{ type: 'conv/blur' }, { type: 'norm/instance' }, { type: 'activation/leaky-relu' }]
  const plain = compileChain([1, 4, 8, 8], steps, 8)
  expect(types(halved(plain))).not.toContain('Cast')
})

test('on WASM there is no half precision', () => {
  const plain = compileChain([1, 4, 8, 8], [{ type: 'conv/conv2d', params: { filters: 2 } }], 8)
  expect(types(halved(plain, 'wasm'))).not.toContain('Cast')
})

describe('the choice', () => {
  const able = (): Promise<null> => Promise.resolve(null)
  const unable = (): Promise<string> => Promise.resolve('this graphics adapter cannot compute in float16')
  const never = (): Promise<never> => Promise.reject(new Error('asked'))

  test('a device that can', async () => {
    expect(await choosePrecision({ halfPrecision: true }, 'webgpu', able)).toEqual({
      half: true,
      diagnostics: [],
    })
  })

  test('a device that cannot is told of', async () => {
    const { half, diagnostics } = await choosePrecision({ halfPrecision: true }, 'webgpu', unable)
    expect(half).toBe(false)
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'engine/half-precision',
        message: 'Half precision is wanted but off: this graphics adapter cannot compute in float16.',
      },
    ])
  })

  test.each([
    [true, 'wasm'],
    [false, 'webgpu'],
  ] as const)('wanted %j on %s: nobody is asked', async (halfPrecision, backend) => {
    expect(await choosePrecision({ halfPrecision }, backend, never)).toEqual({ half: false, diagnostics: [] })
  })
})
