import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openGraph } from '../../cli/open-graph'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { compile } from '../../core/compile/compile'
import { MAX_THUMBNAIL_SIDE } from '../../core/contract/recent'
import type { Command } from '../../core/doc/commands/index'
import { parsePort } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { inferAll } from '../../core/infer/inference'
import { createRegistry } from '../../core/nodedef/registry'
import { encodeOnnx } from '../../core/onnx/encode'
import type { Tensor } from '../../core/tensor/tensor'
import { readPng } from '../../core/image/png'
import type { RgbaImage } from '../../core/image/rgba-image'
import { readNpz } from '../../core/weights/npz'
import { makeExamples } from '../../examples/make/main'
import { makeThumbnail } from '../../examples/make/thumbnails'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createNodeEngine } from '../../runtime/node-engine'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'
import { valueOf } from '../helpers/result'
import { runNatively } from '../helpers/native-runtime'

const registry = createRegistry(nodeDefinitions)
const folder = fileURLToPath(new URL('../../examples', import.meta.url))
const graphs = readdirSync(folder).filter((name) => /\.loom(\.json)?$/.test(name))

test('the files are what their code makes', () => {
  const made = makeExamples({
    weights: fixture('portraits64/portraits64.safetensors'),
    golden: fixture('portraits64/portraits64.golden.npz'),
  })
  for (const [path, bytes] of made) {
    expect(Buffer.compare(readFileSync(join(folder, path)), bytes), `${path}: run \`npm run examples\``).toBe(
      0,
    )
  }
  expect(graphs.filter((name) => !made.has(name))).toEqual([])
})

test('all examples are there', () => {
  expect(graphs).toEqual([
    'adain-transfer.loom.json',
    'first-lesson.loom.json',
    'from-blocks.loom.json',
    'generator-skeleton.loom.json',
    'noise-lab.loom.json',
    'norms.loom.json',
    'portraits64.loom',
    'style-mixing.loom.json',
    'stylegan1-256.loom.json',
    'truncation.loom.json',
  ])
})

describe.each(graphs)('%s', (name) => {
  test('opens, runs, and its export gives the same natively', async () => {
    const { document, store, warnings } = valueOf(await openGraph(join(folder, name)))
    expect(warnings).toEqual([])
    expect(inferAll(document, registry).diagnostics()).toEqual([])

    const engine = createNodeEngine({ registry, store, threads: 1 })
    const shown = valueOf(await engine.run({ document }))
    await engine.release()
    expect(shown.outputs.length).toBeGreaterThan(0)
    expectThumbnail(name, makeThumbnail(document, shown.outputs))

    const compiled = valueOf(compile(document, registry, store, { mode: 'export' }))
    const feeds = new Map(compiled.ir.inputs.map((input) => [input.name, input.make()]))
    const exported = await runNatively(encodeOnnx(compiled, { name, producerVersion: '0' }), feeds)
    for (const { port, tensor } of shown.outputs) {
      expect([...tensor.data].every(Number.isFinite)).toBe(true)
      // Two float32 implementations with sums in different orders; random weights at full size are the worst case.
      expectClose(
        required(exported.get(`${port.node}.${port.port}`), port.node),
        tensor,
        { max: 5e-4, mean: 2e-5 },
        port.node,
      )
    }
  })
})

/** Processors round differently: a pixel may be off by a little, and none by much. */
function expectThumbnail(graph: string, made: RgbaImage): void {
  const path = `thumbnails/${graph.replace(/\.loom(\.json)?$/, '')}.png`
  const stored = valueOf(readPng(readFileSync(join(folder, path))))
  expect([stored.width, stored.height], path).toEqual([made.width, made.height])
  expect(Math.max(made.width, made.height), path).toBeLessThanOrEqual(MAX_THUMBNAIL_SIDE)
  const furthest = made.data.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (stored.data[at] ?? 0))),
    0,
  )
  expect(furthest, `${path}: run \`npm run examples\``).toBeLessThanOrEqual(3)
}

describe('portraits64 equals its golden pictures', async () => {
  const { document, store } = valueOf(await openGraph(join(folder, 'portraits64.loom')))
  const golden = valueOf(readNpz(fixture('portraits64/portraits64.golden.npz'))).tensors
  const engine = createNodeEngine({ registry, store, threads: 1 })
  const z = required(golden.get('in/z'), 'in/z')
  const firstZ = { dims: [1, 64], data: z.data.slice(0, 64) }
  const LIMIT = { max: 5e-4, mean: 2e-5 }

  function set(node: string, key: string, value: string | number): Command {
    return { type: 'param/set', node: nodeId(node), key, value }
  }

  async function run(
    commands: readonly Command[],
    feeds: Record<string, Tensor>,
    output = 'image.image',
  ): Promise<Tensor> {
    const editor = createEditor(document, registry)
    expect(editor.dispatchAll('test', commands).ok).toBe(true)
    const port = parsePort(output)
    const report = valueOf(
      await engine.run({ document: editor.document, outputs: [port], feeds: new Map(Object.entries(feeds)) }),
    )
    return required(report.outputs[0], output).tensor
  }

  test('w', async () => {
    expectClose(await run([], { 'z.z': z }, 'mapping.w'), required(golden.get('out/w'), 'out/w'), LIMIT)
  })
  test('img', async () => {
    expectClose(await run([], { 'z.z': z }), required(golden.get('out/img'), 'out/img'), LIMIT)
  })
  test.each(['coarse', 'middle', 'fine'])('img_%s', async (range) => {
    const picture = await run([set('mix', 'range', range)], { 'z.z': firstZ, 'z2.z': z })
    expectClose(picture, required(golden.get(`out/img_${range}`), range), LIMIT)
  })
  test('img_psi0.5', async () => {
    expectClose(
      await run([set('truncation', 'psi', 0.5)], { 'z.z': z }),
      required(golden.get('out/img_psi0.5'), 'psi 0.5'),
      LIMIT,
    )
  })
})

test('the first lesson has ten nodes', async () => {
  const { document } = valueOf(await openGraph(join(folder, 'first-lesson.loom.json')))
  expect(document.nodes.size).toBe(10)
})
