import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { blockId, nodeId, type NodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import { blockOf, graphOf, isPort } from '../../core/doc/block'
import type { Command, GraphCommand } from '../../core/doc/commands/index'
import type { BlockRecord, Document, NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { makeBlock } from '../../core/doc/make-block'
import { expand, nodesOfInstance } from '../../core/doc/expand'
import { newLinkId } from '../../core/doc/new-id'
import { createTopology, sortNodes } from '../../core/doc/topology'
import { unpackBlock } from '../../core/doc/unpack-block'
import { allRunning, weightSeedOf } from '../../core/doc/weight-seed'
import { tensor, tensorBytes } from '../../core/tensor/tensor'
import { createTensorStore, type TensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import { integrityProblems } from '../helpers/integrity'
import { below, chance, pick } from '../helpers/pick'
import { randomGenerator } from '../helpers/random-generator'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node } from '../helpers/test-command'

/** Blocks made and unpacked inside a block: every instance keeps its weights, seeds and values, and so its picture. */

const ids = (...names: string[]): Set<NodeId> => new Set(names.map(nodeId))
const store = createTensorStore()
const LEARNT = loaded([3, 4, 3, 3])

function loaded(dims: readonly number[]) {
  const values = tensor(
    dims,
    Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
  )
  const sha256 = sha256Hex(tensorBytes(values))
  store.putTensor(sha256, values)
  return { sha256, dims }
}

function run(editor: Editor, commands: readonly Command[]): void {
  const done = editor.dispatchAll('test', commands)
  if (!done.ok) throw new Error(done.error.message)
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
}

async function pixels(document: Document, values: TensorStore = store): Promise<number[][]> {
  const engine = createNodeEngine({ registry: allNodes, store: values, threads: 1 })
  const report = valueOf(await engine.run({ document }))
  await engine.release()
  return report.outputs.map(({ tensor: { data } }) => [...data])
}

function definition(editor: Editor, id: string): BlockRecord {
  return required(editor.document.blocks.get(blockId(id)), id)
}

function make(editor: Editor, within: string, ...nodes: readonly string[]): NodeId {
  const made = makeBlock(editor.document, editor.registry, ids(...nodes), 'Inner', definition(editor, within))
  run(editor, required(made, 'a block').commands)
  return required(made, 'a block').instance
}

/** The block Layer (affine, adain, conv) twice, once within Outer; each has weights, seeds or values of its own. */
function twoLayers(): Editor {
  const editor = createEditor(
    graph(
      [
        node('z', 'input/latent', { dim: 8 }),
        node('mapping', 'mapping/mlp', { width: 8, layers: 2 }),
        node('affine', 'style/affine', { channels: 4 }),
        node('const', 'input/constant', { channels: 4 }),
        node('adain', 'norm/adain'),
        node('conv', 'conv/conv2d', { filters: 3 }, { weightSeed: 5 }),
        node('image', 'output/image'),
      ],
      [
        link('l1', 'z.z', 'mapping.z'),
        link('l2', 'mapping.w', 'affine.w'),
        link('l3', 'const.y', 'adain.x'),
        link('l4', 'affine.styles', 'adain.styles'),
        link('l5', 'adain.y', 'conv.x'),
        link('l6', 'conv.y', 'image.x'),
      ],
    ),
    allNodes,
  )
  const layer = makeBlock(editor.document, editor.registry, ids('affine', 'adain', 'conv'), 'Layer')
  run(editor, required(layer, 'a block').commands)
  const eps = { key: 'eps', label: 'eps', targets: [{ node: nodeId('adain'), param: 'eps' }] }
  const gain = { key: 'gain', label: 'gain', targets: [{ node: nodeId('conv'), param: 'gain' }] }
  run(editor, [
    { type: 'block/promote', block: blockId('layer'), params: [eps, gain] },
    {
      type: 'node/add',
      nodes: [node('other', 'block/layer', { eps: 0.05, gain: 2 }), node('image2', 'output/image')],
      links: [
        link('a', 'mapping.w', 'other.w'),
        link('b', 'const.y', 'other.x'),
        link('c', 'other.y', 'image2.x'),
      ],
    },
    { type: 'weights/bind', node: nodeId('layer'), weights: { 'conv:W': LEARNT } },
    { type: 'weights/reseed', node: nodeId('other'), seed: 77 },
  ])
  const outer = makeBlock(editor.document, editor.registry, ids('other'), 'Outer')
  run(editor, required(outer, 'a block').commands)
  return editor
}

describe('inside a block', () => {
  test('making one and unpacking it keeps the picture of every instance, to the bit', async () => {
    const editor = twoLayers()
    const start = editor.document
    const before = await pixels(start)
    expect(before).toHaveLength(2)
    expect(before[0]).not.toEqual(before[1])

    const inner = make(editor, 'layer', 'adain', 'conv')
    const inside = editor.document
    expect(await pixels(inside)).toEqual(before)
    expect(definition(editor, 'layer').params.map(({ targets }) => targets)).toEqual([
      [{ node: inner, param: 'eps' }],
      [{ node: inner, param: 'gain' }],
    ])
    expect(inside.nodes.get(nodeId('layer'))?.weights).toEqual({ 'inner:conv:W': LEARNT })

    const layer = definition(editor, 'layer')
    run(editor, required(unpackBlock(inside, editor.registry, inner, layer), 'the nodes').commands)
    expect(await pixels(editor.document)).toEqual(before)
    expect(definition(editor, 'layer').params).toEqual(
      required(start.blocks.get(blockId('layer')), '').params,
    )

    editor.undo()
    expect(editor.document).toEqual(inside)
    editor.undo()
    expect(editor.document).toEqual(start)
  })

  test('two blocks deep as well', async () => {
    const editor = twoLayers()
    const before = await pixels(editor.document)
    make(editor, 'layer', 'adain', 'conv')
    make(editor, 'inner', 'conv')
    expect(await pixels(editor.document)).toEqual(before)
  })

  test('its ports stay where they are', async () => {
    const editor = twoLayers()
    const before = await pixels(editor.document)
    const ports = [...definition(editor, 'layer').nodes.values()].filter(isPort)
    make(editor, 'layer', ...definition(editor, 'layer').nodes.keys())
    expect([...definition(editor, 'layer').nodes.values()].filter(isPort)).toEqual(ports)
    expect(await pixels(editor.document)).toEqual(before)
    expect(
      makeBlock(
        editor.document,
        editor.registry,
        new Set(ports.map(({ id }) => id)),
        'Ports',
        definition(editor, 'layer'),
      ),
    ).toBeNull()
  })

  test('what a knob hides stays hidden', () => {
    const editor = createEditor(graph([]), allNodes)
    const targets = ['a', 'b'].map((id) => ({ node: nodeId(id), param: 'filters' }))
    const nodes = [node('a', 'conv/conv2d'), node('b', 'conv/conv2d', { filters: 9 })]
    const params = [{ key: 'maps', label: 'maps', targets }]
    run(editor, [
      {
        type: 'block/add',
        block: { id: blockId('two'), title: 'Two', summary: '', nodes, links: [], params },
      },
      { type: 'node/add', nodes: [node('n', 'block/two')] },
    ])
    const seen = learnt(editor.document)
    make(editor, 'two', 'b')
    expect(learnt(editor.document)).toEqual(seen)
  })

  test('a knob goes on to set what it set, inside and out', () => {
    const editor = createEditor(graph([]), allNodes)
    const conv = (id: string) => node(id, 'conv/conv2d', { filters: id === 'a' ? 7 : 9 })
    const targets = ['a', 'b', 'c'].map((id) => ({ node: nodeId(id), param: 'filters' }))
    run(editor, [
      {
        type: 'block/add',
        block: {
          id: blockId('three'),
          title: 'Three',
          summary: '',
          nodes: [conv('a'), conv('b'), conv('c')],
          links: [],
          params: [{ key: 'maps', label: 'maps', targets }],
        },
      },
      { type: 'node/add', nodes: [node('set', 'block/three', { maps: 3 }), node('unset', 'block/three')] },
    ])
    const seen = learnt(editor.document)
    const inner = make(editor, 'three', 'a', 'c')
    expect(learnt(editor.document)).toEqual(seen)
    expect(definition(editor, 'three').params[0]?.targets).toEqual([
      { node: inner, param: 'maps' },
      { node: 'b', param: 'filters' },
    ])
    const filters = (instance: string) =>
      ['inner:a', 'b', 'inner:c'].map(
        (path) => expand(editor.document).nodes.get(nodeId(`${instance}:${path}`))?.params['filters'],
      )
    expect(filters('set')).toEqual([3, 3, 3])
    expect(filters('unset')).toEqual([7, 7, 7])
    expect(editor.document.nodes.get(nodeId('set'))?.params).toEqual({ maps: 3 })
    expect(editor.registry.get('block/three')?.params['maps']).toMatchObject({ default: 7 })
  })
})

describe('what an instance learnt', () => {
  const seedsOf = (editor: Editor, id: string) => editor.document.nodes.get(nodeId(id))?.innerSeeds

  test('follows a node that is bypassed', () => {
    const editor = twoLayers()
    run(editor, [
      {
        type: 'block/edit',
        block: blockId('layer'),
        command: { type: 'node/mode', nodes: [nodeId('conv')], mode: 'bypassed' },
      },
      { type: 'node/mode', nodes: [nodeId('layer')], mode: 'muted' },
    ])
    const before = learnt(editor.document)
    make(editor, 'layer', 'adain', 'conv')
    expect(learnt(editor.document)).toEqual(before)
    expect(editor.document.nodes.get(nodeId('layer'))?.weights).toEqual({ 'inner:conv:W': LEARNT })
  })

  test('stays when it goes into a block while something inside is bypassed', () => {
    const editor = twoLayers()
    run(editor, [
      {
        type: 'block/edit',
        block: blockId('outer'),
        command: { type: 'node/mode', nodes: [nodeId('other')], mode: 'bypassed' },
      },
    ])
    const before = learnt(editor.document)
    const made = makeBlock(editor.document, editor.registry, ids('outer'), 'Outermost')
    run(editor, required(made, 'a block').commands)
    expect(learnt(editor.document)).toEqual(before)
  })

  test('goes with the node, and is no part of one that comes to have its name', () => {
    const editor = twoLayers()
    const conv = required(definition(editor, 'layer').nodes.get(nodeId('conv')), 'conv')
    const edit = (command: GraphCommand) =>
      run(editor, [{ type: 'block/edit', block: blockId('layer'), command }])
    expect(seedsOf(editor, 'layer')).toHaveProperty('conv')
    edit({ type: 'node/remove', nodes: [conv.id] })
    edit({ type: 'node/add', nodes: [{ ...conv, params: {} }] })
    expect(editor.document.nodes.get(nodeId('layer'))?.weights).toBeUndefined()
    expect(seedsOf(editor, 'layer')).not.toHaveProperty('conv')
    // However deep the block stands.
    expect(JSON.stringify([...editor.document.nodes.values()])).not.toContain('conv')
  })

  test('is drawn anew with the block in it that is', () => {
    const editor = twoLayers()
    make(editor, 'layer', 'adain', 'conv')
    run(editor, [{ type: 'weights/reseed', node: nodeId('layer'), inner: 'inner', seed: 9 }])
    expect(Object.keys(seedsOf(editor, 'layer') ?? {}).sort()).toEqual(['affine', 'inner'])
    expect(seedsOf(editor, 'layer')).toHaveProperty('inner', 9)
    const layer = required(editor.document.nodes.get(nodeId('layer')), 'layer')
    const chosen = nodesOfInstance(layer, definition(editor, 'layer')).get(nodeId('inner'))
    expect(chosen).toMatchObject({ weightSeed: 9 })
    expect(chosen).not.toHaveProperty('innerSeeds')
  })
})

/** Every node that runs once nothing is bypassed, whatever it is called: its type, seed, weights and parameters. */
function learnt(document: Document): readonly string[] {
  return [...expand(allRunning(document)).nodes.values()]
    .filter(({ type }) => !type.startsWith('graph/'))
    .map((record) =>
      [
        record.type,
        weightSeedIf(record),
        JSON.stringify(record.weights ?? {}),
        JSON.stringify(record.params),
      ].join(' '),
    )
    .sort()
}

function weightSeedIf(record: NodeRecord): number | null {
  return allNodes.get(record.type)?.weights === undefined ? null : weightSeedOf(record)
}

test('random parts of random blocks keep what every instance learnt, bypassed and muted ones too', () => {
  const seed = testSeed()
  let regrouped = 0
  for (let session = 0; session < 25; session++) {
    const { editor } = randomGenerator(seed, session)
    const random = createRandom(seed, 300 + session)
    const made = makeBlock(editor.document, editor.registry, stretch(editor.document, random), 'Part')
    if (!made || !editor.dispatchAll('block', made.commands).ok) continue
    addTwin(editor, made.instance)
    for (let step = 0; step < 12; step++) {
      if (chance(random, 0.3)) muteSome(editor, random)
      const before = learnt(editor.document)
      const commands = regroup(editor, random)
      if (!commands || !editor.dispatchAll('regroup', commands).ok) continue
      regrouped++
      expect(integrityProblems(editor.document, allNodes), `seed ${seed}, ${session}`).toEqual([])
      expect(learnt(editor.document), `seed ${seed}, ${session}, ${step}`).toEqual(before)
    }
  }
  expect(regrouped).toBeGreaterThan(60)
})

/** Makes or unpacks a random block in a random place. */
function regroup({ document, registry }: Editor, random: Random): readonly Command[] | undefined {
  const within = chance(random, 0.2) ? null : pick([...document.blocks.values()], random)
  const part = within ? graphOf(within, document) : document
  const instance = [...part.nodes.values()].find((record) => blockOf(record, document.blocks))
  return instance && chance(random, 0.4)
    ? unpackBlock(document, registry, instance.id, within)?.commands
    : makeBlock(document, registry, stretch(part, random), 'Inner', within)?.commands
}

function muteSome(editor: Editor, random: Random): void {
  const mode = pick(['bypassed', 'muted', null] as const, random)
  const block = pick([...editor.document.blocks.values()], random)
  const inner = pick([...block.nodes.keys()], random)
  editor.dispatch({ type: 'node/mode', nodes: [pick([...editor.document.nodes.keys()], random)], mode })
  editor.dispatch({
    type: 'block/edit',
    block: block.id,
    command: { type: 'node/mode', nodes: [inner], mode },
  })
}

test('random parts of random blocks in random generators become blocks and nodes again', async () => {
  const seed = testSeed()
  let regrouped = 0
  for (let session = 0; session < 12; session++) {
    const { editor, store: values } = randomGenerator(seed, session)
    const random = createRandom(seed, 200 + session)
    const part = stretch(editor.document, random)
    const made = makeBlock(editor.document, editor.registry, part, 'Part')
    if (!made || !editor.dispatchAll('block', made.commands).ok) continue
    addTwin(editor, made.instance)
    const before = await pixels(editor.document, values)
    for (let step = 0; step < 4; step++) {
      const within = pick([...editor.document.blocks.values()], random)
      const nodes = [...within.nodes.values()]
      const instance = nodes.find((record) => blockOf(record, editor.document.blocks))
      const commands =
        instance && chance(random, 0.4)
          ? unpackBlock(editor.document, editor.registry, instance.id, within)?.commands
          : makeBlock(
              editor.document,
              editor.registry,
              stretch(graphOf(within, editor.document), random),
              'Inner',
              within,
            )?.commands
      // A part that another path leads through would close a loop, and is refused.
      if (!commands || !editor.dispatchAll('regroup', commands).ok) continue
      regrouped++
      expect(integrityProblems(editor.document, allNodes), `seed ${seed}, ${session}`).toEqual([])
      expect(await pixels(editor.document, values), `seed ${seed}, ${session}`).toEqual(before)
    }
  }
  expect(regrouped).toBeGreaterThan(12)
})

/** Some nodes that follow each other in the flow, outputs left out: a part that few other paths lead through. */
function stretch(part: Document, random: Random): Set<NodeId> {
  const { order } = sortNodes(createTopology(part), new Set(part.nodes.keys()))
  const length = 2 + below(random, 2 + order.length / 2)
  const start = below(random, Math.max(1, order.length - length))
  const isOutput = (id: NodeId): boolean => part.nodes.get(id)?.type.startsWith('output/') === true
  return new Set(order.slice(start, start + length).filter((id) => !isOutput(id)))
}

/** A second instance on the same sources, with seeds of its own and an output where its first output can be shown. */
function addTwin(editor: Editor, id: NodeId): void {
  const { document } = editor
  const record = required(document.nodes.get(id), id)
  const twin = nodeId('twin')
  const taken = new Set(document.links.keys())
  const links = [...document.links.values()]
    .filter(({ to }) => to.node === id)
    .map((wire) => {
      const next = newLinkId(taken)
      taken.add(next)
      return { ...wire, id: next, to: { ...wire.to, node: twin } }
    })
  const shown = [...document.links.values()].find(
    ({ from, to }) => from.node === id && document.nodes.get(to.node)?.type === 'output/image',
  )
  run(editor, [
    {
      type: 'node/add',
      nodes: [{ ...record, id: twin, weightSeed: 4711, innerSeeds: {} }, node('picture', 'output/image')],
      links: [
        ...links,
        ...(shown
          ? [
              {
                id: newLinkId(taken),
                from: { node: twin, port: shown.from.port },
                to: { node: nodeId('picture'), port: 'x' },
              },
            ]
          : []),
      ],
    },
    ...(shown ? [] : [{ type: 'node/remove', nodes: [nodeId('picture')] } as const]),
  ])
}
