/** The canvas follows the document edit by edit: after any edits it shows what a canvas built anew would show. */
import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { emptyDocument } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createTensorStore } from '../../core/weights/tensor-store'
import { createGraphProjection, type GraphProjection } from '../../renderer/canvas/graph-projection'
import type { NodeFace } from '../../renderer/canvas/face'
import { below, chance } from '../helpers/pick'
import { allNodes, randomCommand, randomGraph } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

interface Picture {
  readonly nodes: readonly (readonly [face: NodeFace, x: number, y: number])[]
  readonly wires: readonly string[]
  /** What litegraph itself believes is connected. */
  readonly slots: readonly string[]
}

describe('the projection', () => {
  test('equals one built anew, whatever was edited, undone and redone', () => {
    const seed = testSeed()
    for (let run = 0; run < 12; run++) {
      const random = createRandom(seed, run)
      const store = createTensorStore()
      const editor = createEditor(emptyDocument(), allNodes)
      const projection = createGraphProjection(editor)
      editor.subscribe((change) => projection.follow(change))
      for (let step = 0; step < 60; step++) {
        if (chance(random, 0.12)) editor.undo()
        else if (chance(random, 0.08)) editor.redo()
        else editor.dispatch(randomCommand(editor, store, random))
        if (step % 10 === 9)
          expect(pictureOf(projection), `run ${run}, step ${step}`).toEqual(
            pictureOf(createGraphProjection(editor)),
          )
      }
      if (below(random, 2) === 0) editor.replace(randomGraph(seed + run, 40).document)
      expect(pictureOf(projection)).toEqual(pictureOf(createGraphProjection(editor)))
    }
  })

  test('keeps every node that an edit does not concern', () => {
    const { editor, projection } = small()
    const kept = projection.nodes.get(nodeId('b'))
    editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('a'), x: 9, y: 8 }] })
    editor.dispatch({ type: 'node/remove', nodes: [nodeId('a')] })
    expect(projection.nodes.get(nodeId('b'))).toBe(kept)
    expect([...projection.nodes.keys()]).toEqual(['b'])
    expect(projection.graph._nodes).toEqual([kept])
    expect(projection.links.size).toBe(0)
  })

  test('marks nodes with the worst of their problems, and takes marks back', () => {
    const { projection } = small()
    projection.setBadges(new Map([[nodeId('a'), 'error']]))
    expect(projection.nodes.get(nodeId('a'))?.face.badge).toBe('error')
    projection.setBadges(new Map([[nodeId('b'), 'warning']]))
    expect(projection.nodes.get(nodeId('a'))?.face.badge).toBeNull()
    expect(projection.nodes.get(nodeId('b'))?.face.badge).toBe('warning')
  })

  test('shows a node of an unknown type with the wires it has', () => {
    const { editor, projection } = small()
    const { document } = editor
    const a = document.nodes.get(nodeId('a'))
    if (!a) throw new Error('the small graph has a node a')
    editor.replace({ ...document, nodes: new Map(document.nodes).set(a.id, { ...a, type: 'future/thing' }) })
    const { outputs, summary, title } = projection.nodes.get(nodeId('a'))?.face ?? {}
    expect({ outputs: outputs?.map(({ name }) => name), summary, title }).toEqual({
      outputs: ['y'],
      summary: 'unknown node type',
      title: 'future/thing',
    })
    expect([...projection.links.values()].map((link) => link.isDrawn)).toEqual([true])
    editor.dispatch({ type: 'link/disconnect', links: [linkId('l1')] })
    expect(projection.nodes.get(nodeId('a'))?.face.outputs).toEqual([])
  })
})

/** `a`, a constant, feeds `b`, an activation. */
function small(): { readonly editor: Editor; readonly projection: GraphProjection } {
  const editor = createEditor(emptyDocument(), allNodes)
  const node = (id: string, type: string) => ({
    id: nodeId(id),
    type,
    version: 1,
    position: { x: 0, y: 0 },
    params: {},
  })
  editor.dispatchAll('Make', [
    { type: 'node/add', nodes: [node('a', 'input/constant'), node('b', 'activation/relu')] },
    {
      type: 'link/connect',
      link: {
        id: linkId('l1'),
        from: { node: nodeId('a'), port: 'y' },
        to: { node: nodeId('b'), port: 'x' },
      },
    },
  ])
  const projection = createGraphProjection(editor)
  editor.subscribe((change) => projection.follow(change))
  return { editor, projection }
}

function pictureOf({ nodes, links, graph }: GraphProjection): Picture {
  return {
    nodes: [...nodes.values()]
      .map((node) => [node.face, node.pos[0] ?? 0, node.pos[1] ?? 0] as const)
      .sort(([a], [b]) => (a.id < b.id ? -1 : 1)),
    wires: [...links.values()]
      .map(
        ({ linkId, from, to, origin_slot, target_slot }) =>
          `${linkId} ${from.nodeId}.${origin_slot} ${to.nodeId}.${target_slot}`,
      )
      .sort(),
    slots: [...nodes.values()]
      .flatMap((node) => [
        ...node.inputs.map(({ link }, slot) => `${node.nodeId} in ${slot} ${nameOf(graph, link)}`),
        ...node.outputs.map(({ links: numbers }, slot) => {
          const names = (numbers ?? []).map((number) => nameOf(graph, number)).sort()
          return `${node.nodeId} out ${slot} ${names.join()}`
        }),
      ])
      .sort(),
  }
}

function nameOf(graph: GraphProjection['graph'], number: number | null): string {
  if (number === null) return 'nothing'
  const link = graph.links[number]
  return link && 'linkId' in link ? String(link.linkId) : 'a wire that is gone'
}
