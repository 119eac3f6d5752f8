import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, formatPort, type Document } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { newLinkId, newNodeId } from '../../core/doc/new-id'
import { addCommands, definitionsFor, newNode } from '../../renderer/edit/add-node'
import { copyFragment, pasteCommand } from '../../renderer/edit/fragment'
import { allNodes, randomGraph } from '../helpers/random-graph'
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

describe('a node added at the loose end of a wire', () => {
  const fromRelu = { port: { node: nodeId('relu'), port: 'y' }, isInput: false }

  test('is one that takes what the wire carries', () => {
    const fitting = definitionsFor(chain(), fromRelu).map(({ type }) => type)
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
    const definition = definitionsFor(editor, wire).find(({ type }) => type === 'input/picture')
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
