import { beforeEach, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { fail, ok } from '../../core/base/result'
import type { Cancellation } from '../../core/contract/cancellation'
import type { ParityProgress, ParityReport } from '../../core/contract/engine-types'
import { error } from '../../core/diagnostic/diagnostic'
import { emptyDocument } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { Live } from '../../renderer/engine/live'
import { createParityStore, type ParityStore } from '../../renderer/state/parity'
import { formatDifference } from '../../renderer/state/parity-words'

const registry = createRegistry(nodeDefinitions)
const Z = nodeId('z')
const MAPPING = nodeId('mapping')
const APART = nodeId('apart')
const W = { node: MAPPING, port: 'w' }

const report: ParityReport = {
  tolerance: 2e-3,
  entries: [
    { port: { node: Z, port: 'z' }, difference: 0, dims: [1, 64] },
    { port: W, difference: 0.12, dims: [1, 64] },
  ],
  first: W,
  adapter: 'a fake',
  runtime: 'onnxruntime-web 1',
  runMs: { webgpu: 1, wasm: 1 },
}

interface Asked {
  readonly cancellation: Cancellation
  readonly tell: (progress: ParityProgress) => void
  readonly answer: (result: Awaited<ReturnType<Live['compareBackends']>>) => void
}

let editor: Editor
let asked: Asked[]
let parity: ParityStore

beforeEach(() => {
  editor = createEditor(emptyDocument(), registry)
  const nodes = [
    [Z, 'input/latent'],
    [MAPPING, 'mapping/mlp'],
    [APART, 'input/latent'],
  ] as const
  const added = editor.dispatch({
    type: 'node/add',
    nodes: nodes.map(([id, type]) => ({
      id,
      type,
      version: registry.get(type)?.version ?? 1,
      position: { x: 0, y: 0 },
      params: {},
    })),
    links: [{ id: linkId('l'), from: { node: Z, port: 'z' }, to: { node: MAPPING, port: 'z' } }],
  })
  expect(added.ok).toBe(true)
  asked = []
  parity = createParityStore(editor, {
    compareBackends: (cancellation, tell) =>
      new Promise((answer) => asked.push({ cancellation, tell, answer })),
  })
})

async function compared(): Promise<void> {
  const done = parity.start()
  asked.at(-1)?.answer(ok(report))
  await done
}

test('it tells how far it is, then marks the first node that differs and names the way round it', async () => {
  const done = parity.start()
  expect(parity.state.value).toEqual({ kind: 'running', progress: null })
  const progress = { done: 1, total: 2, node: MAPPING }
  asked[0]?.tell(progress)
  expect(parity.state.value).toEqual({ kind: 'running', progress })
  asked[0]?.answer(ok(report))
  await done
  expect(parity.state.value).toEqual({ kind: 'done', report, document: editor.document })
  expect(parity.diagnostics.value).toMatchObject([
    { code: 'parity/differs', severity: 'warning', place: { kind: 'node', node: MAPPING, port: 'w' } },
  ])
  expect(parity.diagnostics.value[0]?.message).toContain('12 % of their range')
  expect(parity.diagnostics.value[0]?.nextStep).toContain('Choose WASM')
})

test.each<[string, (on: Editor) => void, number]>([
  ['moving it', (on) => on.dispatch({ type: 'node/move', moves: [{ node: MAPPING, x: 9, y: 9 }] }), 1],
  ['renaming it', (on) => on.dispatch({ type: 'node/rename', node: MAPPING, title: 'M' }), 1],
  ['an edit elsewhere', (on) => on.dispatch({ type: 'param/set', node: APART, key: 'seed', value: 7 }), 1],
  ['an edit of it', (on) => on.dispatch({ type: 'param/set', node: MAPPING, key: 'layers', value: 3 }), 0],
  ['an edit before it', (on) => on.dispatch({ type: 'param/set', node: Z, key: 'seed', value: 7 }), 0],
  ['losing its wire', (on) => on.dispatch({ type: 'link/disconnect', links: [linkId('l')] }), 0],
  ['its removal', (on) => on.dispatch({ type: 'node/remove', nodes: [MAPPING] }), 0],
  ['another graph', (on) => on.replace(emptyDocument()), 0],
])('the mark after %s', async (_title, edit, marks) => {
  await compared()
  const before = editor.document
  edit(editor)
  expect(editor.document).not.toBe(before)
  expect(parity.diagnostics.value).toHaveLength(marks)
})

test('stopped, it is as if it had not begun; started again, only the last answer counts', async () => {
  const first = parity.start()
  parity.cancel()
  expect(asked[0]?.cancellation.cancelled).toBe(true)
  expect(parity.state.value).toEqual({ kind: 'none' })
  asked[0]?.answer(fail([]))
  await first
  expect(parity.state.value).toEqual({ kind: 'none' })

  const second = parity.start()
  const third = parity.start()
  expect(asked[1]?.cancellation.cancelled).toBe(true)
  const problem = error('parity/no-webgpu', { kind: 'graph' }, 'There is none.')
  asked[2]?.answer(fail([problem]))
  asked[1]?.answer(ok(report))
  await Promise.all([second, third])
  expect(parity.state.value).toEqual({ kind: 'failed', diagnostics: [problem] })
})

test('a graph that changed while it was compared is not marked', async () => {
  const done = parity.start()
  editor.dispatch({ type: 'param/set', node: Z, key: 'seed', value: 7 })
  asked[0]?.answer(ok(report))
  await done
  expect(parity.diagnostics.value).toEqual([])
})

test.each([
  [0, 'none'],
  [1e-9, '< 0.00001 %'],
  [2.16e-7, '0.000022 %'],
  [2e-3, '0.2 %'],
  [0.123, '12 %'],
  [4, '400 %'],
  [Infinity, 'NaN or infinity'],
])('a difference of %s reads %s', (difference, text) => {
  expect(formatDifference(difference)).toBe(text)
})
