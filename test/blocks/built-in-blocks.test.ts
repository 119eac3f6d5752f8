import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtInBlocks } from '../../blocks/index'
import { styleganFirstBlock } from '../../blocks/stylegan-first-block'
import { styleganResolution } from '../../blocks/stylegan-resolution'
import { styleganResolutionFused } from '../../blocks/stylegan-resolution-fused'
import { styledLayer } from '../../blocks/styled-layer'
import { toRgbWithFade } from '../../blocks/to-rgb-with-fade'
import { adainStyleTransfer } from '../../blocks/adain-style-transfer'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { blockFromData, blockType, type BlockData } from '../../core/doc/block'
import {
  createDocument,
  parsePort,
  type Document,
  type LinkRecord,
  type NodeRecord,
} from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { portInRun } from '../../core/doc/expand'
import { compile } from '../../core/compile/compile'
import { withBlocks } from '../../core/infer/block-registry'
import { inferNode } from '../../core/infer/infer-node'
import { createRepairer } from '../../core/infer/repairs'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import type { ParamValues } from '../../core/nodedef/params'
import type { Tensor } from '../../core/tensor/tensor'
import { wireType, type WireType } from '../../core/tensor/wire-type'
import { readNpz } from '../../core/weights/npz'
import { createTensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'
import { integrityProblems } from '../helpers/integrity'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { graph, link, node } from '../helpers/test-command'
import { INSTANCE, putInPlace } from './in-place'

test('every file in blocks/ is listed, under the name of its block', () => {
  const files = readdirSync(new URL('../../blocks/', import.meta.url))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -'.ts'.length))
  expect(builtInBlocks.map(({ id }) => id as string).sort()).toEqual(files.sort())
})

const features = (channels: number, side: number): WireType =>
  wireType('features', ['N', channels, side, side])
const w = wireType('w', ['N', 512])

/** What fits each block as it comes, and what then leaves it. */
const FITTING: Readonly<Record<string, { in: Record<string, WireType>; out: WireType['dims'] }>> = {
  'stylegan-first-block': { in: { w }, out: ['N', 64, 4, 4] },
  'stylegan-resolution': { in: { x: features(48, 4), w }, out: ['N', 64, 8, 8] },
  'stylegan-resolution-fused': { in: { x: features(48, 64), w }, out: ['N', 64, 128, 128] },
  'styled-layer': { in: { x: features(48, 8), w }, out: ['N', 64, 8, 8] },
  'to-rgb-with-fade': {
    in: {
      x: features(48, 8),
      old: wireType('image', ['N', 3, 4, 4]),
      lod: wireType('scalar', []),
    },
    out: ['N', 3, 8, 8],
  },
  'adain-style-transfer': { in: { content: features(48, 8), style: features(48, 16) }, out: ['N', 48, 8, 8] },
}

describe.each(builtInBlocks.map((block) => [block.title, block] as const))('%s', (_title, block) => {
  const record = blockFromData(block)
  const document = createDocument({ name: '', description: '' }, [instance(block)], [], [record])
  const registry = withBlocks(allNodes, document.blocks)
  const definition = required(registry.get(blockType(block.id)), 'the type')
  const { in: inputs, out } = required(FITTING[block.id], `fitting inputs for ${block.id}`)

  test('is sound, and says what it is for and where it comes from', () => {
    expect(integrityProblems(document, allNodes)).toEqual([])
    expect(block.summary).toMatch(/\n\nSource: [A-Z][^\n]+\.$/)
    expect(Object.values(definition.inputs).every(({ label }) => label !== undefined)).toBe(true)
  })

  test('takes what fits it as it comes, whatever the batch', () => {
    const found = inferNode(instance(block), new Map(Object.entries(inputs)), registry)
    expect(found.diagnostics).toEqual([])
    expect(found.outputs.get('y')?.dims).toEqual(out)
    expect(Object.keys(definition.inputs).sort()).toEqual(Object.keys(inputs).sort())
  })

  test('has on its face only what changes something: every parameter is heard inside', () => {
    for (const { key, targets } of block.params) {
      expect(definition.params[key], key).toBeDefined()
      for (const { node: target, param } of targets)
        expect(registry.get(required(record.nodes.get(target), target).type)?.params[param]).toBeDefined()
    }
  })
})

