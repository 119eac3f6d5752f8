/** Times rewritten models against plain ones, in turn, so that a noisy machine is equally unfair to all. */
import { required } from '../core/base/assert'
import { linkId, nodeId } from '../core/base/ids'
import { compile, type Compiled } from '../core/compile/compile'
import type { Ir } from '../core/compile/ir'
import { DEFAULT_COSTS, type Costs } from '../core/compile/rewrites/costs'
import { applyRewrites, REWRITES } from '../core/compile/rewrites/index'
import { createDocument, type Document } from '../core/doc/document'
import { createRegistry } from '../core/nodedef/registry'
import { encodeOnnx } from '../core/onnx/encode'
import { nodeDefinitions } from '../nodes/index.gen'
import type { Ort, OrtSession } from '../runtime/ort'
import { adainIr, layerIr } from './layer-ir'
import { openGenerator } from './scenario'

/** What is measured: onnxruntime-web on WASM, or onnxruntime-node, the native one. */
export interface BenchRuntime {
  readonly ort: Ort
  readonly target: 'wasm' | 'cpu'
}

type Models = readonly (readonly [name: string, ir: Ir])[]

type Forms = readonly (readonly [name: string, costs: Costs | undefined])[]

/** Costs under which each form beats all others. */
const NOT_PLAIN = { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9 }
const FEW_WEIGHTS = { ...NOT_PLAIN, weight: 1e6 }
const CONV_FORMS: Forms = [
  ['2x2', FEW_WEIGHTS],
  ['4x4', { ...NOT_PLAIN, weight: 0, matMul: 1e4 }],
  ['chosen', undefined],
]
const UP_FORMS: Forms = [
  ['transposed', { ...DEFAULT_COSTS, conv: 1, matMul: 1e9 }],
  ['differences', FEW_WEIGHTS],
  ['phases', { ...NOT_PLAIN, weight: 0, inputTransform: 1e5 }],
  ['chosen', undefined],
]

/** Channels, filters and side of the layers of a 256 px StyleGAN1 generator. */
const CONVS = [
  [512, 512, 4],
  [512, 512, 8],
  [512, 512, 16],
  [512, 512, 32],
  [256, 256, 64],
  [128, 128, 128],
  [64, 64, 256],
] as const
const UP_CONVS = [
  [512, 512, 4],
  [512, 512, 8],
  [512, 512, 16],
  [512, 256, 32],
  [256, 128, 64],
  [128, 64, 128],
] as const

/** Every layer shape in every form. */
export async function* measureLayers(runtime: BenchRuntime, rounds: number): AsyncGenerator<string> {
  for (const [channels, filters, side] of CONVS) {
    yield `conv ${channels} to ${filters}, ${side} px`
    yield* compare(
      runtime,
      layerModels(runtime, layerIr(channels, filters, side, false), CONV_FORMS),
      rounds,
      0,
    )
  }
  for (const [channels, filters, side] of UP_CONVS) {
    yield `up-conv ${channels} to ${filters}, ${side} to ${2 * side} px`
    yield* compare(runtime, layerModels(runtime, layerIr(channels, filters, side, true), UP_FORMS), rounds, 0)
  }
}

/** AdaIN as it is written and as one operator, for one sample and for two. */
export async function* measureAdain(runtime: BenchRuntime, rounds: number): AsyncGenerator<string> {
  for (const batch of [1, 2])
    for (const [channels, , side] of CONVS) {
      yield `AdaIN of ${batch} x ${channels} channels, ${side} px`
      yield* compare(
        runtime,
        layerModels(runtime, adainIr(batch, channels, side), [['merged', undefined]]),
        rounds,
        0,
      )
    }
}

/** The whole generator with each rewrite alone and with all of them. */
export async function* measureGenerator(runtime: BenchRuntime, rounds: number): AsyncGenerator<string> {
  yield 'generator, 256 px'
  yield* compare(runtime, generatorModels(runtime), rounds, 1)
}

function layerModels({ target }: BenchRuntime, plain: Ir, forms: Forms): Models {
  return [
    ['plain', plain],
    ...forms.map(
      ([name, costs]) => [name, applyRewrites(plain, { target, ...(costs ? { costs } : {}) })] as const,
    ),
  ]
}

