import ELK from 'elkjs/lib/elk.bundled.js'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { linkId, nodeId, type NodeId } from '../../core/base/ids'
import type { Document, LinkRecord } from '../../core/doc/document'
import { createTopology } from '../../core/doc/topology'
import { readDocument } from '../../core/file/read-document'
import { createAutoLayout, type LayoutEngine } from '../../renderer/arrange/auto-layout'
import { layoutGraph, layoutMoves, type LayoutAnchor, type Placed } from '../../renderer/arrange/layout-graph'
import { describeNode } from '../../renderer/canvas/face'
import { layoutNode, portOffset, type Box } from '../../renderer/canvas/layout'
import { createNotices } from '../../renderer/state/notices'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

describe('a layout by the real library', () => {
  test('of any graph: no two nodes overlap, every wire goes right, and the same graph gives the same places', async () => {
    const seed = testSeed()
    for (let run = 0; run < 6; run++) {
      const { document } = randomGraph(seed + run, 50)
      const nodes = placed(document)
      const after = await laidOut(nodes, document.links.values())
      expect(overlaps(after), `seed ${seed + run}`).toEqual([])
      expect(leftward(document.links.values(), nodes, after), `seed ${seed + run}`).toEqual([])
      expect(await laidOut(nodes, document.links.values())).toEqual(after)
    }
  })

  test('of the lesson: places are whole, columns are as far apart as in our examples, and the centre stays', async () => {
    const document = await lesson()
    const nodes = placed(document)
    const after = await laidOut(nodes, document.links.values())
    const columns = [...new Set([...after.values()].map(({ x }) => x))].sort((a, b) => a - b)
    expect(columns.slice(1).map((x, i) => x - (columns[i] ?? 0))).toEqual([230, 230, 230, 230, 230, 230])
    for (const { x, y } of after.values()) expect([x, y].every(Number.isInteger)).toBe(true)
    const centre = (boxes: Iterable<Box>, axis: 'x' | 'y') => {
      const all = [...boxes]
      return all.reduce((sum, box) => sum + box[axis], 0) / all.length
    }
    const before = nodes.map(({ box }) => box)
    for (const axis of ['x', 'y'] as const)
      expect(Math.abs(centre(after.values(), axis) - centre(before, axis))).toBeLessThanOrEqual(1)
  })

  test('of a part: wires to the others have no say', async () => {
    const document = await lesson()
    const some = placed(document).filter(({ id }) => id === 'conv' || id === 'act')
    const after = await laidOut(some, document.links.values())
    expect(required(after.get(nodeId('act')), 'act').x - required(after.get(nodeId('conv')), 'conv').x).toBe(
      230,
    )
  })

  test('of the same graph built in another order and elsewhere gives the same places, from (0, 0) on', async () => {
    const document = await lesson()
    const nodes = placed(document)
    const links = [...document.links.values()]
    const elsewhere = nodes
      .map((node, n) => ({ ...node, box: { ...node.box, x: 17 * n, y: -900 } }))
      .toReversed()
    const renumbered = links.toReversed().map((link, n) => ({ ...link, id: linkId(`l${n}`) }))
    const after = await laidOut(nodes, links, 'origin')
    expect([...(await laidOut(elsewhere, renumbered, 'origin'))].sort()).toEqual([...after].sort())
    for (const axis of ['x', 'y'] as const)
      expect(Math.min(...[...after.values()].map((box) => box[axis]))).toBe(0)
  })

  test('asks nothing of nodes that stay', async () => {
    const document = await lesson()
    const nodes = placed(document)
    const after = await laidOut(nodes, document.links.values())
    const again = nodes.map((node) => ({ ...node, box: required(after.get(node.id), node.id) }))
    const answer = await new ELK().layout(layoutGraph(again, document.links.values()))
    expect(layoutMoves(again, answer)).toEqual([])
  })
})

