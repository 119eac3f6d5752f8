import { effect } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { nodeId, type Sha256 } from '../../core/base/ids'
import { createDocument, emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createDocuments, type DocumentEvent } from '../../renderer/documents/documents'
import { createEditorStore } from '../../renderer/state/editor-store'
import { allNodes } from '../helpers/random-graph'

function named(name: string): Document {
  return { ...emptyDocument(), project: { name, description: '' } }
}

function start() {
  const root = createEditor(named('First'), allNodes)
  const whole = createEditorStore(root)
  const looks: string[] = []
  const documents = createDocuments(root, whole, () => {
    const { name } = root.document.project
    return () => looks.push(name)
  })
  const events: DocumentEvent[] = []
  documents.watch((event) => events.push(event))
  const rename = (name: string) => root.dispatch({ type: 'project/edit', change: { name } })
  const add = (name: string) => documents.add(named(name), { file: null })
  return { root, whole, documents, events, looks, rename, add }
}

const names = ({ documents }: ReturnType<typeof start>) => documents.all.value.map(({ name }) => name.value)

describe('open documents', () => {
  test('go on where they were put aside, with history and look', () => {
    const app = start()
    const first = app.documents.active.value
    app.rename('Changed')
    app.add('Second')
    expect([app.root.document.project.name, app.root.undoLabel, names(app)]).toEqual([
      'Second',
      null,
      ['Changed', 'Second'],
    ])
    app.documents.show(first.id)
    expect([app.root.document.project.name, app.looks]).toEqual(['Changed', ['Changed']])
    expect([app.root.undo(), app.root.document.project.name, app.root.redo()]).toEqual([true, 'First', true])
  })

  test('are saved one by one, and only in the state that was written', () => {
    const { documents, root, rename, add } = start()
    const first = documents.active.value
    rename('A')
    const written = root.document
    add('Second')
    documents.markSaved(first.id, written, { handle: null, name: 'a.loom' })
    expect([first.isSaved.value, first.name.value]).toEqual([true, 'a'])
    documents.show(first.id)
    expect([first.isSaved.value, root.isSaved, root.history.saved]).toEqual([true, true, written])
    rename('B')
    documents.markSaved(first.id, written, { handle: null, name: 'a.loom' })
    expect(first.isSaved.value).toBe(false)
    root.undo()
    expect(first.isSaved.value).toBe(true)
  })

  describe('that change while their file is written', () => {
    const FILE = { handle: null, name: 'a.loom' }

    test.each(['shown', 'put aside'])('and are undone are unsaved until redone, %s', (where) => {
      const { documents, root, rename, add } = start()
      const first = documents.active.value
      rename('A')
      const written = root.document
      root.undo()
      if (where === 'put aside') add('Second')
      documents.markSaved(first.id, written, FILE)
      expect(first.isSaved.value).toBe(false)
      documents.show(first.id)
      expect([first.isSaved.value, root.history.saved]).toEqual([false, written])
      root.redo()
      expect(first.isSaved.value).toBe(true)
    })

    test.each(['shown', 'put aside'])('are saved where undo leads to what was written, %s', (where) => {
      const { documents, root, rename, add } = start()
      const first = documents.active.value
      documents.markSaved(first.id, root.document, FILE)
      rename('A')
      const written = root.document
      rename('B')
      rename('C')
      if (where === 'put aside') add('Second')
      documents.markSaved(first.id, written, FILE)
      documents.show(first.id)
      const saved = [first.isSaved.value]
      while (root.undo()) saved.push(first.isSaved.value)
      expect(saved).toEqual([false, false, true, false])
    })

    test('are saved in no state when what was written is edited over', () => {
      const { documents, root, rename } = start()
      const first = documents.active.value
      rename('A')
      const written = root.document
      root.undo()
      rename('B')
      documents.markSaved(first.id, written, FILE)
      const saved = [first.isSaved.value]
      while (root.undo()) saved.push(first.isSaved.value)
      expect(saved).toEqual([false, false])
    })

    test('in a gesture that goes on are saved neither before nor after it, which stays one step', () => {
      const { documents, root } = start()
      const first = documents.active.value
      const node = {
        id: nodeId('a'),
        type: 'arithmetic/add',
        version: 1,
        position: { x: 0, y: 0 },
        params: {},
      }
      root.replace(createDocument(named('Drag').project, [node], []))
      const drag = (x: number) =>
        root.dispatch({ type: 'node/move', moves: [{ node: node.id, x, y: 0 }] }, { gesture: 'drag' })
      drag(1)
      const written = root.document
      drag(2)
      documents.markSaved(first.id, written, FILE)
      drag(3)
      expect([first.isSaved.value, root.history.steps.length]).toEqual([false, 2])
      root.undo()
      expect(first.isSaved.value).toBe(false)
    })
  })

  test('can be unsaved from the start, as after a crash', () => {
    const { documents, root } = start()
    const found = documents.add(named('Found'), { file: null, isUnsaved: true })
    expect([found.isSaved.value, root.isSaved]).toEqual([false, false])
    root.dispatch({ type: 'project/edit', change: { name: 'x' } })
    root.undo()
    expect(found.isSaved.value).toBe(false)
    documents.markSaved(found.id, root.document, { handle: null, name: 'f.loom' })
    expect(found.isSaved.value).toBe(true)
  })

  test('are open until they are closed, shown or not, and whoever follows that hears of it', () => {
    const { documents, add } = start()
    const first = documents.active.value
    documents.keep(first.id)
    const second = add('Second')
    const seen: boolean[] = []
    const stop = effect(() => void seen.push(documents.isOpen(second.id)))
    documents.show(first.id)
    documents.remove(second.id)
    stop()
    expect([documents.isOpen(first.id), seen]).toEqual([true, [true, false]])
  })

  test('move, and the last that is closed leaves an empty one', () => {
    const app = start()
    app.rename('First!')
    const second = app.add('Second')
    app.add('Third')
    app.documents.move(second.id, 0)
    expect(names(app)).toEqual(['Second', 'First!', 'Third'])
    app.documents.show(second.id)
    app.documents.showNext(-1)
    expect(app.documents.active.value.name.value).toBe('Third')
    for (const { id } of app.documents.all.value) app.documents.remove(id)
    expect([names(app), app.root.document]).toEqual([['Untitled'], emptyDocument()])
  })

  test('tell what becomes of them', () => {
    const { documents, events, rename, root, add } = start()
    const first = documents.active.value
    rename('A')
    const second = add('Second')
    documents.show(first.id)
    root.undo()
    documents.markSaved(first.id, root.document, { handle: null, name: 'a.loom' })
    documents.remove(second.id)
    expect(events.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'opened document-1',
      'edited document-1',
      'opened document-2',
      'edited document-1',
      'saved document-1',
      'closed document-2',
    ])
  })

  test('tell of the empty one that the last leaves behind', () => {
    const { documents, events, rename } = start()
    documents.remove(documents.active.value.id)
    rename('In the empty one')
    expect(events.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'opened document-1',
      'closed document-1',
      'opened document-2',
      'edited document-2',
    ])
  })

  test('keep the weights of all of them, undone ones included', () => {
    const { documents, root, add } = start()
    const ref = (letter: string) => ({ weight: { sha256: letter.repeat(64) as Sha256, dims: [1] } })
    const node: NodeRecord = {
      id: nodeId('a'),
      type: 'test/none',
      version: 1,
      position: { x: 0, y: 0 },
      params: {},
      weights: ref('a'),
    }
    const other = { ...node, weights: ref('b') }
    root.replace(createDocument(named('W').project, [node], []))
    root.dispatch({ type: 'node/remove', nodes: [node.id] })
    add('Second')
    root.replace(createDocument(named('V').project, [other], []))
    const kept = [...documents.records()].map(({ weights }) => weights?.['weight']?.sha256[0])
    expect(kept.sort()).toEqual(['a', 'b'])
  })
})
