import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { fail } from '../../core/base/result'
import { fileProblem } from '../../core/contract/file-problem'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createDocuments } from '../../renderer/documents/documents'
import { writeGraph } from '../../renderer/files/write-file'
import { createJournal } from '../../renderer/journal/journal'
import { askHowToSave, askToDiscard, createDialogs, type DialogRequest } from '../../renderer/state/dialogs'
import { createEditorStore } from '../../renderer/state/editor-store'
import {
  askAboutFile,
  canCompare,
  compareWithFile,
  type FileQuestion,
} from '../../renderer/state/file-question'
import { createNotices } from '../../renderer/state/notices'
import { allNodes } from '../helpers/random-graph'
import { createMemoryJournal, type MemoryJournal } from '../journal/memory-journal'
import { fakeHost, fakeLive, fileHandle } from './fakes'
import { settled } from './start-session'

const report = (title: string): DialogRequest => ({ kind: 'report', title, text: '', diagnostics: [] })
const changed = fileProblem('changed-on-disk', 'cats.loom')

/** Dialogs, with what became of each of them in `ended`. */
function start() {
  const dialogs = createDialogs()
  const ended: string[] = []
  return {
    dialogs,
    ended,
    shown: () => dialogs.current.value?.kind ?? null,
    askToDiscard: () => void askToDiscard(dialogs, ['cats']).then((answer) => ended.push(answer)),
    askHowToSave: () =>
      void askHowToSave(dialogs, 'cats', false).then((answer) => ended.push(answer?.name ?? 'not saved')),
    askAboutFile: () =>
      void askAboutFile(dialogs, { file: 'cats.loom', handle: null, problem: changed }).then((answer) =>
        ended.push(answer),
      ),
    recover: () =>
      dialogs.open({ kind: 'recovery', isEarlier: false, closed: () => void ended.push('put off') }),
    answerQuestion(answer: 'over' | 'elsewhere') {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'file-question') throw new Error(`the dialog is ${request.kind}`)
      request.answer(answer)
      dialogs.close()
    },
  }
}

describe('a dialog that asks', () => {
  test('waits for the one that is open, whatever that is', async () => {
    const app = start()
    app.dialogs.open({ kind: 'settings' })
    app.dialogs.open(report('broken'))
    app.askHowToSave()
    app.askAboutFile()
    expect(app.shown()).toBe('settings')
    for (const kind of ['save-as', 'file-question', 'report', null]) {
      app.dialogs.close()
      expect(app.shown()).toBe(kind)
    }
    await settled()
    expect(app.ended).toEqual(['not saved', 'cancel'])
  })

  test('is not cancelled by what comes before it', async () => {
    const app = start()
    app.askHowToSave()
    app.recover()
    app.dialogs.open(report('broken'))
    expect(app.shown()).toBe('save-as')
    app.askToDiscard()
    expect(app.shown()).toBe('discard')
    app.dialogs.open({ kind: 'problem-report' })
    await settled()
    expect([app.shown(), app.ended]).toEqual(['problem-report', []])
    for (const kind of ['discard', 'save-as', 'recovery', 'report', null]) {
      app.dialogs.close()
      expect(app.shown()).toBe(kind)
    }
    await settled()
    expect(app.ended.toSorted()).toEqual(['cancel', 'not saved', 'put off'])
  })

  test('about closing is seen at once, in place of what can be opened again', () => {
    const app = start()
    app.dialogs.open({ kind: 'settings' })
    app.askToDiscard()
    expect(app.shown()).toBe('discard')
    app.dialogs.close()
    expect(app.shown()).toBeNull()
  })

  test('may follow from an answer, and comes before the news that wait', async () => {
    const app = start()
    void askAboutFile(app.dialogs, { file: 'cats.loom', handle: null, problem: changed })
      .then((answer) => answer)
      .then((answer) => {
        if (answer === 'elsewhere') app.askHowToSave()
      })
    app.recover()
    app.dialogs.open(report('broken'))
    app.answerQuestion('elsewhere')
    await settled()
    expect([app.shown(), app.ended]).toEqual(['save-as', []])
    for (const kind of ['recovery', 'report', null]) {
      app.dialogs.close()
      expect(app.shown()).toBe(kind)
    }
  })
})

describe('a dialog that the user opens', () => {
  test('takes the place of the one that it was opened from', () => {
    const { dialogs, shown } = start()
    dialogs.open({ kind: 'settings' })
    dialogs.open({ kind: 'about' })
    expect(shown()).toBe('about')
    dialogs.close()
    expect(shown()).toBeNull()
  })
})

test('one kind of dialog can be closed though another has come before it', () => {
  const app = start()
  app.recover()
  app.askToDiscard()
  app.dialogs.close('recovery')
  expect([app.shown(), app.ended]).toEqual(['discard', ['put off']])
  app.dialogs.close('recovery')
  expect(app.shown(), 'it is closed already').toBe('discard')
  app.dialogs.close()
  expect(app.shown()).toBeNull()
})