test('feature maps and resolution are one knob each', () => {
  const document = createDocument(
    { name: '', description: '' },
    [],
    [],
    [styleganResolution].map(blockFromData),
  )
  const registry = withBlocks(allNodes, document.blocks)
  const found = inferNode(
    instance(styleganResolution, { featureMaps: 7, resolution: 32 }),
    new Map([
      ['x', features(5, 16)],
      ['w', w],
    ]),
    registry,
  )
  expect(found.diagnostics).toEqual([])
  expect(found.outputs.get('y')?.dims).toEqual(['N', 7, 32, 32])
})

test('a map of another size is met by a button that sets the resolution', () => {
  const base = graph([node('map', 'input/constant', { channels: 8, height: 16, width: 16 })], [])
  const document = createDocument(
    base.project,
    [...base.nodes.values(), instance(styleganResolution)],
    [],
    [blockFromData(styleganResolution)],
  )
  const editor = createEditor(document, allNodes)
  const wire = { from: parsePort('map.y'), to: parsePort(`${INSTANCE}.x`), detached: null }
  const [repair] = createRepairer(editor).forWire(wire)
  expect(repair?.label).toBe("Set the StyleGAN Resolution's resolution after to 32")
  editor.dispatchAll('repair', repair?.commands ?? [])
  expect(editor.inference.typeOf({ node: INSTANCE, port: 'y' })?.dims.slice(1)).toEqual([64, 32, 32])

  editor.dispatch({ type: 'param/set', node: INSTANCE, key: 'resolution', value: 8 })
  const problem = required(
    editor.inference.diagnostics().find(({ severity }) => severity === 'error'),
    'the wrong size',
  )
  const labels = createRepairer(editor)
    .forProblem(problem)
    .map(({ label }) => label)
  expect(labels).toEqual(["Set the StyleGAN Resolution's resolution after to 32"])
})

/**
 * Blocks are expanded before anything is compiled, so the operators are the same; only where the graph is cut into models
 * may differ, and with it the order of some float32 sums. 2e-5 of the range is far above that and far below what a wrong
 * weight, row of w or epsilon does.
 */
const LIMIT = { max: 2e-5 }

