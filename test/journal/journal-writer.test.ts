import { describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../core/base/result'
import { fileProblem, type FileProblem } from '../../core/contract/file-problem'
import type { JournalId, JournalStore } from '../../core/contract/journal'
import { emptyDocument } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createJournalWriter, type JournalWriter } from '../../core/journal/journal-writer'
import { readJournal, type ReadJournal } from '../../core/journal/read-journal'
import { allNodes } from '../helpers/random-graph'
import { fakeClock } from '../live/fake-clock'

const FULL = fileProblem('disk-full', 'journal')
const ID = 'abcdefgh' as JournalId

/** A store whose writes end when the test says so, and time that passes when it says so. */
function setUp() {
  let text = ''
  let isFull = false
  const clock = fakeClock()
  const log: string[] = []
  const problems: FileProblem[] = []
  function write(what: string, next: string): Promise<Result<null, FileProblem>> {
    log.push(isFull ? `${what} refused` : what)
    if (isFull) return Promise.resolve(fail(FULL))
    text = next
    return Promise.resolve(ok(null))
  }
  const store: Pick<JournalStore, 'begin' | 'append'> = {
    begin: (_id, next) => write('begin', next),
    append: (_id, lines) => write(`append ${lines.split('\n').length - 1}`, text + lines),
  }
  const editor = createEditor(emptyDocument(), allNodes)
  const writer = createJournalWriter({
    id: ID,
    head: { name: 'faces', file: null },
    document: editor.document,
    unsaved: 0,
    store,
    clock,
    onProblem: (problem) => problems.push(problem),
    reportBug(bug) {
      throw bug
    },
  })
  let unsaved = 0
  editor.subscribe(({ document, diff }) =>
    writer.change({ document, diff, label: 'Rename', unsaved: ++unsaved }),
  )
  return {
    editor,
    writer,
    log,
    problems,
    setFull: (full: boolean) => (isFull = full),
    read: () => read(text),
    length: () => text.length,
    async pass(ms: number): Promise<void> {
      for (let passed = 0; passed <= ms; passed++) {
        clock.advance(passed === 0 ? 0 : 1)
        for (let turn = 0; turn < 5; turn++) await Promise.resolve()
      }
    },
  }
}

function read(text: string): ReadJournal {
  const journal = readJournal(text, allNodes)
  if (!journal.ok) throw new Error(journal.error.message)
  return journal.value
}

function nameIn({ latest }: ReadJournal): string {
  const state = latest.read()
  if (!state.ok) throw new Error(state.error[0]?.message)
  return state.value.document.project.name
}

function rename(editor: Editor, name: string): void {
  editor.dispatch({ type: 'project/edit', change: { name } })
}

async function isSettled(writer: JournalWriter, pass: (ms: number) => Promise<void>): Promise<boolean> {
  const settled = writer.settled()
  await pass(100)
  return settled
}

describe('the writer of a journal', () => {
  test('begins at once, and lets a drag go together', async () => {
    const { editor, log, pass, read, writer } = setUp()
    await pass(0)
    expect(log).toEqual(['begin'])
    for (let step = 0; step < 60; step++) {
      rename(editor, `drag ${step}`)
      await pass(16)
    }
    expect(await isSettled(writer, pass)).toBe(true)
    expect(nameIn(read())).toBe('drag 59')
    expect(read().latest.unsaved).toBe(60)
    expect(log.length).toBeLessThan(12)
    expect(log.filter((entry) => entry === 'begin')).toHaveLength(1)
  })

  test('an edit is kept 200 ms later whatever went before', async () => {
    const { editor, pass, read } = setUp()
    for (let step = 0; step < 40; step++) {
      rename(editor, `edit ${step}`)
      await pass(step % 7 === 0 ? 0 : 13 * (step % 5))
      rename(editor, `late ${step}`)
      await pass(200)
      expect(nameIn(read())).toBe(`late ${step}`)
    }
  })

  test('after a failure says so, goes on, and writes everything anew when there is room', async () => {
    const { editor, writer, log, problems, setFull, pass, read } = setUp()
    await pass(200)
    setFull(true)
    rename(editor, 'lost?')
    expect(await isSettled(writer, pass)).toBe(false)
    expect(problems).toEqual([FULL])
    rename(editor, 'more')
    setFull(false)
    await pass(4000)
    expect(nameIn(read())).toBe('more')
    expect(read().loss).toBeNull()
    expect(log).toEqual(['begin', 'append 1 refused', 'begin'])
  })

  test('writes anew when the log has outgrown the graph, and keeps the points', async () => {
    const { editor, writer, log, pass, read, length } = setUp()
    const thumbnail = 'b'.repeat(64) as never
    rename(editor, 'first point')
    await pass(200)
    writer.point(thumbnail)
    let longest = 0
    for (let step = 0; step < 80; step++) {
      editor.dispatch({ type: 'project/edit', change: { description: `${step}`.padEnd(9000, 'x') } })
      await pass(200)
      longest = Math.max(longest, length())
    }
    expect(log.filter((entry) => entry === 'begin').length).toBeGreaterThan(1)
    expect(longest).toBeLessThan(700_000)
    const names = [read().latest, ...read().earlier].map((state) => {
      const { ok, ...rest } = state.read()
      return ok && 'value' in rest ? rest.value.document.project.name : null
    })
    expect(names).toEqual(['first point', 'first point', 'Untitled'])
    expect(read().latest).toMatchObject({ unsaved: 81, thumbnail })
  })

  test('remembers over a new beginning that all is saved, and that it was put away', async () => {
    const { editor, writer, setFull, pass, read } = setUp()
    await pass(200)
    rename(editor, 'cat')
    setFull(true)
    await pass(200)
    writer.saved({ name: 'cat', file: { name: 'cat.loom' } }, 0)
    writer.putAway()
    setFull(false)
    await pass(4000)
    expect(read()).toMatchObject({ file: { name: 'cat.loom' }, isPutAway: true, latest: { unsaved: 0 } })
  })

  test('once stopped writes nothing more', async () => {
    const { editor, writer, log, pass } = setUp()
    await pass(200)
    rename(editor, 'gone')
    writer.stop()
    expect(await writer.settled()).toBe(false)
    await pass(5000)
    expect(log).toEqual(['begin'])
  })
})
