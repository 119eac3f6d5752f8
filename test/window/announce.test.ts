import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { required } from '../../core/base/assert'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createAnnouncer, type Announcer } from '../../renderer/announce/announcer'
import { START, type LiveState } from '../../renderer/engine/live-state'
import type { Notice } from '../../renderer/state/notices'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

interface Heard {
  readonly editor: Editor
  readonly announcer: Announcer
  readonly notices: ReturnType<typeof signal<readonly Notice[]>>
  readonly live: ReturnType<typeof signal<LiveState>>
  /** What was said since the last time. */
  said(): string
}

function listen(): Heard {
  const editor = createEditor(emptyDocument(), createRegistry(nodeDefinitions))
  const notices = signal<readonly Notice[]>([])
  const live = signal<LiveState>({ ...START, status: 'idle' })
  const announcer = createAnnouncer({ editor, notices, live })
  let last = 0
  return {
    editor,
    announcer,
    notices,
    live,
    said() {
      vi.advanceTimersByTime(1000)
      const { id, text } = announcer.polite.value
      const isNew = id !== last
      last = id
      return isNew ? text : ''
    },
  }
}

function node(editor: Editor, type: string, id: string): NodeRecord {
  const { version } = required(editor.registry.get(type), type)
  return { id: nodeId(id), type, version, position: { x: 0, y: 0 }, params: {} }
}

const wire = (id: string, from: readonly [string, string], to: readonly [string, string]) => ({
  id: linkId(id),
  from: { node: nodeId(from[0]), port: from[1] },
  to: { node: nodeId(to[0]), port: to[1] },
})

test('edits are told with names, ports and shapes', () => {
  const { editor, said } = listen()
  editor.dispatch({ type: 'node/add', nodes: [node(editor, 'input/latent', 'z')] })
  expect(said()).toBe('Added Latent z')
  editor.dispatch({ type: 'node/add', nodes: [node(editor, 'mapping/mlp', 'mlp')] })
  said()
  editor.dispatch({ type: 'link/connect', link: wire('l1', ['z', 'z'], ['mlp', 'z']) })
  expect(said()).toMatch(/^Connected Latent z z to .+ z, N × 512$/)
  editor.dispatch({ type: 'link/disconnect', links: [linkId('l1')] })
  expect(said()).toMatch(/^Disconnected Latent z z from .+ z$/)
  editor.dispatch({ type: 'node/rename', node: nodeId('z'), title: 'Noise' })
  expect(said()).toBe('Renamed Latent z to Noise')
  editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('z'), x: 40, y: 8 }] })
  expect(said()).toBe('Moved Noise to 40, 8')
  editor.dispatch({ type: 'node/remove', nodes: [nodeId('z'), nodeId('mlp')], links: [] })
  expect(said()).toBe('Deleted 2 nodes')
})

test('the steps of a drag are told once, by where it ended', () => {
  const { editor, said } = listen()
  editor.dispatch({ type: 'node/add', nodes: [node(editor, 'input/latent', 'z')] })
  said()
  for (const value of [1, 2, 3])
    editor.dispatch({ type: 'param/set', node: nodeId('z'), key: 'seed', value }, { gesture: 'drag' })
  expect(said()).toMatch(/^Set .*seed.* to 3$/i)
})

describe('undo and redo', () => {
  test('are told apart, also where every step has the same name', () => {
    const { editor, said } = listen()
    const z = node(editor, 'input/latent', 'z')
    editor.dispatch({ type: 'node/add', nodes: [z] })
    for (const x of [1, 2, 3]) editor.dispatch({ type: 'node/move', moves: [{ node: z.id, x, y: 0 }] })
    said()
    const step = (act: 'undo' | 'redo'): string => {
      editor[act]()
      return said().replace(/: .*/, '')
    }
    const acts = ['undo', 'undo', 'redo', 'undo', 'undo', 'redo', 'redo', 'redo', 'undo'] as const
    expect(acts.map(step)).toEqual(acts.map((act) => (act === 'undo' ? 'Undid' : 'Redid')))
    editor.dispatch({ type: 'node/move', moves: [{ node: z.id, x: 9, y: 9 }] })
    expect(said()).toBe('Moved Latent z to 9, 9')
  })
})

test('refusals are told at once, remarks in turn', () => {
  const { announcer, notices, said } = listen()
  notices.value = [{ id: 1, tone: 'error', message: 'It does not fit.', nextStep: 'Set it to 256.' }]
  expect(announcer.urgent.value.text).toBe('It does not fit. Set it to 256.')
  notices.value = [...(notices.value ?? []), { id: 2, tone: 'info', message: 'Copied.' }]
  expect(announcer.urgent.value.id).toBe(1)
  expect(said()).toBe('Copied.')
})

test('a run is told when it was waited for or went wrong, a failure once', () => {
  const { editor, live, said } = listen()
  const state = (next: Partial<LiveState>): void => void (live.value = { ...START, status: 'idle', ...next })
  state({ status: 'running', runningSince: performance.now() })
  state({ status: 'idle' })
  expect(said()).toBe('')
  state({ status: 'running', runningSince: performance.now() - 5000 })
  state({ status: 'idle' })
  expect(said()).toBe('The picture is up to date')
  editor.dispatch({ type: 'node/add', nodes: [node(editor, 'input/latent', 'z')] })
  said()
  state({ status: 'failed', problem: 'Out of memory.' })
  expect(said()).toBe('Out of memory.')
  state({ status: 'running' })
  state({ status: 'failed', problem: 'Out of memory.' })
  expect(said()).toBe('')
})
