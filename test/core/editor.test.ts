import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import { createEditor, type Editor, type EditorChange } from '../../core/doc/editor'
import { inferAll } from '../../core/infer/inference'
import { allNodes } from '../helpers/random-graph'
import { graph, link, node } from '../helpers/test-command'

const conv = nodeId('conv')

function open(): { readonly editor: Editor; readonly changes: EditorChange[] } {
  const document = graph(
    [
      node('const', 'input/constant', { channels: 4 }),
      node('conv', 'conv/conv2d', { filters: 4 }),
      node('image', 'output/image'),
    ],
    [link('l1', 'const.y', 'conv.x')],
  )
  const editor = createEditor(document, allNodes)
  const changes: EditorChange[] = []
  editor.subscribe((change) => changes.push(change))
  return { editor, changes }
}

const move = (x: number, ...nodes: string[]): Command => ({
  type: 'node/move',
  moves: nodes.map((id) => ({ node: nodeId(id), x, y: 0 })),
})
const setFilters = (value: number): Command => ({ type: 'param/set', node: conv, key: 'filters', value })
const history = (editor: Editor): string[] => {
  const labels: string[] = []
  while (editor.undoLabel !== null) {
    labels.unshift(editor.undoLabel)
    editor.undo()
  }
  return labels
}

describe('gestures', () => {
  test('the commands of one gesture are one undo step', () => {
    const { editor } = open()
    const start = editor.document
    for (const x of [1, 2, 3]) editor.dispatch(move(x, 'conv'), { gesture: 'drag' })
    expect(editor.document.nodes.get(conv)?.position.x).toBe(3)
    expect(editor.undoLabel).toBe('Move conv')
    editor.undo()
    expect(editor.document).toEqual(start)
    editor.redo()
    expect(editor.document.nodes.get(conv)?.position.x).toBe(3)
  })

  test.each([
    ['without a name', [[move(1, 'conv')], [move(2, 'conv')]]],
    [
      'of two names',
      [
        [move(1, 'conv'), 'a'],
        [move(2, 'conv'), 'b'],
      ],
    ],
    [
      'of one name with other nodes',
      [
        [move(1, 'conv'), 'a'],
        [move(2, 'image'), 'a'],
      ],
    ],
    [
      'of one name with something else in between',
      [[move(1, 'conv'), 'a'], [setFilters(9)], [move(2, 'conv'), 'a']],
    ],
    [
      'of one name and two kinds',
      [
        [setFilters(9), 'a'],
        [move(2, 'conv'), 'a'],
      ],
    ],
    [
      'that cannot be merged',
      [
        [{ type: 'weights/reseed', node: conv, seed: 1 }, 'a'],
        [{ type: 'weights/reseed', node: conv, seed: 2 }, 'a'],
      ],
    ],
  ] as readonly (readonly [string, readonly (readonly [Command, string?])[]])[])(
    'commands %s stay apart',
    (_, commands) => {
      const { editor } = open()
      for (const [command, gesture] of commands)
        editor.dispatch(command, gesture === undefined ? {} : { gesture })
      expect(history(editor)).toHaveLength(commands.length)
    },
  )

  test('a gesture that begins without a change does not join what came before', () => {
    const { editor } = open()
    editor.dispatch(setFilters(9))
    editor.dispatch(move(0, 'conv'), { gesture: 'drag' })
    editor.dispatch(move(5, 'conv'), { gesture: 'drag' })
    expect(history(editor)).toEqual(['Set filters', 'Move conv'])
  })

  test('a gesture goes on over a command that changes nothing', () => {
    const { editor } = open()
    for (const x of [1, 1, 2]) editor.dispatch(move(x, 'conv'), { gesture: 'drag' })
    expect(history(editor)).toEqual(['Move conv'])
  })

  test.each(['undo', 'markSaved'] as const)('%s ends a gesture', (end) => {
    const { editor } = open()
    editor.dispatch(setFilters(9))
    editor.dispatch(move(1, 'conv'), { gesture: 'drag' })
    editor[end]()
    editor.dispatch(move(2, 'conv'), { gesture: 'drag' })
    expect(history(editor)).toEqual(
      end === 'undo' ? ['Set filters', 'Move conv'] : ['Set filters', 'Move conv', 'Move conv'],
    )
  })

  test('saved in the middle of a drag: neither before nor after is saved', () => {
    const { editor } = open()
    editor.dispatch(move(1, 'conv'), { gesture: 'drag' })
    editor.markSaved()
    expect(editor.isSaved).toBe(true)
    editor.dispatch(move(2, 'conv'), { gesture: 'drag' })
    expect(editor.isSaved).toBe(false)
    editor.undo()
    expect(editor.isSaved).toBe(true)
    editor.undo()
    expect(editor.isSaved).toBe(false)
  })
})

