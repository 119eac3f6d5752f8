import { describe, expect, test } from 'vitest'
import { ok } from '../../core/base/result'
import { emptyDocument } from '../../core/doc/document'
import { writeGraphLink } from '../../core/file/graph-link'
import type { OpenResult } from '../../renderer/host/host'
import { fileHandle, graphFile } from './fakes'
import { settled, startSession } from './start-session'

describe('opening', () => {
  test('shows the document under the file’s name, in place of an empty one', async () => {
    const { session, host, editor, names } = startSession()
    host.next = graphFile('cats.loom', 'Cats')
    await session.open()
    expect([editor.document.project.name, names(), editor.isSaved]).toEqual(['Cats', ['cats'], true])
  })

  test('leaves what is there, changed or not, in a tab of its own', async () => {
    const { session, host, names, rename, documents, editor } = startSession()
    host.next = graphFile('cats.loom', 'Cats')
    await session.open()
    host.next = graphFile('dogs.loom', 'Dogs')
    await session.open()
    rename('Wolves')
    session.startNew()
    expect(names()).toEqual(['cats', 'dogs', 'Untitled'])
    expect(documents.all.value.map(({ isSaved }) => isSaved.value)).toEqual([true, false, true])
    documents.showNext(-1)
    expect([editor.document.project.name, editor.undo(), editor.document.project.name]).toEqual([
      'Wolves',
      true,
      'Dogs',
    ])
  })

  test('an example gives its tab to the next one as long as nobody touched it', async () => {
    const { session, host, names, rename } = startSession()
    host.next = graphFile('one.loom', 'One')
    await session.openExample('one.loom')
    host.next = graphFile('two.loom', 'Two')
    await session.openExample('two.loom')
    expect(names()).toEqual(['two'])
    rename('Mine')
    host.next = graphFile('three.loom', 'Three')
    await session.openExample('three.loom')
    expect(names()).toEqual(['two', 'three'])
  })

  test('of a broken file changes nothing and says what is wrong', async () => {
    const { session, host, editor, dialogs } = startSession()
    host.next = graphFile('bad.loom', 'broken')
    await session.open()
    expect(editor.document.project.name).toBe('Untitled')
    expect(dialogs.current.value).toMatchObject({
      kind: 'report',
      title: 'bad.loom could not be opened',
      diagnostics: [{ message: 'It is broken.' }],
    })
  })

  test('of several broken files tells of each, and leaves a question that is open alone', async () => {
    const { session, host, dialogs, answerSaveAs } = startSession()
    const saving = session.saveAs()
    await settled()
    for (const name of ['one.loom', 'two.loom']) {
      host.next = graphFile(name, 'broken')
      await session.open()
    }
    answerSaveAs('mine')
    expect(await saving).toBe(true)
    const titles: unknown[] = []
    for (let shown = dialogs.current.value; shown?.kind === 'report'; shown = dialogs.current.value) {
      titles.push(shown.title)
      dialogs.close()
    }
    expect(titles).toEqual(['one.loom could not be opened', 'two.loom could not be opened'])
    expect(dialogs.current.value).toBeNull()
  })

  test('a report comes back after what is asked in between', () => {
    const { dialogs } = startSession()
    dialogs.open({ kind: 'report', title: 'first', text: '', diagnostics: [] })
    dialogs.open({ kind: 'about' })
    expect(dialogs.current.value?.kind).toBe('about')
    dialogs.close()
    expect(dialogs.current.value).toMatchObject({ title: 'first' })
  })

  test('hands over what lies beside the graph, and says so when it is missing', async () => {
    const { session, host, live, said } = startSession()
    host.next = graphFile('cats.loom.json', 'Cats')
    live.companions = ['weights/w.safetensors']
    await session.open()
    expect(live.companionsGiven).toEqual(['weights/w.safetensors: missing'])
    expect(said()).toEqual([
      'A web page cannot see "weights/w.safetensors" beside the graph.',
      '1 value of the graph could not be found; stand-ins run in its place.',
    ])
  })

  describe('of a file that is open already', () => {
    const openTwice = async (isAlike: boolean) => {
      const app = startSession()
      app.host.next = graphFile('cats.loom', 'Cats')
      await app.session.open()
      app.rename('Lions')
      app.host.next = graphFile('dogs.loom', 'Dogs')
      app.host.next = { ...app.host.next, handle: fileHandle('another') }
      await app.session.open()
      app.host.next = { ...graphFile('cats.loom', 'Tigers'), handle: fileHandle('again') }
      app.host.same = { handle: fileHandle('opened'), isAlike }
      await app.session.open()
      return [app.names(), app.editor.document.project.name, app.said()]
    }

    test('shows it with its edits', async () => {
      expect(await openTwice(true)).toEqual([['cats', 'dogs'], 'Lions', ['cats.loom is open already.']])
    })

    test('and was changed since by something else opens it beside, and says so', async () => {
      const [names, shown, said] = await openTwice(false)
      expect([names, shown]).toEqual([['cats', 'dogs', 'cats'], 'Tigers'])
      expect(said).toEqual([expect.stringContaining('changed elsewhere')])
    })
  })

  test('of two files at once leaves the one that was asked for last', async () => {
    const { session, host, editor, names } = startSession()
    host.next = graphFile('first.loom', 'First')
    const first = session.openGiven(ok(graphFile('first.loom', 'First')))
    const second = session.openGiven(ok(graphFile('second.loom', 'Second')))
    await Promise.all([first, second])
    expect([editor.document.project.name, names()]).toEqual(['Second', ['first', 'second']])
  })

  test('asks for a file at once, whatever is being read, and reads it in its turn', async () => {
    const { session, host, names } = startSession()
    let answer: (file: OpenResult) => void = () => undefined
    host.openExample = () => new Promise((resolve) => (answer = resolve))
    const example = session.openExample('slow.loom')
    let asked = 0
    host.openFile = () => Promise.resolve((asked++, ok(graphFile('cats.loom', 'Cats'))))
    const picked = session.open()
    expect(asked).toBe(1)
    answer(ok(graphFile('slow.loom', 'Slow')))
    await Promise.all([example, picked])
    expect(names()).toEqual(['cats'])
  })

  test('a file picker that fails leaves the next opening alone', async () => {
    const { session, host, names } = startSession()
    host.openFile = () => Promise.reject(new Error('no picker'))
    await expect(session.open()).rejects.toThrow('no picker')
    await session.openGiven(ok(graphFile('cats.loom', 'Cats')))
    expect(names()).toEqual(['cats'])
  })

  test('keeps what was read until a document names it', async () => {
    const { session, host, live, documents } = startSession()
    const heldBy: number[] = []
    documents.watch(({ kind }) => kind === 'opened' && heldBy.push(live.heldNow))
    heldBy.length = 0
    host.next = graphFile('cats.loom', 'Cats')
    await session.open()
    host.next = graphFile('ffhq.npz', '')
    await session.open()
    const link = writeGraphLink(emptyDocument(), '0')
    await session.openLink(link.ok ? link.value : '')
    expect([heldBy, live.heldNow]).toEqual([[1, 1, 1], 0])
  })

  test('a checkpoint makes a graph of it, whatever dialog it came from', async () => {
    const { session, host, editor, said } = startSession()
    host.next = graphFile('ffhq.npz', '')
    await session.open()
    expect(editor.document.project.name).toBe('from ffhq.npz')
    expect(said()).toEqual(['Imported ffhq.npz (fake names). Not used: a, b.'])
  })
})

