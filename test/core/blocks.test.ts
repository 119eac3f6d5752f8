import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, nodeId, type NodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { blockOf, graphOf } from '../../core/doc/block'
import { innerNode } from '../../core/doc/block-path'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument, type Document } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { countExpanded, expand, portInRun } from '../../core/doc/expand'
import { makeBlock, unlinkBlock } from '../../core/doc/make-block'
import { unpackBlock } from '../../core/doc/unpack-block'
import { sortNodes } from '../../core/doc/topology'
import { inferAll, type Inference } from '../../core/infer/inference'
import { NO_TABLES } from '../../core/file/file-tables'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { createTensorStore } from '../../core/weights/tensor-store'
import type { TensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import { integrityProblems } from '../helpers/integrity'
import { below } from '../helpers/pick'
import { randomGenerator } from '../helpers/random-generator'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node } from '../helpers/test-command'

/** z → mapping → affine → adain ← const; conv → image. */
const base = graph(
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
)

const ids = (...names: string[]): Set<NodeId> => new Set(names.map(nodeId))

function run(editor: Editor, commands: readonly Command[]): void {
  const done = editor.dispatchAll('test', commands)
  if (!done.ok) throw new Error(done.error.message)
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
}

/** The graph above with `affine`, `adain` and `conv` as one block. */
function blocked(): { readonly editor: Editor; readonly layer: NodeId } {
  const editor = createEditor(base, allNodes)
  const made = required(
    makeBlock(editor.document, editor.registry, ids('affine', 'adain', 'conv'), 'Layer'),
    'a block',
  )
  run(editor, made.commands)
  return { editor, layer: made.instance }
}

async function pixels(document: Document, store: TensorStore = createTensorStore()): Promise<number[][]> {
  const engine = createNodeEngine({ registry: allNodes, store, threads: 1 })
  const report = valueOf(await engine.run({ document }))
  await engine.release()
  return report.outputs.map(({ tensor }) => [...tensor.data])
}

describe('a block made from nodes', () => {
  test('has an input for every source outside and an output for every source inside', () => {
    const { editor, layer } = blocked()
    const definition = required(editor.registry.get('block/layer'), 'the type')
    expect(Object.keys(definition.inputs)).toEqual(['w', 'x'])
    expect(Object.keys(definition.outputs)).toEqual(['y'])
    expect(definition.inputs['w']?.kinds).toEqual(['w'])
    expect(editor.inference.node(layer)?.diagnostics).toEqual([])
    expect(editor.inference.typeOf({ node: layer, port: nodeId('y') })?.dims).toEqual(['N', 3, 4, 4])
    expect([...editor.document.nodes.keys()].sort()).toEqual(['const', 'image', 'layer', 'mapping', 'z'])
  })

  test('gives the same picture, to the bit, and so does unpacking it', async () => {
    const before = await pixels(base)
    const { editor, layer } = blocked()
    expect(await pixels(editor.document)).toEqual(before)
    const unpacked = required(unpackBlock(editor.document, editor.registry, layer), 'unpacked')
    run(editor, unpacked.commands)
    expect([...editor.document.nodes.keys()].sort()).toEqual([...base.nodes.keys()].sort())
    expect(await pixels(editor.document)).toEqual(before)
  })

  test('is one step to undo', () => {
    const { editor } = blocked()
    editor.undo()
    expect(editor.document).toEqual(base)
  })

  test('within a block, nested, keeps the picture too', async () => {
    const { editor } = blocked()
    const before = await pixels(base)
    const made = required(
      makeBlock(editor.document, editor.registry, ids('layer', 'const'), 'Outer'),
      'a block',
    )
    run(editor, made.commands)
    expect(await pixels(editor.document)).toEqual(before)
    expect([...expand(editor.document).nodes.keys()]).toContain('outer:layer:conv')
    const unpacked = required(unpackBlock(editor.document, editor.registry, made.instance), 'unpacked')
    run(editor, unpacked.commands)
    expect(await pixels(editor.document)).toEqual(before)
  })
})

