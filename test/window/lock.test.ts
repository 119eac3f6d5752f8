import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createLock } from '../../renderer/state/lock'
import { createNotices } from '../../renderer/state/notices'
import { allNodes } from '../helpers/random-graph'

// Notices go away by themselves.
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const editor = createEditor(emptyDocument(), allNodes)
  const notices = createNotices()
  return { editor, notices, lock: createLock(editor, notices) }
}

const node = nodeId('conv')
const VALUE: Command = { type: 'param/set', node, key: 'filters', value: 8 }
const MOVE: Command = { type: 'node/move', moves: [{ node, x: 1, y: 2 }] }

describe('a locked graph', () => {
  test.each<[held: boolean, command: Command]>([
    [false, VALUE],
    [false, { type: 'node/rename', node, title: 'Last' }],
    [false, { type: 'node/color', nodes: [node], color: 'teal' }],
    [true, MOVE],
    [true, { type: 'node/remove', nodes: [node] }],
    [true, { type: 'node/add', nodes: [] }],
    [true, { type: 'node/mode', nodes: [node], mode: 'muted' }],
    [true, { type: 'link/disconnect', links: [] }],
  ])('holds back (%s) %j', (held, command) => {
    const { lock, notices } = setUp()
    expect(lock.refuse([command])).toBeNull()
    lock.toggle()
    expect(lock.refuse([command])?.code).toBe(held ? 'lock/graph-is-locked' : undefined)
    expect(notices.current.value).toHaveLength(held ? 1 : 0)
  })

  test('holds back all of a step when it holds back a part of it', () => {
    const { lock } = setUp()
    lock.toggle()
    expect(lock.refuse([VALUE, MOVE])).not.toBeNull()
  })

  test('tells once at a time, and its button unlocks', () => {
    const { lock, notices } = setUp()
    lock.toggle()
    lock.refuse([MOVE])
    lock.tell()
    lock.refuse([MOVE])
    const [notice, ...others] = notices.current.value
    expect(others).toEqual([])
    expect(notice?.message).toContain('locked')
    notice?.action?.run()
    expect(lock.isLocked.value).toBe(false)
    expect(notices.current.value).toEqual([])
    expect(lock.refuse([MOVE])).toBeNull()
  })

  test('is unlocked by another graph, not by an edit', () => {
    const { lock, editor } = setUp()
    lock.toggle()
    editor.dispatch({ type: 'project/edit', change: { name: 'Faces' } })
    expect(lock.isLocked.value).toBe(true)
    editor.replace(emptyDocument())
    expect(lock.isLocked.value).toBe(false)
  })
})
