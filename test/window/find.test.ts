import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { createDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { findInGraph } from '../../renderer/find/find-in-graph'
import { createFindIndex, type FindEntry } from '../../renderer/find/find-index'
import { allNodes } from '../helpers/random-graph'

function node(id: string, type: string, rest: Partial<NodeRecord> = {}): NodeRecord {
  return { id: nodeId(id), type, version: 1, position: { x: 0, y: 0 }, params: {}, ...rest }
}

/** A constant, a convolution on it, a latent with a name of its own, and a node of a type nobody knows. */
const graph: Document = createDocument(
  { name: 'test', description: '' },
  [
    node('const', 'input/constant', { params: { channels: 64, height: 16, width: 16 } }),
    node('64x64/Conv1', 'conv/conv2d', { params: { filters: 128, kernel: 1 } }),
    node('z', 'input/latent', { title: 'Face seed', params: { dim: 96 } }),
    node('odd', 'future/thing', { params: { strength: 0.25 } }),
  ],
  [
    {
      id: linkId('wire'),
      from: { node: nodeId('const'), port: 'y' },
      to: { node: nodeId('64x64/Conv1'), port: 'x' },
    },
  ],
)

function opened(): { readonly editor: Editor; readonly entries: () => readonly FindEntry[] } {
  const editor = createEditor(graph, allNodes)
  const entriesOf = createFindIndex(
    (type) => allNodes.get(type),
    (id) => editor.inference.node(id),
  )
  return { editor, entries: () => entriesOf(editor.document) }
}

describe('find in graph', () => {
  test.each<[query: string, found: string]>([
    ['', ''],
    ['   ', ''],
    ['face', 'z: title Face seed'],
    ['FACE SEED', 'z: title Face seed'],
    ['latent', 'z: type Latent z'],
    ['conv2d', '64x64/Conv1: type conv/conv2d'],
    ['64x64/conv1', '64x64/Conv1: id 64x64/Conv1'],
    ['filters', '64x64/Conv1: parameter filters 128'],
    ['filters 128', '64x64/Conv1: parameter filters 128'],
    ['filters=128', '64x64/Conv1: parameter filters 128'],
    ['strength 0.25', 'odd: parameter strength 0.25'],
    ['future', 'odd: title future/thing'],
    ['1 x 128 x 16 x 16', '64x64/Conv1: shape y 1 × 128 × 16 × 16'],
    ['128 × 16 × 16', '64x64/Conv1: shape y 1 × 128 × 16 × 16'],
    ['128x16x16', '64x64/Conv1: shape y 1 × 128 × 16 × 16'],
    ['16x16', 'const: shape y 1 × 64 × 16 × 16 | 64x64/Conv1: shape y 1 × 128 × 16 × 16'],
    ['16*16 conv', '64x64/Conv1: title Conv 2D'],
    ['N x 96', 'z: shape z N × 96'],
    ['6x16', ''],
    ['64x64', '64x64/Conv1: id 64x64/Conv1'],
    ['face filters', ''],
    ['qqqq', ''],
  ])('%j finds %s', (query, expected) => {
    const found = findInGraph(opened().entries(), query)
    expect(found.map(({ entry, field }) => `${entry.node}: ${field.kind} ${field.text}`).join(' | ')).toBe(
      expected,
    )
  })

  test('a title counts more than a parameter', () => {
    const document = createDocument(
      graph.project,
      [node('a', 'conv/conv2d'), node('b', 'input/latent', { title: 'Filters' })],
      [],
    )
    const entries = createFindIndex(
      (type) => allNodes.get(type),
      () => undefined,
    )(document)
    expect(findInGraph(entries, 'filters').map(({ entry }) => entry.node)).toEqual(['b', 'a'])
  })

  test('does not offer parameters that do not matter now', () => {
    const found = (source: string): number => {
      const noise = node('n', 'input/noise', { params: { source, seed: 4711 } })
      const document = createDocument(graph.project, [noise], [])
      return findInGraph(
        createFindIndex(
          (type) => allNodes.get(type),
          () => undefined,
        )(document),
        '4711',
      ).length
    }
    expect(found('seed')).toBe(1)
    expect(found('stored')).toBe(0)
  })

  test('after an edit only what changed is made anew, and shapes downstream follow', () => {
    const { editor, entries } = opened()
    const before = entries()
    editor.dispatch({ type: 'param/set', node: nodeId('const'), key: 'height', value: 32 })
    const after = entries()
    expect(after.map((entry, index) => entry === before[index])).toEqual([false, false, true, true])
    expect(findInGraph(after, '32x16').map(({ entry }) => entry.node)).toEqual(['const', '64x64/Conv1'])
    expect(after).toEqual(
      createFindIndex(
        (type) => allNodes.get(type),
        (id) => editor.inference.node(id),
      )(editor.document),
    )
  })

  test('nodes that are gone are not found', () => {
    const { editor, entries } = opened()
    expect(findInGraph(entries(), 'face')).toHaveLength(1)
    editor.dispatch({ type: 'node/remove', nodes: [nodeId('z')], links: [] })
    expect(findInGraph(entries(), 'face')).toEqual([])
  })
})
