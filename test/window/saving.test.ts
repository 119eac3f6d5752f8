import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { FileProblemCode } from '../../core/contract/file-problem'
import { warning } from '../../core/diagnostic/diagnostic'
import { graphFile } from './fakes'
import { settled, startSession } from './start-session'

beforeEach(() => {
  vi.stubGlobal('reportError', (bug: unknown) => {
    throw bug
  })
  return () => vi.unstubAllGlobals()
})

/** A graph that was opened from `cats.loom` and renamed since. */
async function startChanged(file = 'cats.loom') {
  const app = startSession()
  app.host.next = graphFile(file, 'Cats')
  await app.session.open()
  app.rename('Lions')
  return app
}

describe('a file that is not what it was', () => {
  const save = async (against: FileProblemCode) => {
    const app = await startChanged()
    app.host.against.push(against)
    const saving = app.session.save()
    await settled()
    return { ...app, saving }
  }

  test.each(['changed-on-disk', 'gone-from-disk'] as const)(
    '(%s) is asked about before it is written',
    async (code) => {
      const { saving, dialogs, answerQuestion, host, editor } = await save(code)
      expect(dialogs.current.value).toMatchObject({
        kind: 'file-question',
        file: 'cats.loom',
        problem: { code },
      })
      expect(host.written).toEqual([])
      answerQuestion('over')
      expect(await saving).toBe(true)
      expect(host.written).toEqual(['opened cats.loom (5)'])
      expect(editor.isSaved).toBe(true)
    },
  )

  test('stays when the user cancels, and so do the changes', async () => {
    const { saving, answerQuestion, host, editor, said } = await save('changed-on-disk')
    answerQuestion('cancel')
    expect(await saving).toBe(false)
    expect([host.written, editor.isSaved, said()]).toEqual([[], false, []])
  })

  test('stays beside the graph under another name', async () => {
    const { saving, answerQuestion, answerSaveAs, host, name } = await save('changed-on-disk')
    answerQuestion('elsewhere')
    await settled()
    answerSaveAs('lions')
    expect(await saving).toBe(true)
    expect([host.written, name()]).toEqual([['new lions.loom (5)'], 'lions'])
  })

  test('is no question where no answer could help', async () => {
    const { saving, dialogs, editor, said } = await save('read-only-file')
    expect(await saving).toBe(false)
    expect([dialogs.current.value, editor.isSaved]).toEqual([null, false])
    expect(said()).toEqual(['"cats.loom" is write-protected.'])
  })

  test('may be chosen by a new click when the first was too long ago', async () => {
    const app = await startChanged('example.loom')
    const saving = app.session.saveAs()
    await settled()
    app.host.against.push('asked-too-late')
    app.answerSaveAs('mine')
    await settled()
    expect(app.host.written).toEqual([])
    app.answerQuestion('over')
    expect(await saving).toBe(true)
    expect(app.host.written).toEqual(['new mine.loom (5)'])
  })
})

test('a report of both backends may be given its place by a new click too', async () => {
  const { session, host, editor, answerQuestion, said } = startSession()
  const report = {
    tolerance: 0.002,
    entries: [],
    first: null,
    adapter: '',
    runtime: '',
    runMs: { webgpu: 0, wasm: 0 },
  }
  host.against.push('asked-too-late')
  const saving = session.saveParityReport(editor.document, report)
  await settled()
  expect([host.written, said()]).toEqual([[], []])
  answerQuestion('over')
  await saving
  expect(host.written).toEqual(['new Untitled-parity.loom (0)'])
})

describe('a graph whose values are missing here', () => {
  const missing = ['nodes/conv/weights/weight', 'nodes/block/layer:p/params/picture'].map((path) =>
    warning('weights/missing', { kind: 'file', path }, 'It is missing.'),
  )
  const LACKING = 'conv.weight, block/layer:p.picture'
  const startLacking = async () => {
    const app = await startChanged()
    app.live.missing = missing
    return app
  }

  test('does not take them out of its file unasked; and is asked about once', async () => {
    const { session, host, editor, notices, said, rename } = await startLacking()
    expect(await session.save()).toBe(false)
    expect([host.written, editor.isSaved]).toEqual([[], false])
    expect(said()).toEqual([
      `cats.loom is not saved yet, because it could lose what is missing here: ${LACKING}.`,
    ])
    notices.current.value[0]?.action?.run()
    await settled()
    expect([host.written, editor.isSaved]).toEqual([['opened cats.loom (5)'], true])
    expect(said()).toEqual([`Saved cats.loom, without what is missing: ${LACKING}.`])
    rename('Tigers')
    expect(await session.save()).toBe(true)
    expect(host.written).toEqual(['opened cats.loom (5)', 'opened cats.loom (6)'])
  })

  test('goes under another name without a question, and the question about the first is gone', async () => {
    const { session, host, answerSaveAs, said } = await startLacking()
    expect(await session.save()).toBe(false)
    const saving = session.saveAs()
    await settled()
    answerSaveAs('lions')
    expect(await saving).toBe(true)
    expect(host.written).toEqual(['new lions.loom (5)'])
    expect(said()).toEqual([`Saved lions.loom, without what is missing: ${LACKING}.`])
  })

  test('that is closed is asked about no more', async () => {
    const { session, documents, said } = await startLacking()
    expect(await session.save()).toBe(false)
    documents.remove(documents.active.value.id)
    expect(said()).toEqual([])
  })
})

