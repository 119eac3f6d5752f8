import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { compareDocuments, isSame } from '../../core/doc/compare'
import { createDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { comparePictures } from '../../core/image/compare-pictures'
import { rgbaImage } from '../../core/image/rgba-image'
import { randomGraph } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

const node = (id: string, more: Partial<NodeRecord> = {}): NodeRecord => ({
  id: nodeId(id),
  type: 'norm/adain',
  version: 1,
  position: { x: 0, y: 0 },
  params: {},
  ...more,
})

function graph(nodes: readonly NodeRecord[], wires: readonly (readonly [string, string])[] = []): Document {
  return createDocument(
    { name: 'g', description: '' },
    nodes,
    wires.map(([from, to], i) => ({
      id: linkId(`l${i}`),
      from: { node: nodeId(from), port: 'y' },
      to: { node: nodeId(to), port: 'x' },
    })),
  )
}

describe('two documents', () => {
  test('nodes that came, went and changed, and wires by their ends', () => {
    const before = graph(
      [node('a'), node('b', { params: { eps: 1e-8 }, title: 'B' }), node('gone')],
      [
        ['a', 'b'],
        ['gone', 'a'],
      ],
    )
    const after = graph(
      [
        node('a', { position: { x: 5, y: 0 } }),
        node('b', { params: { eps: 0.5, slope: 2 }, mode: 'muted' }),
        node('new'),
      ],
      [
        ['b', 'new'],
        ['a', 'b'],
      ],
    )
    expect(compareDocuments(before, after)).toEqual({
      project: [],
      blocks: [],
      nodes: [
        {
          node: 'a',
          kind: 'changed',
          type: 'norm/adain',
          fields: [{ field: 'place', before: '0, 0', after: '5, 0' }],
        },
        {
          node: 'b',
          kind: 'changed',
          type: 'norm/adain',
          fields: [
            { field: 'title', before: 'B', after: null },
            { field: 'mode', before: null, after: 'muted' },
            { field: 'params.eps', before: '1e-8', after: '0.5' },
            { field: 'params.slope', before: null, after: '2' },
          ],
        },
        { node: 'gone', kind: 'removed', type: 'norm/adain', fields: [] },
        { node: 'new', kind: 'added', type: 'norm/adain', fields: [] },
      ],
      wires: [
        { kind: 'removed', from: 'gone.y', to: 'a.x' },
        { kind: 'added', from: 'b.y', to: 'new.x' },
      ],
    })
  })

  test('are the same exactly when nothing but ids of wires differs', () => {
    const seed = testSeed()
    for (let run = 0; run < 20; run++) {
      const { document, editor } = randomGraph(seed + run, 50)
      const renamed = createDocument(
        document.project,
        document.nodes.values(),
        [...document.links.values()].map((link) => ({ ...link, id: linkId(`other-${link.id}`) })),
        document.blocks.values(),
      )
      expect(isSame(compareDocuments(document, renamed)), `seed ${seed + run}`).toBe(true)
      if (!editor.undo()) continue
      const there = compareDocuments(document, editor.document)
      const back = compareDocuments(editor.document, document)
      expect(isSame(there)).toBe(isSame(back))
      expect(back.nodes.map((change) => change.node)).toEqual(there.nodes.map((change) => change.node))
      expect(back.wires.length).toBe(there.wires.length)
    }
  })
})

describe('two pictures', () => {
  const picture = (...values: number[]) => rgbaImage(values.length / 4, 1, Uint8Array.from(values))

  test('the difference of each colour, how much at most, and how many pixels', () => {
    const compared = comparePictures(
      picture(10, 20, 30, 255, 1, 2, 3, 255),
      picture(10, 25, 0, 255, 1, 2, 3, 0),
    )
    expect(compared && [...compared.difference.data]).toEqual([0, 5, 30, 255, 0, 0, 0, 255])
    expect(compared).toMatchObject({ largest: 30, changed: 0.5 })
  })

  test('of different sizes cannot be compared', () => {
    expect(comparePictures(picture(1, 2, 3, 4), picture(1, 2, 3, 4, 5, 6, 7, 8))).toBeNull()
  })
})