describe('in the place of the layers of a trained network', () => {
  const store = createTensorStore()
  const engine = createNodeEngine({ registry: allNodes, store, threads: 1 })
  const z = required(readTensors().get('in/z'), 'z')
  const plain = open(false)

  function open(growing: boolean): Document {
    const bytes = fixture('stylegan1/stylegan1-64.tf-names.npz')
    return valueOf(importCheckpoint(bytes, store, { name: 'fixture', growing })).document
  }

  async function run(document: Document, port: string): Promise<Tensor> {
    const report = await engine.run({
      document,
      outputs: [portInRun(document, parsePort(port))],
      feeds: new Map([['z.z', z]]),
    })
    return required(valueOf(report).outputs[0], port).tensor
  }

  async function expectSame(document: Document, output: string, changed: Document): Promise<void> {
    expect(integrityProblems(changed, allNodes)).toEqual([])
    const wanted = await run(document, output)
    expectClose(await run(changed, `${INSTANCE}.y`), wanted, LIMIT)
  }

  const layer = (scope: string, index: number, suffix: string): Record<string, string> => ({
    [`noise${suffix}`]: `noise${index}`,
    [`inject${suffix}`]: `${scope}/noise`,
    [`bias${suffix}`]: `${scope}/bias`,
    [`act${suffix}`]: `${scope}/act`,
    [`affine${suffix}`]: `${scope}/affine`,
    [`adain${suffix}`]: scope,
  })
  const filtersOf = (document: Document, id: string): number =>
    Number(required(document.nodes.get(nodeId(id)), id).params['filters'])
  const doubling = {
    conv1: '16x16/Conv0_up/conv',
    blur1: '16x16/Conv0_up/blur',
    ...layer('16x16/Conv0_up', 4, '1'),
    conv2: '16x16/Conv1/conv',
    ...layer('16x16/Conv1', 5, '2'),
  }
  const atSixteen = {
    from: { x: '8x8/Conv1.y', w: 'truncation.w' },
    output: '16x16/Conv1.y',
    params: {
      featureMaps: filtersOf(plain, '16x16/Conv1/conv'),
      resolution: 16,
      noiseSource: 'stored',
      layer1: 4,
      layer2: 5,
    },
  }

  test('a resolution', async () => {
    const changed = putInPlace(plain, styleganResolution, {
      ...atSixteen,
      nodes: { up1: '16x16/Conv0_up/up', ...doubling },
    })
    await expectSame(plain, '16x16/Conv1.y', changed)
    // And what follows it is none the wiser.
    expectClose(await run(changed, 'image.image'), await run(plain, 'image.image'), LIMIT)
  })

  test('a fused resolution', async () => {
    const fused = fuse(plain, '16x16/Conv0_up')
    const changed = putInPlace(fused, styleganResolutionFused, { ...atSixteen, nodes: doubling })
    await expectSame(fused, '16x16/Conv1.y', changed)
  })

  test('the first block', async () => {
    const changed = putInPlace(plain, styleganFirstBlock, {
      nodes: {
        const1: '4x4/Const/const',
        ...layer('4x4/Const', 0, '1'),
        conv2: '4x4/Conv/conv',
        ...layer('4x4/Conv', 1, '2'),
      },
      from: { w: 'truncation.w' },
      output: '4x4/Conv.y',
      params: { featureMaps: filtersOf(plain, '4x4/Conv/conv'), noiseSource: 'stored' },
    })
    await expectSame(plain, '4x4/Conv.y', changed)
  })

  test('one layer', async () => {
    const changed = putInPlace(plain, styledLayer, {
      nodes: { conv: '32x32/Conv1/conv', ...layer('32x32/Conv1', 7, '') },
      from: { x: '32x32/Conv0_up.y', w: 'truncation.w' },
      output: '32x32/Conv1.y',
      params: {
        featureMaps: filtersOf(plain, '32x32/Conv1/conv'),
        resolution: 32,
        noiseSource: 'stored',
        layer: 7,
      },
    })
    await expectSame(plain, '32x32/Conv1.y', changed)
  })

  test('a picture that fades in', async () => {
    const growing = open(true)
    const lod = required(growing.nodes.get(nodeId('lod')), 'lod')
    const half = withNode(growing, { ...lod, params: { value: 1.4 } })
    const changed = putInPlace(half, toRgbWithFade, {
      nodes: { rgb: 'ToRGB_lod1', fade: 'fade_lod1' },
      from: { x: '32x32/Conv1.y', old: 'fade_lod2.y', lod: 'lod.value' },
      output: 'fade_lod1.y',
      params: { level: 1 },
    })
    await expectSame(half, 'fade_lod1.y', changed)
  })

  test('a style transfer blends between the content and an AdaIN with the style’s statistics', async () => {
    const eps = 1e-5
    const handWired = withNodes(
      plain,
      [node('stats', 'style/statistics', { eps }), node('restyled', 'norm/adain', { eps })],
      [
        link('t1', '16x16/Conv1.y', 'stats.x'),
        link('t2', '16x16/Conv0_up.y', 'restyled.x'),
        link('t3', 'stats.styles', 'restyled.styles'),
      ],
    )
    const content = await run(plain, '16x16/Conv0_up.y')
    const restyled = await run(handWired, 'restyled.y')
    for (const amount of [0, 0.3, 1]) {
      const changed = putInPlace(plain, adainStyleTransfer, {
        nodes: {},
        from: { content: '16x16/Conv0_up.y', style: '16x16/Conv1.y' },
        output: 'nothing.y',
        params: { amount },
      })
      const blended = restyled.data.map((value, i) => {
        const own = required(content.data[i], 'a value of the content')
        return own + amount * (value - own)
      })
      expectClose(await run(changed, `${INSTANCE}.y`), { dims: restyled.dims, data: blended }, LIMIT)
    }
  })
})