test('what is being written stays in the engine until it is, though its tab be closed', async () => {
  const { session, live } = await startChanged()
  const held: number[] = []
  live.duringSave = () => held.push(live.heldNow)
  expect(await session.save()).toBe(true)
  expect([held, live.heldNow]).toEqual([[1], 0])
})

test('a backup that was opened is saved under the name that it is of', async () => {
  const app = await startChanged('cats.loom.backup')
  expect(app.name()).toBe('cats')
  const saving = app.session.save()
  await settled()
  app.answerSaveAs(app.name())
  expect(await saving).toBe(true)
  expect(app.host.written).toEqual(['new cats.loom (5)'])
})

test('an untouched document that is being saved is not replaced by a file that comes meanwhile', async () => {
  const { session, host, answerSaveAs, names, documents } = startSession()
  const shown = documents.active.value
  const saving = session.saveAs()
  await settled()
  host.next = graphFile('cats.loom', 'Cats')
  await session.open()
  expect(names()).toEqual([shown.name.value, 'cats'])
  answerSaveAs('mine')
  expect(await saving).toBe(true)
  expect(names()).toEqual(['mine', 'cats'])
})

describe('two saves at once', () => {
  test('come one after the other, the second with what was edited in between', async () => {
    const app = await startChanged()
    app.host.against.push('changed-on-disk')
    const first = app.session.save()
    const second = app.session.save()
    await settled()
    app.rename('Tigers!')
    app.answerQuestion('over')
    expect(await Promise.all([first, second])).toEqual([true, true])
    expect(app.host.written).toEqual(['opened cats.loom (5)', 'opened cats.loom (7)'])
    expect(app.editor.isSaved).toBe(true)
  })

  test('of two documents go to their own files', async () => {
    const app = await startChanged()
    const first = app.session.save()
    app.session.startNew()
    app.rename('New')
    const second = app.session.save()
    await settled()
    app.answerSaveAs('new')
    expect(await Promise.all([first, second])).toEqual([true, true])
    expect(app.host.written).toEqual(['opened cats.loom (5)', 'new new.loom (3)'])
    expect(app.names()).toEqual(['cats', 'new'])
  })

  test('a document that is closed before its turn is not saved', async () => {
    const app = await startChanged()
    app.host.against.push('changed-on-disk')
    const first = app.session.save()
    const second = app.session.save()
    await settled()
    app.documents.remove(app.documents.active.value.id)
    app.answerQuestion('over')
    expect(await Promise.all([first, second])).toEqual([true, false])
    expect(app.host.written).toEqual(['opened cats.loom (5)'])
  })

  test('tell what is still going on', async () => {
    const app = await startChanged()
    app.host.against.push('changed-on-disk')
    const saving = app.session.save()
    await settled()
    await app.session.exportOnnx(18)
    expect(app.session.busy.value).toBe('Saving cats.loom')
    app.answerQuestion('cancel')
    await saving
    expect(app.session.busy.value).toBeNull()
  })
})

describe('a graph as text with loaded weights', () => {
  const open = async (kind: 'browser' | 'desktop') => {
    const app = startSession()
    app.host.kind = kind
    app.live.companions = ['weights/w.safetensors']
    app.host.next = graphFile('cats.loom.json', 'Cats')
    await app.session.open()
    return app
  }

  test('is saved with them beside it on the desktop', async () => {
    const { session, host } = await open('desktop')
    expect(await session.save()).toBe(true)
    expect(host.written).toEqual(['opened cats.loom.json (4) with weights/w.safetensors'])
  })

  test('becomes one file in a browser, which cannot put anything beside it', async () => {
    const { session, host, answerSaveAs } = await open('browser')
    const saving = session.save()
    await settled()
    answerSaveAs('cats')
    expect(await saving).toBe(true)
    expect(host.written).toEqual(['new cats.loom (4)'])
  })
})
