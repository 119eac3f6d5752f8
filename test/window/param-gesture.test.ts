import { describe, expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { createDocument } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import type { Command } from '../../core/doc/commands/index'
import { beginParamGesture } from '../../renderer/edit/param-gesture'
import { pinCommand } from '../../renderer/edit/pin'
import { allNodes } from '../helpers/random-graph'

const node = nodeId('cut')

function open(): { editor: Editor; edit: Parameters<typeof beginParamGesture>[0]['edit'] } {
  const editor = createEditor(createDocument({ name: 'Test', description: '' }, [], []), allNodes)
  const record = { id: node, type: 'mapping/truncation', version: 1, position: { x: 0, y: 0 }, params: {} }
  editor.dispatch({ type: 'node/add', nodes: [record] })
  editor.markSaved()
  return {
    editor,
    edit(command: Command, options) {
      const result = editor.dispatch(
        command,
        options?.gesture === undefined ? {} : { gesture: options.gesture },
      )
      return result.ok ? { ok: true, value: null } : result
    },
  }
}

const psiOf = (editor: Editor): unknown => editor.document.nodes.get(node)?.params['psi']

describe('the steps of one change of a parameter', () => {
  test('are one undo entry', () => {
    const window = open()
    const gesture = beginParamGesture(window, node, 'psi')
    for (const psi of [0.1, 0.2, 0.3]) expect(gesture.set(psi)).toBeNull()
    const other = beginParamGesture(window, node, 'psi')
    other.set(0.5)
    window.editor.undo()
    expect(psiOf(window.editor)).toBe(0.3)
    window.editor.undo()
    expect(psiOf(window.editor)).toBeUndefined()
    expect(window.editor.isSaved).toBe(true)
  })

  test('leave nothing behind when they are given up, not even an unsaved mark', () => {
    const window = open()
    const gesture = beginParamGesture(window, node, 'psi')
    gesture.set(0.1)
    gesture.set(0.2)
    gesture.giveUp()
    expect(psiOf(window.editor)).toBeUndefined()
    expect(window.editor.isSaved).toBe(true)
    gesture.set(0.9)
    gesture.giveUp()
    expect(psiOf(window.editor)).toBeUndefined()
    expect(window.editor.undoLabel).toContain('Add')
  })

  test('given up before anything was set take nothing back', () => {
    const window = open()
    const gesture = beginParamGesture(window, node, 'psi')
    gesture.giveUp()
    expect(window.editor.document.nodes.has(node)).toBe(true)
  })

  test('given up after another edit came between take back only their own parameter', () => {
    const window = open()
    const gesture = beginParamGesture(window, node, 'psi')
    gesture.set(0.1)
    window.editor.dispatch({ type: 'node/rename', node, title: 'Mine' })
    gesture.giveUp()
    expect(window.editor.document.nodes.get(node)).toMatchObject({ title: 'Mine', params: {} })
  })

  test('say why a value is refused', () => {
    const window = open()
    const refusal = beginParamGesture(window, node, 'psi').set(7)
    expect(refusal?.message).toContain('between -1 and 2')
    expect(psiOf(window.editor)).toBeUndefined()
  })
})

test('pinning adds last, takes off again and forgets what the node type has no more', () => {
  const { editor } = open()
  const definition = allNodes.get('mapping/truncation')
  if (!definition) throw new Error('truncation is a node type')
  const pinned = (names: readonly string[], key: string): readonly string[] => {
    const record = editor.document.nodes.get(node)
    if (!record) throw new Error('the node is there')
    const command = pinCommand({ ...record, pinned: names }, definition, key)
    expect(editor.dispatch(command).ok).toBe(true)
    return editor.document.nodes.get(node)?.pinned ?? []
  }
  expect(pinned([], 'psi')).toEqual(['psi'])
  expect(pinned(['psi'], 'cutoff')).toEqual(['psi', 'cutoff'])
  expect(pinned(['psi', 'old', 'cutoff'], 'psi')).toEqual(['cutoff'])
  expect(pinned(['psi'], 'psi')).toEqual([])
})
