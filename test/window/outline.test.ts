import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { NodeId } from '../../core/base/ids'
import { menu, type MenuItem } from '../../core/contract/menu'
import { downstream } from '../../core/doc/topology'
import type { KeyPress } from '../../renderer/actions/keys'
import { connectCandidates } from '../../renderer/outline/connect-candidates'
import { createFlowOrder, flowOrder, PART } from '../../renderer/outline/flow-order'
import { outlineAct } from '../../renderer/outline/outline-keys'
import { createOutlineModel } from '../../renderer/outline/outline-model'
import { rowAfter, typeAhead, type Listed, type Move, type Row } from '../../renderer/outline/outline-rows'
import { freePlace } from '../../renderer/outline/perform-act'
import { inputWords, nodeWords, outputWords } from '../../renderer/outline/row-words'
import type { Selection } from '../../renderer/state/selection'
import { randomGraph } from '../helpers/random-graph'
import { required } from '../../core/base/assert'
import { testSeed } from '../helpers/seed'

type Graph = ReturnType<typeof randomGraph>

/** Wires that lead backwards in the order. */
function backwards({ editor }: Graph, ids: readonly NodeId[]): string[] {
  const place = new Map(ids.map((id, index) => [id, index]))
  return [...editor.document.links.values()]
    .filter(({ from, to }) => (place.get(from.node) ?? -1) >= (place.get(to.node) ?? -1))
    .map(({ from, to }) => `${from.node} > ${to.node}`)
}

describe('the order of the outline', () => {
  test('puts what a node needs before it, in every graph and after every edit', () => {
    const seed = testSeed()
    for (let run = 0; run < 6; run++) {
      const graph = randomGraph(seed + run, 80)
      const { editor } = graph
      const order = createFlowOrder()
      order.reset(editor.document.nodes.keys(), editor.inference.topology)
      expect(backwards(graph, order.ids()), `seed ${seed + run}`).toEqual([])
      editor.subscribe((change) => void order.follow(change, editor.inference.topology))

      const ids = [...editor.document.nodes.keys()]
      editor.dispatch({ type: 'node/remove', nodes: ids.filter((_, index) => index % 3 === 0), links: [] })
      editor.undo()
      editor.redo()
      editor.undo()
      // Wires taken off and put back in another order meet nodes that have moved since.
      const links = [...editor.document.links.values()]
      editor.dispatch({ type: 'link/disconnect', links: links.map(({ id }) => id) })
      for (const link of links.toReversed()) editor.dispatch({ type: 'link/connect', link })
      expect(backwards(graph, order.ids()), `seed ${seed + run}`).toEqual([])
      expect(new Set(order.ids())).toEqual(new Set(editor.document.nodes.keys()))
      expect(order.ids().map((id) => order.indexOf(id))).toEqual(order.ids().map((_, index) => index))
    }
  })

  test('changes no part but those of the nodes that move', () => {
    const graph = randomGraph(7, 10 * PART)
    const { editor } = graph
    const order = createFlowOrder()
    order.reset(editor.document.nodes.keys(), editor.inference.topology)
    const before = order.parts.value.map(({ ids }) => ids.value)
    expect(before.length).toBeGreaterThan(1)
    const last = required(order.ids().at(-1), 'the last node')
    editor.subscribe((change) => void order.follow(change, editor.inference.topology))
    editor.dispatch({ type: 'node/remove', nodes: [last], links: [] })
    const after = order.parts.value.map(({ ids }) => ids.value)
    expect(after.slice(0, -1).every((ids, index) => ids === before[index])).toBe(true)
  })

  test('tells one strand to its end before the next', () => {
    const { editor } = randomGraph(3, 40)
    const { topology } = editor.inference
    const ids = flowOrder(editor.document.nodes.keys(), topology)
    const end = required(
      ids.find((id) => topology.outgoing(id).size === 0),
      'an end',
    )
    // Whatever stands before the first end leads to it.
    const upTo = ids.slice(0, ids.indexOf(end))
    expect(upTo.filter((id) => !downstream(topology, [id]).has(end))).toEqual([])
  })
})