describe('instances', () => {
  function twice(): { readonly editor: Editor; readonly layer: NodeId; readonly other: NodeId } {
    const { editor, layer } = blocked()
    const other = nodeId('other')
    run(editor, [
      {
        type: 'node/add',
        nodes: [node('other', 'block/layer'), node('image2', 'output/image')],
        links: [
          link('a', 'mapping.w', 'other.w'),
          link('b', 'const.y', 'other.x'),
          link('c', 'other.y', 'image2.x'),
        ],
      },
    ])
    return { editor, layer, other }
  }

  const setFilters: Command = {
    type: 'block/edit',
    block: blockId('layer'),
    command: { type: 'param/set', node: nodeId('conv'), key: 'filters', value: 1 },
  }

  test('are edited once and all change; each has weights of its own', async () => {
    const { editor, layer, other } = twice()
    const [first, second] = await pixels(editor.document)
    expect(first).not.toEqual(second)
    run(editor, [setFilters])
    for (const id of [layer, other])
      expect(editor.inference.typeOf({ node: id, port: 'y' })?.dims).toEqual(['N', 1, 4, 4])
    expect(editor.undoLabel).toBe('test')
  })

  test('unlinked, one goes its own way and keeps its picture', async () => {
    const { editor, other } = twice()
    const before = await pixels(editor.document)
    const own = required(unlinkBlock(editor.document, other), 'unlinked')
    run(editor, own.commands)
    expect(await pixels(editor.document)).toEqual(before)
    run(editor, [setFilters])
    expect(editor.inference.typeOf({ node: other, port: 'y' })?.dims).toEqual(['N', 3, 4, 4])
    expect(editor.document.blocks.get(own.block)?.title).toBe('Layer 2')
  })

  test('bypassed, one hands on what comes in', () => {
    const { editor, layer } = twice()
    run(editor, [{ type: 'node/mode', nodes: [layer], mode: 'bypassed' }])
    expect(editor.inference.typeOf({ node: layer, port: 'y' })?.dims).toEqual([1, 4, 4, 4])
    expect(expand(editor.document).nodes.has(layer)).toBe(true)
  })

  test('show what is wrong inside at its place', () => {
    const { editor, layer } = twice()
    run(editor, [
      {
        type: 'block/edit',
        block: blockId('layer'),
        command: { type: 'param/set', node: nodeId('affine'), key: 'channels', value: 5 },
      },
    ])
    const [problem] = editor.inference.node(layer)?.diagnostics ?? []
    expect(problem?.place).toMatchObject({ kind: 'node', node: innerNode(layer, nodeId('adain')) })
  })

  test('a parameter on the face is set for one; without it the definition decides', () => {
    const { editor, layer, other } = twice()
    run(editor, [
      {
        type: 'block/promote',
        block: blockId('layer'),
        params: [
          { key: 'maps', label: 'feature maps', targets: [{ node: nodeId('conv'), param: 'filters' }] },
        ],
      },
      { type: 'param/set', node: other, key: 'maps', value: 2 },
    ])
    expect(editor.registry.get('block/layer')?.params['maps']).toMatchObject({
      label: 'feature maps',
      default: 3,
    })
    expect(editor.inference.typeOf({ node: layer, port: 'y' })?.dims).toEqual(['N', 3, 4, 4])
    expect(editor.inference.typeOf({ node: other, port: 'y' })?.dims).toEqual(['N', 2, 4, 4])
    run(editor, [{ type: 'block/promote', block: blockId('layer'), params: [] }])
    expect(editor.document.nodes.get(other)?.params).toEqual({})
  })

  test('lose the wires at a port that is deleted inside', () => {
    const { editor } = twice()
    const wires = editor.document.links.size
    run(editor, [
      { type: 'block/edit', block: blockId('layer'), command: { type: 'node/remove', nodes: [nodeId('w')] } },
    ])
    expect(editor.document.links.size).toBe(wires - 2)
  })

  test('their ports have the name of the node behind them in a run', () => {
    const { editor, layer } = twice()
    expect(portInRun(editor.document, { node: layer, port: 'y' })).toEqual({ node: 'layer:y', port: 'y' })
  })
})

test('ports and knobs may be called like what every object has', () => {
  const editor = createEditor(base, allNodes)
  run(editor, [
    {
      type: 'block/add',
      block: {
        id: blockId('odd'),
        title: 'Odd',
        summary: '',
        nodes: [
          node('constructor', 'graph/block-input'),
          node('conv', 'conv/conv2d', { filters: 2 }),
          node('toString', 'graph/block-output'),
        ],
        links: [link('a', 'constructor.y', 'conv.x'), link('b', 'conv.y', 'toString.x')],
        params: [{ key: 'valueOf', label: 'maps', targets: [{ node: nodeId('conv'), param: 'filters' }] }],
      },
    },
    { type: 'node/add', nodes: [node('odd', 'block/odd')] },
  ])
  const facts = editor.inference.node(nodeId('odd'))
  expect(facts?.outputs.get('toString')?.dims).toEqual(['?', 2, '?', '?'])
  expect(facts?.diagnostics.map(({ code }) => code)).toEqual(['graph/input-missing'])
  expect(expand(editor.document).nodes.get(nodeId('odd:conv'))?.params).toEqual({ filters: 2 })
})

