import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, nodeId, type NodeId, type Sha256 } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { blockOf } from '../../core/doc/block'
import { makeBlock } from '../../core/doc/make-block'
import { emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { copyFragment, pasteCommands, recordsOf, type Fragment } from '../../renderer/edit/fragment'
import { fragmentFromText, fragmentToText } from '../../renderer/edit/fragment-text'
import { missingValues } from '../../renderer/edit/pasted'
import { integrityProblems } from '../helpers/integrity'
import { createTensorStore } from '../../core/weights/tensor-store'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node } from '../helpers/test-command'

const HASH = 'b'.repeat(64) as Sha256

/** `layer` stands for a conv and a ReLU; its conv has loaded weights, its own seed and a place in another block. */
function withLayer(): Editor {
  const editor = createEditor(
    graph(
      [
        node('map', 'input/constant', { channels: 3 }),
        node(
          'conv',
          'conv/conv2d',
          { filters: 3 },
          { weightSeed: 5, weights: { W: { sha256: HASH, dims: [3, 3, 3, 3] } } },
        ),
        node('relu', 'activation/relu'),
      ],
      [link('l1', 'map.y', 'conv.x'), link('l2', 'conv.y', 'relu.x')],
    ),
    allNodes,
  )
  put(editor, ['conv', 'relu'], 'Layer')
  return editor
}

function put(editor: Editor, names: readonly string[], title: string): NodeId {
  const chosen = new Set(names.map(nodeId))
  const made = required(makeBlock(editor.document, editor.registry, chosen, title), 'a block')
  const done = editor.dispatchAll('test', made.commands)
  if (!done.ok) throw new Error(done.error.message)
  return made.instance
}

function paste(editor: Editor, fragment: Fragment): ReturnType<typeof pasteCommands> {
  const pasted = pasteCommands(editor.document, fragment, { dx: 10, dy: 10 })
  const done = editor.dispatchAll('paste', pasted.commands)
  if (!done.ok) throw new Error(done.error.message)
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
  return pasted
}

const layerOf = (document: Document): Fragment => copyFragment(document, new Set([nodeId('layer')]))

describe('a copied node of a block', () => {
  test('brings its definition, weights and seeds along to another graph, as text too', () => {
    const fragment = layerOf(withLayer().document)
    const read = valueOf(fragmentFromText(fragmentToText(fragment), allNodes))
    expect({ ...read, incoming: fragment.incoming }).toEqual(fragment)
    for (const copied of [fragment, read]) {
      const other = createEditor(emptyDocument(), allNodes)
      const { nodes, shared } = paste(other, copied)
      expect([...shared]).toEqual([])
      const [id] = nodes
      const pasted = required(id && other.document.nodes.get(id), 'the copy')
      expect(pasted.weights).toEqual({ 'conv:W': { sha256: HASH, dims: [3, 3, 3, 3] } })
      expect(pasted.innerSeeds).toEqual({ conv: 5 })
      other.undo()
      expect(other.document).toEqual(emptyDocument())
    }
  })

  test('shares the definition where the graph has it', () => {
    const editor = withLayer()
    const { nodes, shared } = paste(editor, layerOf(editor.document))
    expect(nodes).toEqual(['layer2'])
    expect([...shared]).toEqual(['layer'])
    expect(editor.document.blocks.size).toBe(1)
  })

  test('has another definition where the graph’s own of that name differs', () => {
    const editor = withLayer()
    const fragment = layerOf(editor.document)
    editor.dispatch({
      type: 'block/edit',
      block: blockId('layer'),
      command: { type: 'param/set', node: nodeId('conv'), key: 'kernel', value: 1 },
    })
    const { nodes, shared } = paste(editor, fragment)
    expect([...shared]).toEqual([])
    const [id] = nodes
    expect(id && editor.document.nodes.get(id)?.type).toBe('block/layer-2')
    expect(editor.document.blocks.get(blockId('layer-2'))?.title).toBe('Layer 2')
  })

  test('brings the definitions inside its own along, and no others', () => {
    const editor = withLayer()
    editor.dispatch({
      type: 'node/add',
      nodes: [node('layer2', 'block/layer'), node('tanh', 'activation/tanh')],
    })
    const outer = put(editor, ['layer2'], 'Outer')
    put(editor, ['tanh'], 'Other')
    const fragment = copyFragment(editor.document, new Set([outer]))
    expect(fragment.blocks.map(({ id }) => id).sort()).toEqual(['layer', 'outer'])
    const other = createEditor(emptyDocument(), allNodes)
    paste(other, valueOf(fragmentFromText(fragmentToText(fragment), allNodes)))
    expect([...other.document.blocks.keys()].sort()).toEqual(['layer', 'outer'])
  })

  test('names the values that are missing, those inside definitions too', () => {
    const fragment = layerOf(withLayer().document)
    expect(missingValues(recordsOf(fragment), () => false)).toEqual(['layer.conv:W'])
    expect(
      recordsOf(fragment)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['conv', 'layer', 'relu', 'x'])
  })
})

test('whatever is copied in random sessions arrives whole in an empty graph and in another', () => {
  const seed = testSeed()
  let instances = 0
  for (let session = 0; session < 8; session++) {
    const message = `seed ${seed}, session ${session}`
    const { document } = randomSession(seed, 2 * session)
    const ids = new Set([...document.nodes.keys()].filter((_, i) => i % 4 !== session % 4))
    const fragment = copyFragment(document, ids)
    const read = valueOf(fragmentFromText(fragmentToText(fragment), allNodes))
    for (const target of [createEditor(emptyDocument(), allNodes), randomSession(seed, 2 * session + 1)]) {
      const before = target.document
      const { nodes } = paste(target, read)
      // Text sorts its nodes; the copies come in that order.
      const copies = nodes.map((id) => required(target.document.nodes.get(id), id))
      const values = ({ params, weights, weightSeed, innerSeeds, mode }: NodeRecord): unknown => ({
        params,
        weights,
        weightSeed,
        innerSeeds,
        mode,
      })
      expect(copies.map(values), message).toEqual(read.nodes.map(values))
      for (const [i, copy] of copies.entries()) {
        const own = blockOf(copy, target.document.blocks)
        const given = read.blocks.find(({ id }) => `block/${id}` === read.nodes[i]?.type)
        expect([...(own?.nodes.keys() ?? [])].sort(), message).toEqual(
          [...(given?.nodes.keys() ?? [])].sort(),
        )
        if (given) instances++
      }
      if (before.nodes.size === 0)
        expect([...target.document.blocks.keys()].sort(), message).toEqual(
          fragment.blocks.map(({ id }) => id).sort(),
        )
      target.undo()
      expect(target.document).toEqual(before)
    }
  }
  expect(instances).toBeGreaterThan(0)
})

function randomSession(seed: number, stream: number): Editor {
  const random = createRandom(seed, stream)
  const store = createTensorStore()
  const editor = createEditor(emptyDocument(), allNodes)
  for (let step = 0; step < 140; step++) editor.dispatch(randomCommand(editor, store, random))
  // Blocks are rare in random sessions: one node becomes one, which no loop can forbid, and that one and others a second.
  for (const [title, size] of [
    ['Part', 1],
    ['Outer', 3],
  ] as const) {
    const chosen = new Set([...editor.document.nodes.keys()].slice(-size))
    const made = makeBlock(editor.document, editor.registry, chosen, title)
    if (made) editor.dispatchAll('test', made.commands)
  }
  return editor
}