describe('several commands as one', () => {
  const addAndConnect: readonly Command[] = [
    { type: 'node/add', nodes: [node('rgb', 'conv/conv2d', { filters: 3 })] },
    { type: 'link/connect', link: link('l2', 'conv.y', 'rgb.x') },
    { type: 'link/connect', link: link('l3', 'rgb.y', 'image.x') },
  ]

  test('are one undo step, each seeing what the one before did', () => {
    const { editor, changes } = open()
    const start = editor.document
    expect(editor.dispatchAll('Insert To RGB', addAndConnect).ok).toBe(true)
    expect([...editor.document.links.keys()]).toEqual(['l1', 'l2', 'l3'])
    expect(changes).toHaveLength(1)
    expect(history(editor)).toEqual(['Insert To RGB'])
    expect(editor.document).toEqual(start)
  })

  test('are all or none', () => {
    const { editor, changes } = open()
    const start = editor.document
    const result = editor.dispatchAll('Insert', [...addAndConnect, setFilters(0)])
    expect(result).toMatchObject({ ok: false, error: { code: 'document/bad-param' } })
    expect(editor.document).toBe(start)
    expect(editor.undoLabel).toBe(null)
    expect(changes).toEqual([])
    expect(editor.inference.node(nodeId('rgb'))).toBe(undefined)
  })

  test('that come to nothing leave no undo step', () => {
    const { editor } = open()
    expect(editor.dispatchAll('Nothing', [move(0, 'conv')]).ok).toBe(true)
    expect(editor.undoLabel).toBe(null)
  })
})

describe('what listeners hear', () => {
  test('every edit, undo and redo with its diff and the nodes that were inferred anew', () => {
    const { editor, changes } = open()
    editor.dispatch(setFilters(9))
    editor.undo()
    editor.redo()
    expect(changes.map(({ diff }) => [...diff.nodes.updated.keys()])).toEqual([[conv], [conv], [conv]])
    expect(changes.map(({ inferred }) => [...inferred])).toEqual([[conv], [conv], [conv]])
    expect(changes.map(({ document }) => document.nodes.get(conv)?.params['filters'])).toEqual([9, 4, 9])
  })

  test('moving and renaming infer nothing', () => {
    const { editor, changes } = open()
    editor.dispatch(move(3, 'conv'))
    editor.dispatch({ type: 'node/rename', node: conv, title: 'x' })
    expect(changes.map(({ inferred }) => inferred.size)).toEqual([0, 0])
  })

  test('a change of size is inferred as far as it reaches', () => {
    const { editor, changes } = open()
    editor.dispatch(setFilters(1))
    expect(editor.dispatch({ type: 'link/connect', link: link('l2', 'conv.y', 'image.x') }).ok).toBe(true)
    editor.dispatch(setFilters(3))
    expect([...(changes.at(-1)?.inferred ?? [])].sort()).toEqual(['conv', 'image'])
    editor.dispatch({ type: 'param/set', node: conv, key: 'gain', value: 1 })
    expect([...(changes.at(-1)?.inferred ?? [])]).toEqual(['conv'])
  })

  test('no more once they have unsubscribed, and nothing of refused commands', () => {
    const { editor, changes } = open()
    const heard: EditorChange[] = []
    const stop = editor.subscribe((change) => heard.push(change))
    editor.dispatch(setFilters(0))
    expect(heard).toEqual([])
    stop()
    editor.dispatch(setFilters(2))
    expect(heard).toEqual([])
    expect(changes).toHaveLength(1)
  })

  test('another document replaces everything: history, inference and the saved mark', () => {
    const { editor, changes } = open()
    editor.dispatch(setFilters(9))
    const next = graph([node('z', 'input/latent')])
    editor.replace(next)
    expect(changes.at(-1)).toMatchObject({ replaced: true, document: next, inferred: new Set(['z']) })
    expect(editor.undo()).toBe(false)
    expect(editor.isSaved).toBe(true)
    expect(editor.inference.node(conv)).toBe(undefined)
    expect(editor.inference.node(nodeId('z'))).toEqual(inferAll(next, allNodes).node(nodeId('z')))
  })
})

test('a new edit after undo forgets what could have been redone', () => {
  const { editor } = open()
  editor.dispatch(setFilters(9))
  editor.undo()
  expect(editor.redoLabel).toBe('Set filters')
  editor.dispatch({ type: 'link/disconnect', links: [linkId('l1')] })
  expect(editor.redoLabel).toBe(null)
  expect(history(editor)).toEqual(['Disconnect a wire'])
})

test('a long session keeps its newest thousand steps, and knows when the saved one is lost', () => {
  const { editor } = open()
  editor.dispatch(move(1, 'conv'))
  editor.markSaved()
  for (let x = 2; x <= 1001; x++) editor.dispatch(move(x, 'conv'))
  expect(editor.isSaved).toBe(false)
  let steps = 0
  while (editor.undo()) steps++
  expect(steps).toBe(1000)
  expect(editor.document.nodes.get(conv)?.position.x).toBe(1)
  expect(editor.isSaved, 'the oldest state left is the saved one').toBe(true)
  while (editor.redo());
  editor.dispatch(move(-1, 'conv'))
  while (editor.undo());
  expect(editor.document.nodes.get(conv)?.position.x).toBe(2)
  expect(editor.isSaved, 'the saved state is lost').toBe(false)
})
