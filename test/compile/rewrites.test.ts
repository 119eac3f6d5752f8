import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../core/base/random'
import type { Compiled } from '../../core/compile/compile'
import { DEFAULT_COSTS, type Costs } from '../../core/compile/rewrites/costs'
import { applyRewrites, REWRITES } from '../../core/compile/rewrites/index'
import { dumpIr } from '../../core/onnx/dump'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { compileChain, type ChainStep } from '../helpers/layer-chain'
import { below, chance, pick } from '../helpers/pick'
import { testSeed } from '../helpers/seed'

/**
 * Rewritten graphs give the plain graph's values. One layer may differ by 2e-5 of the range: float32 sums in another
 * order by up to 1e-6, Winograd's F(4, 3) by up to 1e-5.
 */
const LIMIT = { max: 2e-5 }

const ANY: Costs = { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9 }
/** Costs under which each form is the cheapest, however small the layer is. */
const FORCED = {
  'few weights': { ...ANY, weight: 1e6 },
  'few products': { ...ANY, weight: 0, matMul: 1e4 },
  'small transforms': { ...ANY, weight: 0, inputTransform: 1e5 },
  'no tiles': { ...DEFAULT_COSTS, result: 1e9, conv: 1e6 },
} satisfies Record<string, Costs>

function rewritten(compiled: Compiled, costs: Costs, names?: ReadonlySet<string>): Compiled {
  const ir = applyRewrites(compiled.ir, { target: 'wasm', costs, ...(names ? { names } : {}) })
  return { ...compiled, ir, key: `${dumpIr(ir)} ${compiled.key}` }
}

async function expectSame(plain: Compiled, changed: Compiled, what: string): Promise<void> {
  const expected = await runCompiled(plain)
  const actual = await runCompiled(changed)
  expect([...actual.keys()]).toEqual([...expected.keys()])
  for (const [name, value] of expected)
    expectClose(actual.get(name) ?? { dims: [], data: [] }, value, LIMIT, `${what}, ${name}`)
}

/** What the constants' keys tell of the tile algorithms in use. */
function algorithms({ ir }: Compiled): string[] {
  return [
    ...new Set(ir.initializers.flatMap(({ key }) => /^tiles:([^:]*):input/.exec(key)?.[1] ?? [])),
  ].sort()
}

function types({ ir }: Compiled): string[] {
  return ir.operators.map(({ type }) => type)
}

const conv3: ChainStep = { type: 'conv/conv2d', params: { filters: 5 } }
const SILENT: ChainStep = { type: 'noise/inject', noise: { width: 8, height: 6 }, constant: 0 }
const unbiased: ChainStep = { type: 'conv/conv2d', params: { filters: 5, bias: false } }
const UP = [{ type: 'conv/upsample' }, conv3]

describe.each([
  ['few weights', [conv3], ['2x2']],
  ['few products', [conv3], ['4x4']],
  ['few weights', UP, ['differences']],
  ['few products', UP, ['phases-3']],
  ['small transforms', UP, ['phases-3']],
  ['few products', [{ type: 'conv/up-conv', params: { filters: 5 } }], ['phases-4']],
  ['no tiles', UP, []],
] as const)('%s: %j', (form, steps, expected) => {
  test(`becomes ${expected.join() || 'one ConvTranspose'}`, () => {
    const changed = rewritten(compileChain([1, 4, 32, 32], steps, 1), FORCED[form])
    expect(algorithms(changed)).toEqual(expected)
    if (expected.length === 0) expect(types(changed)).toEqual(['ConvTranspose'])
  })

  test('any size, batch and number of channels', async () => {
    const side = fc.integer({ min: 1, max: 13 })
    const shape = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 9 }), side, side)
    const settings = fc.record({
      filters: fc.integer({ min: 1, max: 9 }),
      bias: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1e6 }),
    })
    await fc.assert(
      fc.asyncProperty(shape, settings, async (dims, { filters, bias, seed }) => {
        const own = steps.map((step) => ('params' in step ? { ...step, params: { filters, bias } } : step))
        const plain = compileChain(dims, own, seed)
        const changed = rewritten(plain, FORCED[form])
        expect(changed.ir).not.toBe(plain.ir)
        await expectSame(plain, changed, dims.join('x'))
      }),
      { numRuns: 25, seed: testSeed() },
    )
  })
})