/** The generator of `npm run bench`: plain with upsampling everywhere, as it is exported, and rewritten. */
function generatorModels({ target }: BenchRuntime): Models {
  const registry = createRegistry(nodeDefinitions)
  const { editor, store } = openGenerator(registry, 256, 128)
  const irOf = (document: Document): Ir => {
    const compiled = compile(document, registry, store, { mode: 'export' })
    if (!compiled.ok) throw new Error(compiled.error.map((d) => d.message).join('\n'))
    return compiled.value.ir
  }
  const exported = irOf(editor.document)
  const shapes = new Map(exported.inputs.map(({ name, dims }) => [name, [1, ...dims.slice(1)]]))
  const all = REWRITES.map(({ name }) => name)
  const apply = (names: readonly string[]): Ir =>
    applyRewrites(exported, { target, shapes, names: new Set(names) })
  return [
    ['plain', irOf(withoutUpConvs(editor.document))],
    ['as exported', exported],
    ...all.map((name) => [name, apply([name])] as const),
    ['all', apply(all)],
  ]
}

/** Every up-conv as an Upsample and a Conv 2D of the same weights. */
function withoutUpConvs(document: Document): Document {
  const nodes = [...document.nodes.values()]
  const ups = new Set(nodes.filter(({ type }) => type === 'conv/up-conv').map(({ id }) => id))
  const before = (id: string): ReturnType<typeof nodeId> => nodeId(`${id}-before`)
  return createDocument(
    document.project,
    nodes.flatMap((node) =>
      ups.has(node.id)
        ? [
            { id: before(node.id), type: 'conv/upsample', version: 1, position: node.position, params: {} },
            { ...node, type: 'conv/conv2d', params: { ...node.params, kernel: 3 } },
          ]
        : [node],
    ),
    [...document.links.values()].flatMap((link) =>
      ups.has(link.to.node)
        ? [
            { ...link, to: { node: before(link.to.node), port: 'x' } },
            { ...link, id: linkId(`${link.id}-before`), from: { node: before(link.to.node), port: 'y' } },
          ]
        : [link],
    ),
  )
}

const SESSION_OPTIONS = {
  wasm: { executionProviders: ['wasm'] },
  cpu: { executionProviders: ['cpu'], intraOpNumThreads: 2, logSeverityLevel: 3 },
} as const

/** Lines of the models' times as parts of the first one's, and their largest difference from the one at `reference`. */
async function* compare(
  { ort, target }: BenchRuntime,
  models: Models,
  rounds: number,
  reference: number,
): AsyncGenerator<string> {
  const runs: (() => Promise<Float32Array>)[] = []
  const sessions: OrtSession[] = []
  const outputs: Float32Array[] = []
  for (const [, ir] of models) {
    const compiled: Pick<Compiled, 'ir' | 'opset'> = { ir, opset: 17 }
    const bytes = encodeOnnx(compiled, { name: 'bench', producerVersion: '' })
    const session = await ort.InferenceSession.create(bytes, SESSION_OPTIONS[target])
    const run = runner(ort, session, ir)
    sessions.push(session)
    runs.push(run)
    outputs.push(await run())
  }
  const times: number[][] = models.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, run] of runs.entries()) {
      const start = performance.now()
      await run()
      times[i]?.push(performance.now() - start)
    }
  for (const session of sessions) await session.release()

  const plain = required(times[0], 'the plain times')
  const expected = required(outputs[reference], 'the reference')
  const range = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  for (const [i, [name]] of models.entries()) {
    const own = required(times[i], name)
    const ratio = median(own.map((time, round) => time / (plain[round] ?? NaN)))
    const difference = required(outputs[i], name).reduce(
      (largest, value, at) => Math.max(largest, Math.abs(value - (expected[at] ?? NaN))),
      0,
    )
    const shortest = `shortest ${Math.min(...own).toFixed(2)} ms`.padStart(20)
    const columns = [ratio.toFixed(2), `${median(own).toFixed(1)} ms`.padStart(10), shortest]
    yield `  ${name.padEnd(20)} ${columns.join(' ')}  differs by ${(difference / range).toExponential(1)}`
  }
}

/** One run with each input's default value, made before so that the clock does not see it. */
function runner(ort: Ort, session: OrtSession, ir: Ir): () => Promise<Float32Array> {
  const feeds: Record<string, InstanceType<Ort['Tensor']>> = {}
  for (const { name, make } of ir.inputs) {
    const { data, dims } = make()
    feeds[name] = new ort.Tensor('float32', data, dims)
  }
  return async () => {
    const { data } = required(Object.values(await session.run(feeds))[0], 'the output')
    if (!(data instanceof Float32Array)) throw new Error('the output holds no floats')
    return data
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
