import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { compareDocuments, isSame } from '../../core/doc/compare'
import { emptyDocument, type Document } from '../../core/doc/document'
import { diffDocuments, isEmptyDiff } from '../../core/doc/diff'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createGraphScope } from '../../core/doc/graph-scope'
import { createTensorStore } from '../../core/weights/tensor-store'
import { createRandom } from '../../core/base/random'
import { pick } from '../helpers/pick'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

const Z = nodeId('z')

function start(): Editor {
  const editor = createEditor(emptyDocument(), allNodes)
  const type = 'input/latent'
  const version = required(allNodes.get(type), type).version
  editor.dispatch({
    type: 'node/add',
    nodes: [{ id: Z, type, version, position: { x: 0, y: 0 }, params: {} }],
  })
  return editor
}

const seed = (editor: Editor, value: number, gesture?: string): void =>
  void editor.dispatch(
    { type: 'param/set', node: Z, key: 'seed', value },
    gesture === undefined ? {} : { gesture },
  )

const seedIn = (document: Document | null): unknown => document?.nodes.get(Z)?.params['seed']

function steps({ history }: Editor): readonly (readonly [unknown, unknown])[] {
  return history.steps.map(({ id, label }) => [label, seedIn(history.documentAt(id))])
}

describe('the states of a document', () => {
  test('are told with the edits that led to them, behind and ahead', () => {
    const editor = start()
    seed(editor, 1)
    seed(editor, 2)
    seed(editor, 3)
    editor.undo()
    editor.undo()
    expect(editor.history.present).toBe(2)
    const [, added, ...edits] = steps(editor)
    expect(added?.[1]).toBeUndefined()
    expect(edits.map(([, value]) => value)).toEqual([1, 2, 3])
    expect(editor.history.steps[0]?.label).toBeNull()
  })

  test('keep their names, also when a gesture goes on in the newest', () => {
    const editor = start()
    seed(editor, 1)
    const before = required(editor.history.steps[2], 'a step').id
    seed(editor, 2, 'drag')
    seed(editor, 3, 'drag')
    expect(steps(editor).map(([, value]) => value)).toEqual([undefined, undefined, 1, 3])
    expect(seedIn(editor.history.documentAt(before))).toBe(1)
  })

  test('that were edited over are gone, and the saved one is still known', () => {
    const editor = start()
    seed(editor, 1)
    editor.markSaved()
    const saved = required(editor.history.steps.at(-1), 'a step').id
    editor.undo()
    seed(editor, 2)
    expect(editor.history.documentAt(saved)).toBeNull()
    expect(seedIn(editor.history.saved)).toBe(1)
    editor.replace(emptyDocument('other'))
    expect(editor.history.saved.project.name).toBe('other')
    expect(editor.history.steps).toHaveLength(1)
  })

  test('are those of the whole document inside a block, too', () => {
    const root = start()
    const scope = createGraphScope(root)
    seed(root, 5)
    expect(scope.history.present).toBe(2)
    expect(seedIn(scope.history.documentAt(required(scope.history.steps[2], 'a step').id))).toBe(5)
  })

  test('equal what the document was at the time, at random', () => {
    const first = testSeed()
    for (let run = 0; run < 10; run++) {
      const random = createRandom(first + run, 7)
      const store = createTensorStore()
      const editor = createEditor(emptyDocument(), allNodes)
      const was: Document[] = [editor.document]
      for (let i = 0; i < 40; i++) {
        const before = editor.document
        editor.dispatch(randomCommand(editor, store, random))
        if (editor.document !== before) was.push(editor.document)
      }
      for (let back = 0; back <= 10; back++) {
        const { steps: all, present } = editor.history
        expect(present).toBe(was.length - 1 - back)
        for (const [index, { id }] of all.entries()) {
          const state = required(editor.history.documentAt(id), `state ${index}`)
          const message = `seed ${first + run}, state ${index}, ${back} steps back`
          const expected = required(was[index], 'a state')
          expect(isSame(compareDocuments(state, expected)), message).toBe(true)
          expect([...state.links.keys()].sort(), message).toEqual([...expected.links.keys()].sort())
        }
        if (!editor.undo()) break
      }
    }
  })

  test('go as far back as undo does', () => {
    const editor = start()
    for (let value = 1; value <= 1005; value++) seed(editor, value)
    const { steps: all } = editor.history
    expect(all).toHaveLength(1001)
    const oldest = required(all[0], 'the oldest state')
    expect(oldest.label).toBeNull()
    const first = editor.history.documentAt(oldest.id)
    while (editor.undo());
    expect(seedIn(first)).toBe(seedIn(editor.document))
    expect(seedIn(first)).toBe(5)
    expect(editor.history.saved.nodes.size).toBe(0)
  })

  test('are saved when they hold what was written, whatever was done meanwhile, at random', () => {
    const first = testSeed()
    let found = 0
    for (let run = 0; run < 60; run++) {
      const random = createRandom(first + run, 8)
      const store = createTensorStore()
      const editor = createEditor(emptyDocument(), allNodes)
      const act = (): unknown => {
        const action = pick(['edit', 'edit', 'undo', 'undo', 'redo', 'drag'], random)
        if (action === 'undo') return editor.undo()
        if (action === 'redo') return editor.redo()
        const gesture = action === 'drag' ? { gesture: 'drag' } : {}
        return editor.dispatch(randomCommand(editor, store, random), gesture)
      }
      for (let i = 0; i < 15; i++) act()
      const written = editor.document
      for (let i = 0; i < run % 8; i++) act()
      editor.markSaved(written)
      expect(editor.history.saved).toBe(written)
      while (editor.undo());
      const states = []
      do {
        const isWritten = isEmptyDiff(diffDocuments(written, editor.document))
        states.push({ isWritten, isSaved: editor.isSaved })
      } while (editor.redo())
      const message = `seed ${first + run}`
      const saved = states.filter(({ isSaved }) => isSaved)
      expect(
        saved.every(({ isWritten }) => isWritten),
        message,
      ).toBe(true)
      // Adding and removing the same leads to the same content again; one of the two is saved.
      expect(saved.length, message).toBe(states.some(({ isWritten }) => isWritten) ? 1 : 0)
      found += saved.length
    }
    expect(found).toBeGreaterThan(20)
    expect(found).toBeLessThan(60)
  })
})