test('a conv without padding, after reflection', async () => {
  for (const padding of ['none', 'reflect']) {
    const plain = compileChain([2, 3, 9, 6], [{ type: 'conv/conv2d', params: { filters: 4, padding } }], 2)
    const changed = rewritten(plain, FORCED['few products'])
    expect(algorithms(changed)).toEqual(['4x4'])
    await expectSame(plain, changed, padding)
  }
})

const LAYER: readonly ChainStep[] = [
  { type: 'conv/up-conv', params: { filters: 4, bias: false } },
  { type: 'conv/blur' },
  { type: 'noise/inject', noise: { width: 8, height: 6 } },
  { type: 'arithmetic/bias' },
  { type: 'activation/leaky-relu' },
]

describe('noise and bias', () => {
  test('a bias moves into the conv before the noise', async () => {
    const plain = compileChain([2, 3, 3, 4], LAYER, 3)
    const changed = rewritten(plain, DEFAULT_COSTS)
    expect(types(changed)).toEqual(['ConvTranspose', 'Mul', 'Mul', 'Conv', 'Add', 'LeakyRelu'])
    await expectSame(plain, changed, 'with noise')
  })

  test('noise of no strength is left out, and its input with it', async () => {
    const silent = LAYER.map((step) => (step.noise ? SILENT : step))
    const plain = compileChain([2, 3, 3, 4], silent, 3)
    const changed = rewritten(plain, DEFAULT_COSTS)
    expect(types(changed)).toEqual(['ConvTranspose', 'Conv', 'LeakyRelu'])
    expect(changed.ir.inputs.map(({ name }) => name)).toEqual(['in.value'])
    await expectSame(plain, changed, 'without noise')
  })

  test('a value that is asked for keeps its own operator', async () => {
    const plain = compileChain([2, 3, 3, 4], LAYER, 3, [0, 1, 2, 3, 4])
    await expectSame(plain, rewritten(plain, FORCED['few products']), 'every step')
  })
})

test.each([
  ['a window of 5', [{ type: 'conv/conv2d', params: { kernel: 5 } }]],
  ['a window of 1', [{ type: 'conv/conv2d', params: { kernel: 1 } }]],
  ['stride 2', [{ type: 'conv/conv2d', params: { stride: 2 } }]],
  ['a conv of single channels', [{ type: 'conv/blur' }]],
  ['bilinear upsampling alone', [{ type: 'conv/upsample', params: { mode: 'bilinear' } }]],
] as const)('%s is left alone', (_title, steps) => {
  const { ir } = compileChain([2, 3, 8, 8], steps, 4)
  expect(applyRewrites(ir, { target: 'wasm', costs: ANY })).toBe(ir)
})

test.each([
  ['upsampling by 3', { factor: 3 }],
  ['bilinear upsampling', { mode: 'bilinear' }],
])('a conv after %s is not taken for an up-convolution', (_title, params) => {
  const changed = rewritten(compileChain([1, 3, 4, 4], [{ type: 'conv/upsample', params }, conv3], 4), ANY)
  expect(types(changed)[0]).toBe('Resize')
})

test('a layer of unknown size is left alone', () => {
  const { ir } = compileChain([2, 3, 8, 8], [conv3], 4)
  const unknown = { ...ir, inputs: ir.inputs.map((input) => ({ ...input, dims: ['N', 3, '?', '?'] })) }
  expect(applyRewrites(unknown, { target: 'wasm', costs: ANY })).toBe(unknown)
})