describe('saving', () => {
  test('goes back to the opened file, in its format', async () => {
    const app = startSession()
    app.host.next = graphFile('cats.loom.json', 'Cats')
    await app.session.open()
    app.rename('Lions')
    expect(app.editor.isSaved).toBe(false)
    expect(await app.session.save()).toBe(true)
    expect(app.host.written).toEqual(['opened cats.loom.json (5)'])
    expect(app.editor.isSaved).toBe(true)
  })

  test('asks for a name when the file is none of the user’s', async () => {
    const app = startSession()
    app.host.next = graphFile('example.loom', 'Example')
    await app.session.openExample('example.loom')
    const saving = app.session.save()
    await settled()
    app.answerSaveAs('my own')
    expect(await saving).toBe(true)
    expect(app.host.written).toEqual(['new my own.loom (7)'])
    expect(app.name()).toBe('my own')
    await app.session.save()
    expect(app.host.written.at(-1)).toBe('saved my own.loom (7)')
  })

  test('that is cancelled or fails leaves the changes unsaved', async () => {
    const app = startSession()
    app.rename('Mine')
    const cancelled = app.session.save()
    await settled()
    app.answerSaveAs(null)
    expect(await cancelled).toBe(false)
    app.host.isFull = true
    const failed = app.session.save()
    await settled()
    app.answerSaveAs('mine')
    expect(await failed).toBe(false)
    expect(app.editor.isSaved).toBe(false)
    expect(app.said()).toEqual(['The disk has no room for "mine.loom"; what was there before is untouched.'])
  })

  test('does not count for what was edited meanwhile', async () => {
    const app = startSession()
    app.host.next = graphFile('cats.loom', 'Cats')
    await app.session.open()
    app.rename('Lions')
    app.live.duringSave = () => app.rename('Tigers')
    expect(await app.session.save()).toBe(true)
    expect(app.editor.isSaved).toBe(false)
  })
})