describe('a layout in the window', () => {
  const nodes: readonly Placed[] = ['a', 'b'].map((id) => ({
    id: nodeId(id),
    box: { x: 0, y: 0, width: 10, height: 10 },
    inputs: [],
    outputs: [],
  }))

  function build(engine: LayoutEngine) {
    const notices = createNotices()
    let ring = (): void => undefined
    const clock = {
      after(_ms: number, run: () => void) {
        ring = run
        return () => (ring = () => undefined)
      },
    }
    const layout = createAutoLayout(() => Promise.resolve(engine), notices, clock)
    const shown = () => notices.current.value.map(({ message }) => message)
    return { layout, notices, shown, pass: () => ring() }
  }

  test('that takes longer says so and can be stopped there', async () => {
    let stopped = 0
    const { layout, notices, shown, pass } = build(() => ({
      answer: new Promise(() => undefined),
      stop: () => stopped++,
    }))
    const moves = layout.layOut(nodes, [])
    expect(shown()).toEqual([])
    expect(layout.isRunning.value).toBe(true)
    pass()
    expect(shown()).toEqual(['Laying out 2 nodes …'])
    notices.current.value[0]?.action?.run()
    expect(await moves).toBeNull()
    expect(shown()).toEqual([])
    expect(layout.isRunning.value).toBe(false)
    expect(stopped).toBeLessThanOrEqual(1)
  })

  test('that breaks down says why', async () => {
    const { layout, shown } = build(() => ({
      answer: Promise.reject(new Error('no memory')),
      stop: () => undefined,
    }))
    expect(await layout.layOut(nodes, [])).toBeNull()
    expect(shown()).toEqual(['The graph could not be laid out: no memory'])
    expect(layout.isRunning.value).toBe(false)
  })

  test('gives way to a later one', async () => {
    let asked = 0
    const { layout } = build((question) => ({
      answer: asked++ === 0 ? new Promise(() => undefined) : new ELK().layout(question),
      stop: () => undefined,
    }))
    const first = layout.layOut(nodes, [])
    await Promise.resolve()
    await Promise.resolve()
    const second = layout.layOut(nodes, [])
    expect(await first).toBeNull()
    expect(layout.isRunning.value).toBe(true)
    expect(await second).not.toBeNull()
    expect(layout.isRunning.value).toBe(false)
  })
})

async function lesson(): Promise<Document> {
  const text = await readFile('examples/first-lesson.loom.json', 'utf8')
  return valueOf(readDocument(text, allNodes)).document
}

function placed(document: Document): readonly Placed[] {
  const topology = createTopology(document)
  return [...document.nodes.values()].map((record) => {
    const definition = allNodes.get(record.type)
    const face = describeNode({ record, definition, inferred: undefined, topology, badge: null })
    const { width, height } = layoutNode(face)
    return {
      id: record.id,
      box: { ...record.position, width, height },
      inputs: face.inputs.map(({ name }) => name),
      outputs: face.outputs.map(({ name }) => name),
      form: face.form,
    }
  })
}

async function laidOut(
  nodes: readonly Placed[],
  links: Iterable<LinkRecord>,
  anchor?: LayoutAnchor,
): Promise<ReadonlyMap<NodeId, Box>> {
  const answer = await new ELK().layout(layoutGraph(nodes, links))
  const moves = new Map(layoutMoves(nodes, answer, anchor).map(({ node, x, y }) => [node, { x, y }]))
  return new Map(nodes.map(({ id, box }) => [id, { ...box, ...moves.get(id) }]))
}

function overlaps(boxes: ReadonlyMap<NodeId, Box>): readonly string[] {
  const all = [...boxes]
  return all.flatMap(([a, p], i) =>
    all.slice(i + 1).flatMap(([b, q]) => {
      const isApart =
        p.x + p.width <= q.x || q.x + q.width <= p.x || p.y + p.height <= q.y || q.y + q.height <= p.y
      return isApart ? [] : [`${a} and ${b}`]
    }),
  )
}

/** Wires whose end is not to the right of their start. */
function leftward(
  links: Iterable<LinkRecord>,
  nodes: readonly Placed[],
  boxes: ReadonlyMap<NodeId, Box>,
): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return [...links].flatMap(({ id, from, to }) => {
    const [source, target] = [byId.get(from.node), byId.get(to.node)]
    const output = source?.outputs.indexOf(from.port) ?? -1
    const input = target?.inputs.indexOf(to.port) ?? -1
    if (output < 0 || input < 0) return []
    const start = required(boxes.get(from.node), from.node).x + portOffset(false, output, source?.form).x
    const end = required(boxes.get(to.node), to.node).x + portOffset(true, input, target?.form).x
    return end > start ? [] : [id]
  })
}
