import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { linkId, nodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import { parsePort, type Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { createRegistry } from '../../core/nodedef/registry'
import type { Tensor } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createNodeEngine } from '../../runtime/node-engine'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'

/**
 * The 64 px fixture under both naming schemes against golden values computed in float64.
 * Limits: float32 arithmetic of the whole generator is off by up to 2e-4 of the range in the reference's own
 * TensorFlow run, so 5e-4 at most and 2e-5 on average leave room for another order of sums and nothing else.
 */
const LIMIT = { max: 5e-4, mean: 2e-5 }

const registry = createRegistry(nodeDefinitions)
const golden = readGolden()

const SCHEMES = [
  ['TensorFlow names', 'stylegan1/stylegan1-64.tf-names.npz'],
  ['genforce names', 'stylegan1/stylegan1-64.genforce.safetensors'],
] as const

describe.each(SCHEMES)('a checkpoint with %s', (_title, file) => {
  const store = createTensorStore()
  const engine = createNodeEngine({ registry, store, threads: 1 })
  const plain = open(false)
  const z = feed('z.z', 'in/z')

  function open(growing: boolean): Document {
    const imported = importCheckpoint(fixture(file), store, { name: 'fixture', growing })
    if (!imported.ok) throw new Error(imported.error.map((d) => d.message).join('\n'))
    return imported.value.document
  }

  async function run(document: Document, port: string, feeds: ReadonlyMap<string, Tensor>): Promise<Tensor> {
    const output = parsePort(port)
    const report = await engine.run({ document, outputs: [output], feeds })
    if (!report.ok) throw new Error(report.error.map((d) => d.message).join('\n'))
    return required(report.value.outputs[0], port).tensor
  }

  test('w', async () => {
    expectClose(await run(plain, 'mapping.w', z), array('out/w'), LIMIT)
    expectClose(await run(plain, 'mapping.w', feed('z.z', 'in/z2')), array('out/w2'), LIMIT)
  })

  test('the picture at psi 1', async () => {
    expectClose(await run(plain, 'image.image', z), array('out/img_psi1'), LIMIT)
  })

  test('the picture at psi 0.7, cutoff 5', async () => {
    const document = edit(plain, [
      { type: 'param/set', node: nodeId('truncation'), key: 'psi', value: 0.7 },
      { type: 'param/set', node: nodeId('truncation'), key: 'cutoff', value: 5 },
    ])
    expectClose(await run(document, 'image.image', z), array('out/img_psi0.7_cut5'), LIMIT)
  })

  test('two latents mixed from layer 3', async () => {
    const mapping = required(plain.nodes.get(nodeId('mapping')), 'mapping')
    const normalised = required(plain.nodes.get(nodeId('z_norm')), 'z_norm')
    const latent = required(plain.nodes.get(nodeId('z')), 'z')
    const mix = { type: 'mapping/style-mix', version: 1, position: { x: 0, y: 0 } }
    const document = edit(plain, [
      {
        type: 'node/add',
        nodes: [
          { ...latent, id: nodeId('z2') },
          { ...normalised, id: nodeId('z_norm2') },
          { ...mapping, id: nodeId('mapping2') },
          { ...mix, id: nodeId('mix'), params: { range: 'custom', first: 3, last: 9, layers: 10 } },
        ],
      },
      wire('z2.z', 'z_norm2.x'),
      wire('z_norm2.y', 'mapping2.z'),
      wire('mapping.w', 'mix.a'),
      wire('mapping2.w', 'mix.b'),
      wire('mix.w', 'truncation.w'),
    ])
    const feeds = new Map([...z, ...feed('z2.z', 'in/z2')])
    expectClose(await run(document, 'image.image', feeds), array('out/img_mix3'), LIMIT)
  })

  test('progressive growing at lod 1.5', async () => {
    const document = edit(open(true), [{ type: 'param/set', node: nodeId('lod'), key: 'value', value: 1.5 }])
    expectClose(await run(document, 'image.image', z), array('out/img_lod1.5'), LIMIT)
  })

  const layers = [...golden.keys()].filter((name) => name.startsWith('act/'))
  test.each(layers)('%s', async (name) => {
    const layer = await run(plain, `${name.slice('act/'.length)}.y`, z)
    const [, ...dims] = layer.dims
    const first = { dims: [1, ...dims], data: layer.data.subarray(0, layer.data.length / 2) }
    expectClose(first, array(name), LIMIT)
  })
})

test('every layer has a golden activation', () => {
  expect([...golden.keys()].filter((name) => name.startsWith('act/'))).toHaveLength(10)
})

function readGolden(): ReadonlyMap<string, Tensor> {
  const file = readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))
  if (!file.ok) throw new Error('the golden file is unreadable')
  return file.value.tensors
}

function array(name: string): Tensor {
  return required(golden.get(name), name)
}

function feed(port: string, name: string): Map<string, Tensor> {
  return new Map([[port, array(name)]])
}

function wire(from: string, to: string): Command {
  return { type: 'link/connect', link: { id: linkId(`new-${to}`), from: parsePort(from), to: parsePort(to) } }
}

function edit(document: Document, commands: readonly Command[]): Document {
  const editor = createEditor(document, registry)
  const result = editor.dispatchAll('test', commands)
  if (!result.ok) throw new Error(result.error.message)
  return editor.document
}
