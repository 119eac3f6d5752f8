import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { createRandom } from '../../core/base/random'
import { compile, type Compiled, type CompileOptions } from '../../core/compile/compile'
import type { Ir } from '../../core/compile/ir'
import { DEFAULT_COSTS, type Costs } from '../../core/compile/rewrites/costs'
import { applyRewrites, REWRITES } from '../../core/compile/rewrites/index'
import { segmentGraph } from '../../core/compile/segments'
import type { Document } from '../../core/doc/document'
import { dumpIr } from '../../core/onnx/dump'
import { encodeOnnx } from '../../core/onnx/encode'
import type { Tensor } from '../../core/tensor/tensor'
import type { TensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import { rangeError } from '../helpers/close-values'
import { runCompiled } from '../helpers/executor'
import { runNatively } from '../helpers/native-runtime'
import { pick } from '../helpers/pick'
import { randomGenerator } from '../helpers/random-generator'
import { allNodes } from '../helpers/random-graph'
import { SMALL, WIDE } from '../helpers/random-sketch'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

/** Random generators give the same values in their fastest form as in their plain one, and every rewrite has its part in it. */

const GRAPHS = 40
/** As a part of the range. */
const LIMIT = 1e-5
/** Tiles of 4 x 4 outputs are less exact, and only taken where layers are large. */
const LARGE_TILES_LIMIT = 4e-5
/** A graph may enlarge rounding errors by itself: rewritten, it may do so as much as from one runtime to the other. */
const NOISE_FACTOR = 4

/** The built-in costs, and such that take a tiled or the transposed form however small a layer is. */
const COSTS: readonly { readonly costs: Costs; readonly limit: number }[] = [
  { costs: DEFAULT_COSTS, limit: LIMIT },
  { costs: { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9, weight: 1e6 }, limit: LIMIT },
  { costs: { ...DEFAULT_COSTS, result: 1e9, conv: 1e6 }, limit: LIMIT },
  {
    costs: { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9, weight: 0, matMul: 1e4 },
    limit: LARGE_TILES_LIMIT,
  },
]

const NAMES = REWRITES.filter(({ targets }) => targets.includes('wasm')).map(({ name }) => name)

function compiled(document: Document, store: TensorStore, options: CompileOptions): Compiled {
  return valueOf(compile(document, allNodes, store, options))
}

/** Which rewrites change this part of a graph, when each finds what those before it left. */
function fired(ir: Ir, costs: Costs): string[] {
  const texts = [[], ...NAMES.map((_, i) => NAMES.slice(0, i + 1))].map((names) =>
    dumpIr(applyRewrites(ir, { target: 'wasm', costs, names: new Set(names) })),
  )
  return NAMES.filter((_, i) => texts[i] !== texts[i + 1])
}

/** Expects each output within the limit, or within what the plain graph's values differ by in the native runtime. */
async function expectAlike(
  plain: Compiled,
  expected: readonly Tensor[],
  actual: readonly Tensor[],
  limit: number,
  what: string,
): Promise<void> {
  expect(actual.length, what).toBe(expected.length)
  const differences = (others: readonly Tensor[]): number[] =>
    expected.map((tensor, i) => rangeError(required(others[i], `output ${i}`), tensor).max)
  const found = differences(actual)
  if (found.every((difference) => difference <= limit)) return
  const noise = differences(await runOnCpu(plain.ir, plain))
  for (const [i, difference] of found.entries())
    expect(difference, `${what}, output ${i}`).toBeLessThanOrEqual(
      Math.max(limit, NOISE_FACTOR * (noise[i] ?? 0)),
    )
}

async function runOnCpu(ir: Ir, { opset }: Compiled): Promise<readonly Tensor[]> {
  const bytes = encodeOnnx({ ir, opset }, { name: 'random', producerVersion: '' })
  const values = await runNatively(bytes, new Map(ir.inputs.map(({ name, make }) => [name, make()])))
  return ir.outputs.map(({ name }) => required(values.get(name), name))
}

async function runOnWasm(ir: Ir, plain: Compiled): Promise<readonly Tensor[]> {
  // Every picture's port is called alike; results are told apart by the value's name.
  const outputs = ir.outputs.map((output) => ({ ...output, port: { ...output.port, port: output.name } }))
  const values = await runCompiled({ ...plain, ir: { ...ir, outputs }, key: dumpIr(ir) })
  return ir.outputs.map(({ name }) => required(values.get(name), name))
}

test(`${GRAPHS} generators, live`, async () => {
  const seed = testSeed()
  const counts = new Map(NAMES.map((name) => [name, 0]))
  for (let graph = 0; graph < GRAPHS; graph++) {
    const { editor, store } = randomGenerator(seed, graph, graph % 2 === 0 ? WIDE : SMALL)
    const { document } = editor
    const { costs, limit } = pick(COSTS, createRandom(seed, graph))
    const run = async (rewrites: boolean): Promise<readonly Tensor[]> => {
      const settings = { costs: { wasm: costs } }
      const engine = createNodeEngine({ registry: allNodes, store, threads: 1, rewrites, settings })
      const { outputs } = valueOf(await engine.run({ document }))
      await engine.release()
      return outputs.map(({ tensor }) => tensor)
    }
    const what = `STYLELOOM_SEED=${seed}, graph ${graph}, costs ${JSON.stringify(costs)}`
    const plain = compiled(document, store, { mode: 'live', backend: 'wasm' })
    await expectAlike(plain, await run(false), await run(true), limit, what)
    for (const { model } of segmentGraph(plain).segments)
      for (const name of fired(model, costs)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (const [name, count] of counts) expect(count, `${name} fired`).toBeGreaterThan(0)
})

test.each([
  ['wasm', runOnWasm],
  ['cpu', runOnCpu],
] as const)('exported models, optimised for %s', async (target, run) => {
  const seed = testSeed()
  let changed = 0
  for (let graph = 1000; graph < 1000 + GRAPHS / 2; graph++) {
    const { editor, store } = randomGenerator(seed, graph, graph % 2 === 0 ? WIDE : SMALL)
    const plain = compiled(editor.document, store, { mode: 'export' })
    const ir = applyRewrites(plain.ir, { target })
    if (ir !== plain.ir) changed++
    const what = `STYLELOOM_SEED=${seed}, graph ${graph}`
    await expectAlike(plain, await run(plain.ir, plain), await run(ir, plain), LIMIT, what)
  }
  expect(changed).toBeGreaterThan(GRAPHS / 8)
})
