import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { compile, type Compiled } from '../../core/compile/compile'
import { DEFAULT_COSTS, type Costs } from '../../core/compile/rewrites/costs'
import { applyRewrites, REWRITES } from '../../core/compile/rewrites/index'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { dumpIr } from '../../core/onnx/dump'
import type { Tensor } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { createTensorStore } from '../../core/weights/tensor-store'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { fixture } from '../helpers/fixture'
import { allNodes } from '../helpers/random-graph'

/** The limits of the plain generator (test/stylegan1/golden.test.ts) hold with the rewrites as well. */
const LIMIT = { max: 5e-4, mean: 2e-5 }

const golden = readGolden()
const store = createTensorStore()
const compiled = compileFixture()

function readGolden(): ReadonlyMap<string, Tensor> {
  const file = readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))
  if (!file.ok) throw new Error('the golden file is unreadable')
  return file.value.tensors
}

function compileFixture(): Compiled {
  const imported = importCheckpoint(fixture('stylegan1/stylegan1-64.tf-names.npz'), store, {
    name: 'fixture',
  })
  if (!imported.ok) throw new Error(imported.error.map((d) => d.message).join('\n'))
  const result = compile(imported.value.document, allNodes, store, {
    mode: 'live',
    feeds: new Map([['z.z', required(golden.get('in/z'), 'in/z')]]),
    outputs: [{ node: nodeId('image'), port: 'image' }],
  })
  if (!result.ok) throw new Error(result.error.map((d) => d.message).join('\n'))
  return result.value
}

/** No direct conv is cheap enough: every layer takes a tile form. */
const TILES = { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9 }

interface Setting {
  readonly title: string
  readonly costs: Costs
  readonly only?: string
  /** Layers that take a tile form, at least. */
  readonly tiled: number
}

const SETTINGS: readonly Setting[] = [
  { title: 'all rewrites', costs: DEFAULT_COSTS, tiled: 0 },
  { title: 'tiles everywhere', costs: { ...TILES, weight: 0, matMul: 1e4 }, tiled: 9 },
  { title: 'tiles of few weights everywhere', costs: { ...TILES, weight: 1e6 }, tiled: 9 },
  ...REWRITES.map(({ name }) => ({ title: `${name} alone`, costs: TILES, only: name, tiled: 0 })),
]

test.each(SETTINGS)('the picture with $title', async ({ costs, only, tiled }) => {
  const names = only === undefined ? {} : { names: new Set([only]) }
  const ir = applyRewrites(compiled.ir, { target: 'wasm', costs, ...names })
  const inputs = ir.initializers.filter(({ key }) => /^tiles:[^:]*:input/.test(key))
  expect(inputs.length).toBeGreaterThanOrEqual(tiled)
  const results = await runCompiled({ ...compiled, ir, key: dumpIr(ir) })
  expectClose(required(results.get('image'), 'image'), required(golden.get('out/img_psi1'), 'golden'), LIMIT)
})