describe('what is refused', () => {
  const { editor, layer } = blocked()
  const refusals: readonly (readonly [string, Command, string])[] = [
    [
      'a block inside itself',
      {
        type: 'block/edit',
        block: blockId('layer'),
        command: { type: 'node/add', nodes: [node('again', 'block/layer')] },
      },
      'The block Layer would stand inside itself.',
    ],
    [
      'a wire into an input of the block, inside',
      {
        type: 'block/edit',
        block: blockId('layer'),
        command: { type: 'link/connect', link: link('bad', 'conv.y', 'x.x') },
      },
      'This wire would close a loop: x already leads to conv.',
    ],
    [
      'a wire out of an output of the block, inside',
      {
        type: 'block/edit',
        block: blockId('layer'),
        command: { type: 'node/add', nodes: [node('c', 'conv/conv2d')], links: [link('bad', 'y.y', 'c.x')] },
      },
      'Nothing inside a block can listen to its output y: what leaves goes outside.',
    ],
    [
      'removing a block in use',
      { type: 'block/remove', block: blockId('layer') },
      'One node stands for the block Layer.',
    ],
    [
      'a block that is not there',
      { type: 'block/relink', node: layer, block: blockId('nothing') },
      'There is no block nothing.',
    ],
    [
      'an empty name',
      { type: 'block/describe', block: blockId('layer'), title: ' ', summary: '' },
      "A block's name has 1 to 200 characters.",
    ],
  ]
  test.each(refusals)('%s', (_name, command, message) => {
    const done = editor.dispatch(command)
    expect(done.ok ? '' : done.error.message).toBe(message)
  })

  test('blocks in blocks that would be too many nodes', () => {
    const made = createEditor(emptyDocument(), allNodes)
    run(made, [
      {
        type: 'block/add',
        block: blockData(
          'b0',
          Array.from({ length: 60 }, () => 'graph/reroute'),
        ),
      },
    ])
    const grow = (from: string, to: string) =>
      made.dispatch({
        type: 'block/add',
        block: blockData(
          to,
          Array.from({ length: 60 }, () => `block/${from}`),
        ),
      })
    expect(grow('b0', 'b1').ok).toBe(true)
    const third = grow('b1', 'b2')
    expect(third.ok ? '' : third.error.message).toBe(
      'With all blocks expanded these would be 216,000 nodes; at most 100,000 can run.',
    )
    expect(countExpanded([{ type: 'block/b1' }], made.document.blocks)).toBe(3600)
  })

  function blockData(id: string, types: readonly string[]) {
    const nodes = types.map((type, i) => node(`n${i}`, type))
    return { id: blockId(id), title: id, summary: '', nodes, links: [], params: [] }
  }
})

test('in random sessions, types inside blocks are those of the expanded graph, and files bring everything back', () => {
  const seed = testSeed()
  for (let session = 0; session < 12; session++) {
    const random = createRandom(seed, session)
    const store = createTensorStore()
    const editor = createEditor(emptyDocument(), allNodes)
    for (let step = 0; step < 160; step++) editor.dispatch(randomCommand(editor, store, random))
    const { document, inference } = editor
    const flat = inferAll(expand(document), allNodes)
    compareInside(document, inference, flat, (id) => id, `seed ${seed}, session ${session}`)
    const text = writeDocument(document, NO_TABLES, '1')
    const read = readDocument(text, allNodes)
    if (!read.ok) throw new Error(`seed ${seed}: ${read.error[0]?.message}`)
    expect(read.value.document, `seed ${seed}`).toEqual(document)
  }
})

/** Every type in every running instance against the expanded graph; how many there were. */
function compareInside(
  document: Document,
  inference: Inference,
  flat: Inference,
  name: (id: NodeId) => NodeId,
  message: string,
): number {
  let count = 0
  for (const node of document.nodes.values()) {
    const block = blockOf(node, document.blocks)
    const inside = inference.node(node.id)?.inside
    if (!block || !inside || node.mode !== undefined) continue
    // An input that is open or carries what it cannot take has a stand-in, which only inference makes.
    const isAtPort = ({ place }: Diagnostic): boolean => place.kind === 'node' && place.node === node.id
    if (inference.node(node.id)?.diagnostics.some(isAtPort)) continue
    for (const id of block.nodes.keys()) {
      count++
      const outside = flat.node(innerNode(name(node.id), id))
      if (blockOf(required(block.nodes.get(id), id), document.blocks)) continue
      expect(outside?.outputs, `${message}, ${node.id}:${id}`).toEqual(inside.node(id)?.outputs)
    }
    count += compareInside(
      graphOf(block, document),
      inside,
      flat,
      (id) => innerNode(name(node.id), id),
      message,
    )
  }
  return count
}

test('random generators keep their pictures when random parts of them become blocks', async () => {
  const seed = testSeed()
  let compared = 0
  for (let i = 0; i < 6; i++) {
    const { editor, store } = randomGenerator(seed, i)
    const before = await pixels(editor.document, store)
    const random = createRandom(seed, 100 + i)
    for (let made = 0; made < 3; made++) {
      const { order } = sortNodes(editor.inference.topology, new Set(editor.document.nodes.keys()))
      const start = below(random, order.length)
      const isOutput = (id: NodeId): boolean =>
        editor.document.nodes.get(id)?.type.startsWith('output/') === true
      const chosen = new Set(order.slice(start, start + 2 + below(random, 6)).filter((id) => !isOutput(id)))
      const block = makeBlock(editor.document, editor.registry, chosen, 'Part')
      // A part that another path leads through would close a loop, and is refused.
      if (block) editor.dispatchAll('block', block.commands)
    }
    expect(integrityProblems(editor.document, allNodes), `seed ${seed}, ${i}`).toEqual([])
    const flat = inferAll(expand(editor.document), allNodes)
    compared += compareInside(editor.document, editor.inference, flat, (id) => id, `seed ${seed}, ${i}`)
    expect(await pixels(editor.document, store), `seed ${seed}, ${i}`).toEqual(before)
  }
  expect(compared).toBeGreaterThan(20)
})