/** A window whose graph can be edited; it has what windows before it left in `store`. */
function openWindow(store: MemoryJournal) {
  const editor = createEditor(emptyDocument(), allNodes)
  const documents = createDocuments(editor, createEditorStore(editor))
  const dialogs = createDialogs()
  const live = fakeLive()
  const locks = {
    query: () => Promise.resolve({}),
    request: async (_name: string, _options: unknown, use: (lock: unknown) => unknown) => use({}),
  }
  const journal = createJournal({
    window: { navigator: { locks } } as unknown as Window,
    store,
    documents,
    live,
    registry: allNodes,
    dialogs,
    notices: createNotices(),
    picture: () => null,
    reportBug(bug) {
      throw bug
    },
  })
  return { editor, documents, dialogs, live, journal }
}

test('the values of a recovered graph are kept by the engine until its document is open', async () => {
  const store = createMemoryJournal()
  const gone = openWindow(store)
  gone.editor.dispatch({ type: 'project/edit', change: { name: 'Lost' } })
  await gone.journal.settled(gone.documents.active.value.id)
  const { documents, live, journal } = openWindow(store)
  const { recovery } = journal
  const heldBy: string[] = []
  live.giveValues = () => void heldBy.push(`given, ${live.heldNow} holding`)
  await recovery.findLost()
  const stop = documents.watch(({ kind }) => void heldBy.push(`${kind}, ${live.heldNow} holding`))
  heldBy.length = 0
  await recovery.openAll()
  stop()
  expect(heldBy).toEqual(['given, 1 holding', 'closed, 1 holding', 'opened, 1 holding'])
  expect(live.heldNow).toBe(0)
})

test('what can be recovered is offered again after the question that came before it, until the user puts it off', async () => {
  const store = createMemoryJournal()
  const gone = openWindow(store)
  gone.editor.dispatch({ type: 'project/edit', change: { name: 'Lost' } })
  await gone.journal.settled(gone.documents.active.value.id)
  const { dialogs, journal } = openWindow(store)
  const left = () => journal.recovery.offers.value.map((offer) => offer.journal.name)
  await journal.start(false)
  for (let turn = 0; turn < 10; turn++) await settled()
  expect([dialogs.current.value?.kind, left()]).toEqual(['recovery', ['Lost']])

  const asked = askToDiscard(dialogs, ['cats'])
  dialogs.close()
  expect(await asked).toBe('cancel')
  await settled()
  expect([dialogs.current.value?.kind, left()]).toEqual(['recovery', ['Lost']])

  await journal.offerEarlier()
  dialogs.close()
  expect([dialogs.current.value, left()]).toEqual([null, []])
  await settled()
  await journal.offerEarlier()
  expect(dialogs.current.value).toMatchObject({ kind: 'recovery', isEarlier: true })
})

describe('a file that was changed elsewhere', () => {
  function startTwo() {
    const editor = createEditor(emptyDocument(), allNodes)
    const documents = createDocuments(editor, createEditorStore(editor))
    const done: string[] = []
    return {
      documents,
      asked: documents.add(emptyDocument(), { file: null }),
      other: documents.add(emptyDocument(), { file: null }),
      done,
      parts: {
        documents,
        drawer: { show: (panel: string) => void done.push(panel) },
        diff: {
          chooseFile: (side: string, handle?: string) => {
            done.push(`${side} ${handle}, shown ${documents.active.value.id}`)
            return Promise.resolve()
          },
        },
      },
    }
  }
  const saved = { bytes: new Uint8Array(1), companions: [], warnings: [] }

  test('is compared with the graph that it is about, whatever is shown by then', async () => {
    const { asked, parts, documents, done } = startTwo()
    const dialogs = createDialogs()
    const host = { ...fakeHost(), saveGraph: () => Promise.resolve(fail(changed)) }
    const writing = writeGraph({ host, dialogs }, fileHandle('opened'), 'cats.loom', saved, asked.id)
    await settled()
    const question = dialogs.current.value as FileQuestion
    expect(canCompare(question, documents)).toBe(true)
    dialogs.close()
    await compareWithFile(question, parts)
    expect(done).toEqual(['diff', `before opened, shown ${asked.id}`])
    expect(await writing).toMatchObject({ ok: true, value: null })
  })

  test('cannot be compared with a graph that was closed meanwhile', () => {
    const { asked, documents } = startTwo()
    const question: FileQuestion = {
      kind: 'file-question',
      file: 'cats.loom',
      handle: fileHandle('opened'),
      document: asked.id,
      problem: changed,
      answer: () => undefined,
    }
    expect(canCompare(question, documents)).toBe(true)
    documents.remove(asked.id)
    expect(canCompare(question, documents)).toBe(false)
    expect(canCompare({ ...question, document: undefined, handle: null }, documents)).toBe(false)
  })
})