describe('rows', () => {
  const ids = ['a', 'b', 'c'] as NodeId[]
  const port = (node: string, isInput: boolean, name: string): Row => ({
    node: node as NodeId,
    port: { isInput, name },
  })
  const listed: Listed = {
    ids: () => ids,
    shownPorts: (node) => (node === 'b' ? [port('b', true, 'x'), port('b', false, 'y')] : []),
  }
  const show = (row: Row): string => (row.port ? `${row.node}.${row.port.name}` : row.node)

  test.each<[string, Row, Move, string]>([
    ['down to the next node', { node: ids[0] as NodeId }, 'next', 'b'],
    ['down into the open node', { node: ids[1] as NodeId }, 'next', 'b.x'],
    ['down past its last port', port('b', false, 'y'), 'next', 'c'],
    ['down at the end', { node: ids[2] as NodeId }, 'next', 'c'],
    ['up from a first port', port('b', true, 'x'), 'previous', 'b'],
    ['up into the open node', { node: ids[2] as NodeId }, 'previous', 'b.y'],
    ['up at the start', { node: ids[0] as NodeId }, 'previous', 'a'],
    ['first', port('b', false, 'y'), 'first', 'a'],
    ['last', { node: ids[0] as NodeId }, 'last', 'c'],
    ['a page down', { node: ids[0] as NodeId }, 'pageDown', 'c'],
  ])('%s', (_, row, move, expected) => expect(show(rowAfter(listed, row, move))).toBe(expected))

  const names = ['Affine', 'AdaIN', 'Conv 2D', 'Constant', 'AdaIN 2']
  test.each([
    ['a', 0, 1],
    ['aa', 0, 1],
    ['a', 4, 0],
    ['c', 2, 3],
    ['con', 2, 2],
    ['cons', 2, 3],
    ['adain 2', 1, 4],
    ['x', 0, null],
  ])('typing %s at %d leads to %j', (typed, from, expected) =>
    expect(typeAhead(names, from, typed)).toBe(expected),
  )
})

describe('keys', () => {
  const press = (key: string, modifiers = ''): KeyPress => ({
    key,
    ctrlKey: modifiers.includes('c'),
    metaKey: false,
    shiftKey: modifiers.includes('s'),
    altKey: modifiers.includes('a'),
  })
  test.each<[string, KeyPress, string]>([
    ['arrow down', press('ArrowDown'), 'move next select'],
    ['Shift + arrow up', press('ArrowUp', 's'), 'move previous extend'],
    ['Ctrl + End', press('End', 'c'), 'move last walk'],
    ['Enter', press('Enter'), 'enter'],
    ['Ctrl + Enter belongs to Run', press('Enter', 'c'), 'none'],
    ['Insert', press('Insert'), 'add'],
    ['Shift + A', press('A', 's'), 'add'],
    ['plus, which is a shifted key on some keyboards', press('+', 's'), 'add'],
    ['Shift + C', press('C', 's'), 'connect'],
    ['a small letter', press('a'), 'type a'],
    ['Space', press(' '), 'select'],
    ['Ctrl + Space', press(' ', 'c'), 'toggle'],
    ['Ctrl + Z belongs to Undo', press('z', 'c'), 'none'],
    ['Alt + Delete belongs to another action', press('Delete', 'a'), 'none'],
    ['Shift + F10 belongs to the menu', press('F10', 's'), 'none'],
    ['Tab leaves', press('Tab'), 'none'],
  ])('%s', (_, event, expected) => {
    const act = outlineAct(event, false)
    const words = act && Object.values(act).join(' ')
    expect(words ?? 'none').toBe(expected)
  })

  test('leave every key with Ctrl or Alt to the action that has it', () => {
    for (const { id, accelerator } of menu.flatMap(({ items }) => [...items] as readonly MenuItem[])) {
      const [key = '', ...modifiers] = (accelerator ?? '').toLowerCase().split('+').reverse()
      const isPlainKey = !modifiers.includes('cmdorctrl') && !modifiers.includes('alt')
      if (isPlainKey) continue
      const capital = key.charAt(0).toUpperCase() + key.slice(1)
      const name = ['up', 'down', 'left', 'right'].includes(key) ? `Arrow${capital}` : capital
      const marks = modifiers.map((modifier) => modifier[0]).join('')
      for (const spelled of [name, key]) expect(outlineAct(press(spelled, marks), false), id).toBeNull()
    }
  })

  test('a space goes on a name that is being typed', () => {
    expect(outlineAct(press(' '), true)).toEqual({ kind: 'type', letter: ' ' })
  })
})