test('a batch that only the run will tell gets the same operators for any batch', async () => {
  const plain = compileChain([2, 3, 13, 8], [...UP, conv3], 5)
  const open = {
    ...plain.ir,
    inputs: plain.ir.inputs.map((i) => ({ ...i, dims: ['N', ...i.dims.slice(1)] })),
  }
  const changed = rewritten({ ...plain, ir: open }, FORCED['small transforms'])
  expect(algorithms(changed)).toEqual(['2x2', 'phases-3'])
  await expectSame(plain, changed, 'open batch')
})

/** Those that have nothing to do with layers in a chain have tests of their own. */
const OTHERS = ['fold-constants', 'merge-adain', 'centre-norm', 'half-precision']
const LAYERWISE = REWRITES.map(({ name }) => name).filter((name) => !OTHERS.includes(name))

test.each(LAYERWISE.map((name) => [name]))('%s alone keeps the values', async (name) => {
  const plain = compileChain(
    [2, 3, 3, 4],
    [{ type: 'conv/upsample' }, unbiased, SILENT, { type: 'arithmetic/bias' }],
    6,
  )
  const changed = rewritten(plain, ANY, new Set([name]))
  expect(changed.ir).not.toBe(plain.ir)
  await expectSame(plain, changed, name)
})

test('nothing switched on changes nothing', () => {
  const { ir } = compileChain([1, 4, 16, 16], [...UP, ...LAYER.slice(0, 2)], 6)
  expect(applyRewrites(ir, { target: 'wasm', costs: ANY, names: new Set() })).toBe(ir)
})

/** A random stack of layers over a map of the given size, and which of its values are asked for. */
function randomChain(
  random: Random,
  height: number,
  width: number,
): { steps: ChainStep[]; outputs: number[] } {
  const steps: ChainStep[] = []
  let scale = 1
  for (let count = 2 + below(random, 6); count > 0; count--) {
    const filters = 1 + below(random, 6)
    const bias = chance(random, 0.5)
    const type = pick(scale < 4 ? [...GROWING, ...KEEPING] : KEEPING, random)
    if (GROWING.includes(type)) scale *= 2
    const kernel = pick([1, 3, 3, 3, 5], random)
    steps.push({
      type,
      ...(type === 'conv/conv2d' ? { params: { filters, bias, kernel } } : {}),
      ...(type === 'conv/up-conv' ? { params: { filters, bias } } : {}),
      ...(type === 'noise/inject' ? { noise: { height: height * scale, width: width * scale } } : {}),
      ...(chance(random, 0.3) ? { constant: type === 'noise/inject' ? 0 : 0.25 } : {}),
    })
  }
  const inner = steps.map((_, i) => i).filter((i) => i === steps.length - 1 || chance(random, 0.15))
  return { steps, outputs: inner }
}

const GROWING = ['conv/upsample', 'conv/up-conv']
const KEEPING = [
  'conv/conv2d',
  'conv/conv2d',
  'conv/blur',
  'noise/inject',
  'arithmetic/bias',
  'activation/leaky-relu',
]

test('random stacks of layers keep their values, outputs and sources', async () => {
  const seed = testSeed()
  let changes = 0
  for (let i = 0; i < 120; i++) {
    const random = createRandom(seed, i)
    const height = 1 + below(random, 7)
    const width = 1 + below(random, 7)
    const { steps, outputs } = randomChain(random, height, width)
    const dims = [1 + below(random, 2), 1 + below(random, 5), height, width]
    const plain = compileChain(dims, steps, i, outputs)
    const changed = rewritten(plain, pick(Object.values(FORCED), random))
    const what = `seed ${seed}, run ${i}: ${dims.join('x')} ${JSON.stringify(steps)}`
    if (changed.ir !== plain.ir) changes++
    const sources = new Set(plain.ir.operators.map(({ source }) => source))
    for (const { source } of changed.ir.operators) expect(sources.has(source), what).toBe(true)
    const names = changed.ir.operators.map(({ name }) => name)
    expect(new Set(names).size, what).toBe(names.length)
    expect(changed.ir.outputs).toEqual(plain.ir.outputs)
    await expectSame(plain, changed, what)
  }
  expect(changes).toBeGreaterThan(30)
})