test.each(builtInBlocks.map((block) => [block.title, block] as const))(
  '%s compiles among ordinary nodes',
  (_title, block) => {
    const ends = [
      node('z', 'input/latent', { dim: 16 }),
      node('mapping', 'mapping/mlp', { width: 16, layers: 2 }),
      node('map', 'input/constant', { channels: 8, height: 4, width: 4 }),
      node('wide', 'input/constant', { channels: 8, height: 8, width: 8 }),
      node('old', 'conv/to-rgb'),
      node('out', 'output/tensor'),
    ]
    const wires = [link('l1', 'z.z', 'mapping.z'), link('l2', 'map.y', 'old.x')]
    const base = graph(ends, wires)
    const isSmall = !['styled-layer', 'to-rgb-with-fade'].includes(block.id)
    const sources: Readonly<Record<string, string>> = {
      x: isSmall ? 'map.y' : 'wide.y',
      w: 'mapping.w',
      old: 'old.image',
      content: 'map.y',
      style: 'wide.y',
    }
    const from = Object.fromEntries(
      block.nodes
        .filter(({ type, id }) => type === 'graph/block-input' && sources[id])
        .map(({ id }) => [id, required(sources[id], id)]),
    )
    const params = block.id === 'stylegan-resolution-fused' ? { resolution: 8 } : {}
    const placed = putInPlace(base, block, { nodes: {}, from, output: 'nothing.y', params })
    const wired = withNodes(placed, [], [link('end', `${INSTANCE}.y`, 'out.x')])
    const compiled = compile(wired, allNodes, createTensorStore(), { mode: 'live' })
    expect(compiled.ok ? [] : compiled.error.map(({ message }) => message)).toEqual([])
  },
)

function instance(block: BlockData, params: ParamValues = {}): NodeRecord {
  return { id: INSTANCE, type: blockType(block.id), version: 1, position: { x: 0, y: 0 }, params }
}

function withNode(document: Document, record: NodeRecord): Document {
  return { ...document, nodes: new Map(document.nodes).set(record.id, record) }
}

function withNodes(document: Document, nodes: readonly NodeRecord[], links: readonly LinkRecord[]): Document {
  const editor = createEditor(document, allNodes)
  const done = editor.dispatchAll('test', [
    ...(nodes.length > 0 ? [{ type: 'node/add' as const, nodes }] : []),
    ...links.map((wire) => ({ type: 'link/connect' as const, link: wire })),
  ])
  if (!done.ok) throw new Error(done.error.message)
  return editor.document
}

/** The layer with a transposed conv for upsampling and conv: another picture, of the same weights. */
function fuse(document: Document, scope: string): Document {
  const conv = required(document.nodes.get(nodeId(`${scope}/conv`)), scope)
  const { filters = 1 } = conv.params
  const nodes = new Map(document.nodes).set(conv.id, {
    ...conv,
    type: 'conv/up-conv',
    params: { filters, bias: false, equalized: true },
  })
  const up = nodeId(`${scope}/up`)
  nodes.delete(up)
  const source = required(
    [...document.links.values()].find(({ to }) => to.node === up),
    'what is doubled',
  ).from
  const links = [...document.links.values()]
    .filter(({ to }) => to.node !== up)
    .map((wire) => (wire.from.node === up ? { ...wire, from: source } : wire))
  return createDocument(document.project, nodes.values(), links)
}

function readTensors(): ReadonlyMap<string, Tensor> {
  const file = readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))
  if (!file.ok) throw new Error('the golden file is unreadable')
  return file.value.tensors
}
