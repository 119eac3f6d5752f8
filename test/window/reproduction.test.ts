import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import type { NodeId } from '../../core/base/ids'
import type { RenderReport } from '../../core/contract/engine-types'
import { warning } from '../../core/diagnostic/diagnostic'
import { emptyDocument, type Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { expectPictures } from '../../core/file/expected'
import { judgeReproduction } from '../../core/file/reproduction'
import { createDocuments } from '../../renderer/documents/documents'
import { START, type LiveState } from '../../renderer/engine/live-state'
import { createReproduction } from '../../renderer/sharing/reproduction'
import { createEditorStore } from '../../renderer/state/editor-store'
import { allNodes } from '../helpers/random-graph'
import { graph, node } from '../helpers/test-command'
import { REPORT, settle } from '../live/fake-engine'

const content = (): Document => graph([node('z', 'input/latent'), node('image', 'output/image')])

const expected = expectPictures(REPORT.pictures, 'wasm', '0.1.0')
/** The one pixel of another picture. */
const other = expectPictures(
  REPORT.pictures.map((one) => ({ ...one, rgba: [new Uint8ClampedArray(4).fill(90)] })),
  'wasm',
  '0.1.0',
)
const standIn = warning(
  'weights/stand-in',
  { kind: 'node', node: required(REPORT.pictures[0], 'one').node },
  'It.',
)

function start() {
  const editor = createEditor(emptyDocument(), allNodes)
  const documents = createDocuments(editor, createEditorStore(editor))
  const state = signal<LiveState>(START)
  const judged: string[] = []
  const bugs: unknown[] = []
  const reproduction = createReproduction({
    documents,
    live: {
      state,
      judgeResult(wanted, actual) {
        const result = judgeReproduction(wanted, actual)
        judged.push(result.kind)
        return Promise.resolve(result)
      },
    },
    reportBug: (bug) => bugs.push(bug),
  })
  return {
    editor,
    documents,
    reproduction,
    judged,
    bugs,
    open: (result = expected) => {
      state.value = START
      const { id } = documents.add(content(), { file: null })
      reproduction.expect(id, result)
      return id
    },
    /** A run of the graph as it is comes to its end. */
    async finish(change: Partial<RenderReport> = {}) {
      state.value = { ...START, status: 'idle', report: { ...REPORT, ...change }, isCurrent: true }
      await settle()
    },
    edit() {
      state.value = { ...state.peek(), isCurrent: false }
      expect(editor.dispatch({ type: 'param/set', node: idOf('z'), key: 'seed', value: 7 }).ok).toBe(true)
    },
    said: () => reproduction.shown.value?.result.kind ?? null,
  }
}

test('is told after the first run, of the picture that the run gave', async () => {
  const { open, finish, said } = start()
  open()
  expect(said()).toBeNull()
  await finish()
  expect(said()).toBe('identical')
})

test('tells of another picture', async () => {
  const { open, finish, said } = start()
  open(other)
  await finish()
  expect(said()).toBe('differs')
})

test('is not told of a file that says nothing, nor of a run that is out of date', async () => {
  const { open, finish, said, edit, reproduction, documents, judged } = start()
  await finish()
  expect([said(), judged]).toEqual([null, []])
  const id = open()
  edit()
  await finish()
  expect([said(), judged]).toEqual([null, []])
  expect(reproduction.toSave(id)?.kind).toBe('shown')
  expect(documents.active.value.id).toBe(id)
})

test('holds while nodes are moved, is off after an edit, and on again once that is undone', async () => {
  const { open, finish, said, edit, editor } = start()
  open()
  await finish()
  const moved = editor.dispatch({ type: 'node/move', moves: [{ node: idOf('z'), x: 9, y: 9 }] })
  expect([moved.ok, said()]).toEqual([true, 'identical'])
  editor.undo()
  edit()
  expect(said()).toBeNull()
  editor.undo()
  await finish()
  expect(said()).toBe('identical')
})

test('is asked anew after a run, as when missing values were found', async () => {
  const { open, finish, said, judged } = start()
  open()
  await finish({ diagnostics: [standIn] })
  expect(said()).toBe('stand-ins')
  await finish()
  expect([said(), judged]).toEqual(['identical', ['stand-ins', 'identical']])
})

test('each tab has its own', async () => {
  const { open, finish, said, documents } = start()
  const first = open()
  await finish()
  open(other)
  expect(said()).toBeNull()
  await finish()
  expect(said()).toBe('differs')
  documents.show(first)
  expect(said()).toBeNull()
  await finish()
  expect(said()).toBe('identical')
})

test('saving takes what was just given, and then there is nothing to compare with', async () => {
  const { open, finish, said, reproduction } = start()
  const id = open(other)
  await finish()
  const result = reproduction.toSave(id)
  expect(result).toEqual({ kind: 'shown', backend: 'wasm', pictures: REPORT.pictures })
  reproduction.saved(id, result)
  expect(said()).toBeNull()
})

test.each<[string, Partial<RenderReport>]>([
  ['on stand-ins', { diagnostics: [standIn] }],
  ['with an output that failed', { diagnostics: [{ ...standIn, code: 'x/y', severity: 'error' }] }],
  ['in half precision', { halfPrecision: true, backend: 'webgpu' }],
  ['without a picture', { pictures: [] }],
])(
  'a run %s is not saved: what the file said before stays, as long as it is of this graph',
  async (_, change) => {
    const { open, finish, edit, reproduction } = start()
    const id = open()
    await finish(change)
    const kept = reproduction.toSave(id)
    expect(kept).toEqual({ kind: 'kept', expected })
    reproduction.saved(id, kept)
    expect(reproduction.toSave(id)).toEqual(kept)
    edit()
    await finish(change)
    expect(reproduction.toSave(id)).toBeNull()
  },
)

function idOf(name: string): NodeId {
  return required(
    [...content().nodes.keys()].find((id) => id === name),
    name,
  )
}