describe('the model', () => {
  function modelOf(graph: Graph): ReturnType<typeof createOutlineModel> & { focus: boolean } {
    const selection = signal<Selection>({ nodes: new Set(), links: new Set() })
    const state = { focus: false }
    const model = createOutlineModel({ editor: graph.editor, selection, hasFocus: () => state.focus })
    return Object.defineProperty(model, 'focus', {
      set: (on: boolean) => (state.focus = on),
    }) as typeof model & {
      focus: boolean
    }
  }

  test('an edit touches the rows it concerns and no others', () => {
    const graph = randomGraph(11, 60)
    const { editor } = graph
    const model = modelOf(graph)
    const ids = model.ids()
    const before = new Map(ids.map((id) => [id, model.revision(id).value]))
    const [moved] = ids
    editor.dispatch({ type: 'node/move', moves: [{ node: required(moved, 'a node'), x: 5, y: 6 }] })
    const touched = ids.filter((id) => model.revision(id).value !== before.get(id))
    expect(touched).toEqual([moved])
  })

  test('the keyboard goes on to a neighbour when its row goes', () => {
    const graph = randomGraph(12, 20)
    const model = modelOf(graph)
    const ids = model.ids()
    const third = required(ids[2], 'a third row')
    model.activate({ node: third }, false)
    model.focus = true
    graph.editor.dispatch({ type: 'node/remove', nodes: [third], links: [] })
    const { active } = model
    expect(active?.node).toBe(model.ids()[2])
    expect(model.takesFocus(required(active, 'a row'))).toBe(true)
    expect(model.takesFocus(required(active, 'a row'))).toBe(false)
  })
})

describe('what a port can be connected to', () => {
  test('lists what fits before what does not, and says why; a wire to the first is taken', () => {
    const graph = randomGraph(21, 40)
    const { editor } = graph
    const order = flowOrder(editor.document.nodes.keys(), editor.inference.topology)
    let tried = 0
    for (const record of editor.document.nodes.values()) {
      const definition = required(editor.registry.get(record.type), 'its type')
      for (const port of Object.keys(definition.inputs)) {
        const candidates = connectCandidates(editor, { node: record.id, port }, true, (id) =>
          order.indexOf(id),
        )
        const fits = candidates.map(({ refusal }) => refusal === null)
        expect(fits).toEqual([...fits].sort((a, b) => Number(b) - Number(a)))
        const [best] = candidates
        if (!best || best.refusal !== null) continue
        const link = { id: 'new' as never, from: best.port, to: { node: record.id, port } }
        expect(editor.dispatch({ type: 'link/connect', link }).ok).toBe(true)
        editor.undo()
        tried++
      }
    }
    expect(tried).toBeGreaterThan(5)
  })
})

test('rows say what feeds a port and what a port feeds', () => {
  const { editor } = randomGraph(31, 30)
  const link = required([...editor.document.links.values()][0], 'a wire')
  const target = required(editor.document.nodes.get(link.to.node), 'its end')
  const source = required(editor.document.nodes.get(link.from.node), 'its start')
  expect(inputWords(editor, target, link.to.port)).toContain(`Input ${link.to.port}: from `)
  expect(outputWords(editor, source, link.from.port)).toMatch(/feeds /)
  expect(nodeWords(editor, target).details).toContain(
    `${link.to.port} from ${link.from.node}.${link.from.port}`,
  )
})

test('a node added behind another covers none', () => {
  const boxes = [
    { x: 0, y: 0, width: 204, height: 100 },
    { x: 260, y: -20, width: 204, height: 150 },
  ]
  expect(freePlace({ x: 264, y: 0 }, boxes).y).toBeGreaterThanOrEqual(130)
  expect(freePlace({ x: 600, y: 0 }, boxes)).toEqual({ x: 600, y: 0 })
})
