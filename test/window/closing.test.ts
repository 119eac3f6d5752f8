import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { createWindowCloser } from '../../renderer/files/closing'
import { graphFile } from './fakes'
import { settled, startSession } from './start-session'

/** Graphs that were opened from files; the last one is shown. */
async function startWith(...names: readonly string[]) {
  const app = startSession()
  for (const name of names) {
    app.host.next = graphFile(`${name}.loom`, name)
    await app.session.open()
  }
  const idOf = (name: string) =>
    required(
      app.documents.all.value.find((open) => open.name.value === name),
      name,
    ).id
  return {
    ...app,
    idOf,
    asked: () => {
      const shown = app.dialogs.current.value
      return shown?.kind === 'discard' ? shown.names : null
    },
    renameIn(name: string, to: string) {
      app.documents.show(idOf(name))
      app.rename(to)
    },
    /** Once, while the next save is under way. */
    duringNextSave(work: () => void) {
      app.live.duringSave = () => {
        app.live.duringSave = () => undefined
        work()
      }
    },
  }
}

/** Several graphs, one after the other. */
async function allSaved(): Promise<void> {
  for (let graph = 0; graph < 5; graph++) await settled()
}

describe('what is edited while it is saved to be closed', () => {
  test('is asked about before the tab goes', async () => {
    const app = await startWith('cats')
    app.rename('Lions')
    const closing = app.session.close(app.idOf('cats'))
    app.duringNextSave(() => app.rename('Tigers'))
    app.answerDiscard('save')
    await allSaved()
    expect([app.names(), app.asked()]).toEqual([['cats'], ['cats']])
    app.answerDiscard('save')
    expect(await closing).toBe(true)
    expect(app.host.written).toEqual(['opened cats.loom (5)', 'opened cats.loom (6)'])
  })

  test('is asked about before the window goes, and nothing else is', async () => {
    const app = await startWith('cats', 'dogs')
    app.renameIn('cats', 'Lions')
    app.renameIn('dogs', 'Wolves')
    const closing = app.session.mayCloseWindow()
    expect(app.asked()).toEqual(['cats', 'dogs'])
    app.duringNextSave(() => app.duringNextSave(() => app.renameIn('cats', 'Tigers')))
    app.answerDiscard('save')
    await allSaved()
    expect(app.asked()).toEqual(['cats'])
    app.answerDiscard('cancel')
    expect(await closing).toBe(false)
  })

  test('is asked about when it is another graph', async () => {
    const app = await startWith('cats')
    app.rename('Lions')
    const closing = app.session.mayCloseWindow()
    app.duringNextSave(() => {
      app.session.startNew()
      app.rename('New')
    })
    app.answerDiscard('save')
    await allSaved()
    expect(app.asked()).toEqual(['New'])
    app.answerDiscard('discard')
    expect(await closing).toBe(true)
  })
})

test('a graph that comes while the question is shown does not go with those that were asked about', async () => {
  const app = await startWith('cats')
  app.rename('Lions')
  const closing = app.session.mayCloseWindow()
  app.session.startNew()
  app.rename('New')
  app.answerDiscard('discard')
  await allSaved()
  expect(app.asked()).toEqual(['New'])
  app.answerDiscard('discard')
  expect(await closing).toBe(true)
})

describe('asked a second time', () => {
  test('a tab is closed once, by the answer to the first question', async () => {
    const app = await startWith('cats', 'dogs')
    app.rename('Wolves')
    app.host.against.push('changed-on-disk')
    const first = app.session.close(app.idOf('dogs'))
    app.answerDiscard('save')
    await allSaved()
    const second = app.session.close(app.idOf('dogs'))
    expect(app.dialogs.current.value?.kind).toBe('file-question')
    app.answerQuestion('over')
    expect(await Promise.all([first, second])).toEqual([true, true])
    expect([app.names(), app.host.written]).toEqual([['cats'], ['opened dogs.loom (6)']])
  })

  test('all others are closed together with the one that is being closed already', async () => {
    const app = await startWith('cats', 'dogs', 'emus')
    app.renameIn('dogs', 'Wolves')
    const one = app.session.close(app.idOf('dogs'))
    const others = app.session.closeOthers(app.idOf('cats'))
    expect(app.asked()).toEqual(['dogs'])
    app.answerDiscard('cancel')
    expect(await Promise.all([one, others])).toEqual([false, false])
    expect(app.names()).toEqual(['cats', 'dogs'])
  })

  test('the window has one question', async () => {
    const app = await startWith('cats')
    app.rename('Lions')
    const both = [app.session.mayCloseWindow(), app.session.mayCloseWindow()]
    app.answerDiscard('discard')
    expect(app.dialogs.current.value).toBeNull()
    expect(await Promise.all(both)).toEqual([true, true])
    const later = app.session.mayCloseWindow()
    expect(app.asked(), 'a new wish, a new question').toEqual(['cats'])
    app.answerDiscard('cancel')
    expect(await later).toBe(false)
  })

  test('the window waits for the question of a tab, and asks about what is left', async () => {
    const app = await startWith('cats', 'dogs')
    app.renameIn('cats', 'Lions')
    app.renameIn('dogs', 'Wolves')
    const tab = app.session.close(app.idOf('dogs'))
    const window = app.session.mayCloseWindow()
    expect(app.asked()).toEqual(['dogs'])
    app.answerDiscard('discard')
    expect(await tab).toBe(true)
    await allSaved()
    expect(app.asked()).toEqual(['cats'])
    app.answerDiscard('discard')
    expect(await window).toBe(true)
  })
})

test('a tab that went by itself while it was asked about is not removed again', async () => {
  const app = await startWith('cats', 'dogs')
  app.rename('Wolves')
  const closing = app.session.close(app.idOf('dogs'))
  app.documents.remove(app.idOf('dogs'))
  app.answerDiscard('save')
  expect(await closing).toBe(true)
  expect([app.names(), app.host.written]).toEqual([['cats'], []])
})

describe('the window', () => {
  function start(mayClose: () => Promise<boolean>, close = () => Promise.resolve()) {
    const done: string[] = []
    const closeWindow = createWindowCloser({
      mayClose,
      close: async () => {
        await close()
        done.push('closed')
      },
      keepOpen: () => void done.push('kept'),
    })
    return { done, closeWindow }
  }
  const bug = () => Promise.reject(new Error('a bug'))

  test('is closed once, however often that is asked for', async () => {
    const { done, closeWindow } = start(() => Promise.resolve(true))
    await Promise.all([closeWindow(), closeWindow()])
    expect(done).toEqual(['closed'])
  })

  test('is kept open once, by the one answer', async () => {
    const { done, closeWindow } = start(() => Promise.resolve(false))
    await Promise.all([closeWindow(), closeWindow()])
    expect(done).toEqual(['kept'])
  })

  test.each([
    ['the question', start(bug)],
    ['the end', start(() => Promise.resolve(true), bug)],
  ])('is kept open, and says so, when a bug is in the way of %s', async (_what, { done, closeWindow }) => {
    await expect(closeWindow()).rejects.toThrow('a bug')
    expect(done).toEqual(['kept'])
  })
})
