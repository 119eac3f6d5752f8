import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { ok } from '../../core/base/result'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createDocumentSession } from '../../renderer/files/document-session'
import { createDialogs } from '../../renderer/state/dialogs'
import { createEditorStore } from '../../renderer/state/editor-store'
import { createNotices } from '../../renderer/state/notices'
import { allNodes } from '../helpers/random-graph'
import { fakeHost, fakeLive, graphFile } from './fakes'

function start() {
  const editor = createEditor(emptyDocument(), allNodes)
  const store = createEditorStore(editor)
  const [host, live, notices, dialogs] = [fakeHost(), fakeLive(), createNotices(), createDialogs()]
  const session = createDocumentSession({ editor, store, live, host, notices, dialogs, picture: () => null })
  return {
    editor,
    host,
    live,
    dialogs,
    session,
    rename: (name: string) => editor.dispatch({ type: 'project/edit', change: { name } }),
    said: () => notices.current.value.map(({ message }) => message),
    /** Answers the dialog that is open now. */
    answerDiscard(answer: 'save' | 'discard' | 'cancel') {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'discard') throw new Error(`the dialog is ${request.kind}`)
      request.answer(answer)
      dialogs.close()
    },
    answerSaveAs(name: string | null) {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'save-as') throw new Error(`the dialog is ${request.kind}`)
      request.answer(name === null ? null : { name, format: 'loom' })
      dialogs.close()
    },
  }
}

describe('opening', () => {
  test('replaces the document and takes the file’s name', async () => {
    const { session, host, editor } = start()
    host.next = graphFile('cats.loom', 'Cats')
    await session.open()
    expect([editor.document.project.name, session.name.value, editor.isSaved]).toEqual(['Cats', 'cats', true])
  })

  test('of a broken file changes nothing and says what is wrong', async () => {
    const { session, host, editor, dialogs } = start()
    host.next = graphFile('bad.loom', 'broken')
    await session.open()
    expect(editor.document.project.name).toBe('Untitled')
    expect(dialogs.current.value).toMatchObject({
      kind: 'report',
      title: 'bad.loom could not be opened',
      diagnostics: [{ message: 'It is broken.' }],
    })
  })

  test('asks first when there are changes; cancel keeps them', async () => {
    const app = start()
    app.rename('Mine')
    app.host.next = graphFile('cats.loom', 'Cats')
    const opening = app.session.open()
    await Promise.resolve()
    app.answerDiscard('cancel')
    await opening
    expect(app.editor.document.project.name).toBe('Mine')
    const again = app.session.open()
    await Promise.resolve()
    app.answerDiscard('discard')
    await again
    expect(app.editor.document.project.name).toBe('Cats')
  })

  test('hands over what lies beside the graph, and says so when it is missing', async () => {
    const { session, host, live, said } = start()
    host.next = graphFile('cats.loom.json', 'Cats')
    live.companions = ['weights/w.safetensors']
    await session.open()
    expect(live.companionsGiven).toEqual(['weights/w.safetensors: missing'])
    expect(said()).toEqual(['A web page cannot see "weights/w.safetensors" beside the graph.'])
  })

  test('of two files at once leaves the one that was asked for last', async () => {
    const { session, host, editor } = start()
    host.next = graphFile('first.loom', 'First')
    const first = session.openExample('first.loom')
    const second = session.openGiven(ok(graphFile('second.loom', 'Second')))
    await Promise.all([first, second])
    expect([editor.document.project.name, session.name.value]).toEqual(['Second', 'second'])
  })

  test('a checkpoint makes a graph of it, whatever dialog it came from', async () => {
    const { session, host, editor, said } = start()
    host.next = graphFile('ffhq.npz', '')
    await session.open()
    expect(editor.document.project.name).toBe('from ffhq.npz')
    expect(said()).toEqual(['Imported ffhq.npz (fake names). Not used: a, b.'])
  })
})

describe('saving', () => {
  test('goes back to the opened file, in its format', async () => {
    const app = start()
    app.host.next = graphFile('cats.loom.json', 'Cats')
    await app.session.open()
    app.rename('Lions')
    expect(app.editor.isSaved).toBe(false)
    expect(await app.session.save()).toBe(true)
    expect(app.host.written).toEqual(['opened cats.loom.json (5)'])
    expect(app.editor.isSaved).toBe(true)
  })

  test('asks for a name when the file is none of the user’s', async () => {
    const app = start()
    app.host.next = graphFile('example.loom', 'Example')
    await app.session.openExample('example.loom')
    const saving = app.session.save()
    app.answerSaveAs('my own')
    expect(await saving).toBe(true)
    expect(app.host.written).toEqual(['new my own.loom (7)'])
    expect(app.session.name.value).toBe('my own')
    await app.session.save()
    expect(app.host.written.at(-1)).toBe('saved my own.loom (7)')
  })

  test('that is cancelled or fails leaves the changes unsaved', async () => {
    const app = start()
    app.rename('Mine')
    const cancelled = app.session.save()
    app.answerSaveAs(null)
    expect(await cancelled).toBe(false)
    app.host.isFull = true
    const failed = app.session.save()
    app.answerSaveAs('mine')
    expect(await failed).toBe(false)
    expect(app.editor.isSaved).toBe(false)
    expect(app.said()).toEqual(['The disk has no room for "mine.loom"; what was there before is untouched.'])
  })

  test('does not count for what was edited meanwhile', async () => {
    const app = start()
    app.host.next = graphFile('cats.loom', 'Cats')
    await app.session.open()
    app.rename('Lions')
    app.live.duringSave = () => app.rename('Tigers')
    expect(await app.session.save()).toBe(true)
    expect(app.editor.isSaved).toBe(false)
  })
})

test('an export is named after the document', async () => {
  const { session, host } = start()
  host.next = graphFile('cats.loom', 'Cats')
  await session.open()
  await session.exportOnnx(18)
  expect(host.written).toEqual(['onnx cats.onnx (18)'])
})
