/** Times rewritten models against plain ones, in turn, so that a noisy machine is equally unfair to all. */
import { required } from '../core/base/assert'
import { linkId, nodeId } from '../core/base/ids'
import { createRandom } from '../core/base/random'
import { compile, type Compiled } from '../core/compile/compile'
import type { Ir, IrInitializer, IrOperator } from '../core/compile/ir'
import { DEFAULT_COSTS, type Costs } from '../core/compile/rewrites/costs'
import { applyRewrites, REWRITES } from '../core/compile/rewrites/index'
import { createDocument, type Document } from '../core/doc/document'
import { createRegistry } from '../core/nodedef/registry'
import { encodeOnnx } from '../core/onnx/encode'
import { elementCount, tensor, type Tensor } from '../core/tensor/tensor'
import { nodeDefinitions } from '../nodes/index.gen'
import type { Ort, OrtSession } from '../runtime/ort'
import { openGenerator } from './scenario'

type Models = readonly (readonly [name: string, ir: Ir])[]

type Forms = readonly (readonly [name: string, costs: Costs])[]

/** Costs under which each form beats all others. */
const NOT_PLAIN = { ...DEFAULT_COSTS, conv: 1e9, convTranspose: 1e9 }
const FEW_WEIGHTS = { ...NOT_PLAIN, weight: 1e6 }
const CONV_FORMS: Forms = [
  ['2x2', FEW_WEIGHTS],
  ['4x4', { ...NOT_PLAIN, weight: 0, matMul: 1e4 }],
  ['chosen', DEFAULT_COSTS],
]
const UP_FORMS: Forms = [
  ['transposed', { ...DEFAULT_COSTS, conv: 1, matMul: 1e9 }],
  ['differences', FEW_WEIGHTS],
  ['phases', { ...NOT_PLAIN, weight: 0, inputTransform: 1e5 }],
  ['chosen', DEFAULT_COSTS],
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
export async function* measureLayers(ort: Ort, rounds: number): AsyncGenerator<string> {
  for (const [channels, filters, side] of CONVS) {
    yield `conv ${channels} to ${filters}, ${side} px`
    yield* compare(ort, layerModels(layerIr(channels, filters, side, false), CONV_FORMS), rounds, 0)
  }
  for (const [channels, filters, side] of UP_CONVS) {
    yield `up-conv ${channels} to ${filters}, ${side} to ${2 * side} px`
    yield* compare(ort, layerModels(layerIr(channels, filters, side, true), UP_FORMS), rounds, 0)
  }
}

/** The whole generator with each rewrite alone and with all of them. */
export async function* measureGenerator(ort: Ort, rounds: number): AsyncGenerator<string> {
  yield 'generator, 256 px'
  yield* compare(ort, generatorModels(), rounds, 1)
}

function layerModels(plain: Ir, forms: Forms): Models {
  return [
    ['plain', plain],
    ...forms.map(([name, costs]) => [name, applyRewrites(plain, { backend: 'wasm', costs })] as const),
  ]
}

/** One conv, behind nearest upsampling if wanted, with random values. */
function layerIr(channels: number, filters: number, side: number, up: boolean): Ir {
  const source = nodeId('layer')
  // Drawn anew at each call, but the same: all models get the same values.
  const normal = (count: number): Float32Array => {
    const random = createRandom(count)
    return Float32Array.from({ length: count }, () => random.normal())
  }
  const constant = (name: string, dims: readonly number[], values?: Float32Array): IrInitializer => ({
    name,
    dims,
    key: name,
    dtype: 'float32',
    source,
    values: () => values ?? normal(elementCount(dims)),
  })
  const dims = [1, channels, side, side]
  const conv: IrOperator = {
    name: 'layer:Conv',
    type: 'Conv',
    inputs: [up ? 'layer:Resize' : 'x', 'w'],
    output: 'y',
    attributes: { kernel_shape: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1], group: 1 },
    source,
  }
  const resize: IrOperator = {
    name: 'layer:Resize',
    type: 'Resize',
    inputs: ['x', '', 'scales'],
    output: 'layer:Resize',
    attributes: { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
    source,
  }
  const make = (): Tensor => tensor(dims, normal(elementCount(dims)))
  return {
    operators: up ? [resize, conv] : [conv],
    initializers: [
      constant('w', [filters, channels, 3, 3]),
      ...(up ? [constant('scales', [4], Float32Array.of(1, 1, 2, 2))] : []),
    ],
    inputs: [{ name: 'x', dims, key: 'x', make, source }],
    outputs: [
      {
        name: 'y',
        port: { node: source, port: 'y' },
        type: { kind: 'features', dims: ['?', '?', '?', '?'] },
      },
    ],
  }
}

/** The generator of `npm run bench`: plain with upsampling everywhere, as it is exported, and rewritten. */
function generatorModels(): Models {
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
    applyRewrites(exported, { backend: 'wasm', shapes, names: new Set(names) })
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

/** Lines of the models' times as parts of the first one's, and their largest difference from the one at `reference`. */
async function* compare(ort: Ort, models: Models, rounds: number, reference: number): AsyncGenerator<string> {
  const runs: (() => Promise<Float32Array>)[] = []
  const sessions: OrtSession[] = []
  const outputs: Float32Array[] = []
  for (const [, ir] of models) {
    const compiled: Pick<Compiled, 'ir' | 'opset'> = { ir, opset: 17 }
    const bytes = encodeOnnx(compiled, { name: 'bench', producerVersion: '' })
    const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] })
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
    const columns = [ratio.toFixed(2), `${median(own).toFixed(1)} ms`.padStart(10)]
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