describe('closing', () => {
  async function startWithThree() {
    const app = startSession()
    for (const name of ['Cats', 'Dogs', 'Emus']) {
      app.host.next = graphFile(`${name.toLowerCase()}.loom`, name)
      await app.session.open()
    }
    return app
  }
  const activeOf = (app: ReturnType<typeof startSession>) => app.documents.active.value.id

  test('of a saved tab asks nothing and shows the one after it', async () => {
    const app = await startWithThree()
    app.documents.showNext(-1)
    expect(await app.session.close(activeOf(app))).toBe(true)
    expect([app.names(), app.name()]).toEqual([['cats', 'emus'], 'emus'])
    await app.session.close(activeOf(app))
    await app.session.close(activeOf(app))
    expect([app.names(), app.editor.document]).toEqual([['Untitled'], emptyDocument()])
  })

  test.each([
    ['cancel', false, ['cats', 'dogs', 'emus'], []],
    ['discard', true, ['cats', 'dogs'], []],
    ['save', true, ['cats', 'dogs'], ['opened emus.loom (5)']],
  ] as const)('of a changed tab: %s', async (answer, closed, names, written) => {
    const app = await startWithThree()
    app.rename('Quail')
    const closing = app.session.close(activeOf(app))
    app.answerDiscard(answer)
    expect(await closing).toBe(closed)
    expect([app.names(), app.host.written]).toEqual([names, written])
  })

  test('of the window asks once about all that is unsaved, and saves each where it belongs', async () => {
    const app = await startWithThree()
    app.rename('Quail')
    app.documents.showNext(1)
    app.rename('Lions')
    const closing = app.session.mayCloseWindow()
    expect(app.dialogs.current.value).toMatchObject({ kind: 'discard', names: ['cats', 'emus'] })
    app.answerDiscard('save')
    expect(await closing).toBe(true)
    expect(app.host.written).toEqual(['opened cats.loom (5)', 'opened emus.loom (5)'])
    expect(await app.session.mayCloseWindow(), 'nothing is left to ask').toBe(true)
  })

  test('of the window does not go on when one cannot be saved', async () => {
    const app = await startWithThree()
    app.rename('Quail')
    app.host.isFull = true
    const closing = app.session.mayCloseWindow()
    app.answerDiscard('save')
    expect(await closing).toBe(false)
    expect(app.documents.active.value.isSaved.value).toBe(false)
  })
})

test('an export is named after the document', async () => {
  const { session, host } = startSession()
  host.next = graphFile('cats.loom', 'Cats')
  await session.open()
  await session.exportOnnx(18)
  expect(host.written).toEqual(['onnx cats.onnx (18)'])
})
