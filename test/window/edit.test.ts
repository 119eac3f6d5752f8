import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, formatPort, type Document } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { newLinkId, newNodeId } from '../../core/doc/new-id'
import { addCommands, newNode } from '../../renderer/edit/add-node'
import { fitsFor } from '../../renderer/edit/fitting-types'
import { copyFragment, pasteCommand } from '../../renderer/edit/fragment'
import { fragmentFromText, fragmentToText, looksLikeGraph } from '../../renderer/edit/fragment-text'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

describe('new ids', () => {
  test.each([
    ['conv/conv2d', [], 'conv2d'],
    ['conv/conv2d', ['conv2d'], 'conv2d2'],
    ['conv/conv2d', ['conv2d', 'conv2d2', 'conv2d4'], 'conv2d3'],
    ['conv/up-conv', [], 'up-conv'],
    ['odd/-*ä', [], 'node'],
  ])('for %s beside %j: %s', (type, taken, expected) => {
    expect(newNodeId(new Set(taken.map(nodeId)), type)).toBe(expected)
  })

  test('a wire gets the first number that is free behind the count', () => {
    expect(newLinkId(new Set())).toBe('l1')
    expect(newLinkId(new Set(['l1', 'l2', 'l3'].map(linkId)))).toBe('l4')
    expect(newLinkId(new Set(['l2', 'l3'].map(linkId)))).toBe('l4')
  })
})

describe('copies', () => {
  test('of any selection can be pasted into any graph as one undo step', () => {
    const seed = testSeed()
    for (let run = 0; run < 10; run++) {
      const { editor, document } = randomGraph(seed + run, 60)
      const ids = new Set([...document.nodes.keys()].filter((_, index) => index % 3 !== run % 3))
      if (ids.size === 0) continue
      const fragment = copyFragment(document, ids)
      const result = editor.dispatch(pasteCommand(editor.document, fragment, 30, 40))
      expect(result.ok, `seed ${seed + run}`).toBe(true)
      expect(editor.document.nodes.size).toBe(document.nodes.size + ids.size)
      expect(editor.document.links.size).toBe(document.links.size + fragment.links.length)
      editor.undo()
      expect(editor.document).toEqual(document)
    }
  })

  test('take the wires among them along, and no others', () => {
    const editor = chain()
    const fragment = copyFragment(editor.document, new Set([nodeId('constant'), nodeId('relu')]))
    editor.dispatch(pasteCommand(editor.document, fragment, 30, 30))
    expect(wires(editor.document)).toEqual([
      'constant.y > relu.x',
      'constant2.y > relu2.x',
      'relu.y > image.x',
    ])
  })
})

describe('copies with their wires from outside', () => {
  const relu = new Set([nodeId('relu')])

  test('listen to the same nodes', () => {
    const editor = chain()
    const fragment = copyFragment(editor.document, relu)
    editor.dispatch(pasteCommand(editor.document, fragment, 30, 30, { outer: true }))
    expect(wires(editor.document)).toEqual([
      'constant.y > relu.x',
      'constant.y > relu2.x',
      'relu.y > image.x',
    ])
  })

  test('of nodes that are gone stay loose', () => {
    const editor = chain()
    const fragment = copyFragment(editor.document, relu)
    editor.dispatch({ type: 'node/remove', nodes: [nodeId('constant')] })
    const pasted = editor.dispatch(pasteCommand(editor.document, fragment, 30, 30, { outer: true }))
    expect(pasted.ok).toBe(true)
    expect(wires(editor.document)).toEqual(['relu.y > image.x'])
  })
})

describe('copies as text', () => {
  test('of any graph are the same nodes and wires', () => {
    const seed = testSeed()
    for (let run = 0; run < 10; run++) {
      const { document } = randomGraph(seed + run, 60)
      const fragment = copyFragment(document, new Set(document.nodes.keys()))
      const text = fragmentToText(fragment)
      expect(looksLikeGraph(text)).toBe(true)
      const read = valueOf(fragmentFromText(text, allNodes))
      expect(new Map(read.nodes.map((node) => [node.id, node])), `seed ${seed + run}`).toEqual(document.nodes)
      expect(new Map(read.links.map((link) => [link.id, link]))).toEqual(document.links)
    }
  })

  test.each(['', 'hello', '{"format":"other"}', '"format": "styleloom" but no JSON'])(
    'that are %j are none',
    (text) => {
      expect(fragmentFromText(text, allNodes).ok).toBe(false)
    },
  )
})

describe('a node added at the loose end of a wire', () => {
  const fromRelu = { port: { node: nodeId('relu'), port: 'y' }, isInput: false }

  test('is one that takes what the wire carries', () => {
    const fitting = fitsFor(chain(), fromRelu).map(({ definition }) => definition.type)
    expect(fitting).toEqual(
      expect.arrayContaining(['conv/conv2d', 'norm/adain', 'output/image', 'arithmetic/add']),
    )
    expect(fitting).not.toEqual(expect.arrayContaining(['style/affine']))
    expect(fitting).not.toEqual(expect.arrayContaining(['input/latent']))
  })

  test('is connected in the same step', () => {
    const editor = chain()
    const definition = allNodes.get('conv/conv2d')
    if (!definition) throw new Error('there is a conv2d')
    const node = newNode(editor, definition, { x: 1.4, y: 2.6 })
    editor.dispatchAll('Add', addCommands(editor, definition, node, fromRelu))
    expect(node.position).toEqual({ x: 1, y: 3 })
    expect(wires(editor.document)).toContain('relu.y > conv2d.x')
    editor.undo()
    expect(editor.document.nodes.has(node.id)).toBe(false)
  })

  test('stays loose when its numbers do not fit', () => {
    const editor = chain()
    const definition = allNodes.get('output/image')
    if (!definition) throw new Error('there is an image output')
    // 512 channels are no image.
    const commands = addCommands(editor, definition, newNode(editor, definition, { x: 0, y: 0 }), fromRelu)
    expect(commands.map(({ type }) => type)).toEqual(['node/add'])
  })

  test('feeds an input that looks for a source', () => {
    const editor = chain()
    const wire = { port: { node: nodeId('relu'), port: 'x' }, isInput: true }
    const definition = fitsFor(editor, wire)
      .map((fit) => fit.definition)
      .find(({ type }) => type === 'input/picture')
    if (!definition) throw new Error('a picture feeds an activation')
    editor.dispatchAll(
      'Add',
      addCommands(editor, definition, newNode(editor, definition, { x: 0, y: 0 }), wire),
    )
    expect(wires(editor.document).filter((text) => text.endsWith('relu.x'))).toEqual([
      'picture.image > relu.x',
    ])
  })
})

/** constant > relu > image. */
function chain(): Editor {
  const editor = createEditor(emptyDocument(), allNodes)
  const node = (id: string, type: string) => ({
    id: nodeId(id),
    type,
    version: 1,
    position: { x: 0, y: 0 },
    params: {},
  })
  const link = (id: string, from: string, to: string) => ({
    id: linkId(id),
    from: { node: nodeId(from), port: 'y' },
    to: { node: nodeId(to), port: 'x' },
  })
  editor.dispatch({
    type: 'node/add',
    nodes: [
      node('constant', 'input/constant'),
      node('relu', 'activation/relu'),
      node('image', 'output/image'),
    ],
    links: [link('l1', 'constant', 'relu'), link('l2', 'relu', 'image')],
  })
  return editor
}

function wires(document: Document): readonly string[] {
  return [...document.links.values()].map(({ from, to }) => `${formatPort(from)} > ${formatPort(to)}`).sort()
}
