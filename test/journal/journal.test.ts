import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APP_VERSION } from '../../core/app-version'
import { createRandom } from '../../core/base/random'
import { diffDocuments } from '../../core/doc/diff'
import { emptyDocument, type Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { NO_TABLES } from '../../core/file/file-tables'
import { writeDocument } from '../../core/file/write-document'
import { frameLine } from '../../core/journal/lines'
import { readJournal, type JournalState, type ReadJournal } from '../../core/journal/read-journal'
import {
  changeLine,
  composeJournal,
  pointLine,
  putAwayLine,
  savedLine,
  spreadPoints,
} from '../../core/journal/write-journal'
import { createTensorStore } from '../../core/weights/tensor-store'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const HEAD = { name: 'faces', file: { name: 'faces.loom' } }
const PICTURE = 'a'.repeat(64) as never

const textOf = (document: Document): string => writeDocument(document, NO_TABLES, APP_VERSION)
const contentOf = (state: JournalState): string => textOf(valueOf(state.read()).document)

interface Session {
  /** Every line, the base first. */
  readonly lines: readonly string[]
  /** The graph's text after each line. */
  readonly texts: readonly string[]
}

/** Random commands, undo and redo, saves and points, as a window would tell them. */
function randomSession(seed: number, steps: number): Session {
  const random = createRandom(seed, steps)
  const store = createTensorStore()
  const editor = createEditor(emptyDocument(), allNodes)
  for (let i = 0; i < 5; i++) editor.dispatch(randomCommand(editor, store, random))
  let time = 1000
  let unsaved = 0
  const first = { time, document: editor.document, unsaved, label: null, thumbnail: null }
  const lines = [composeJournal(HEAD, [first], first)]
  const texts = [textOf(editor.document)]
  function tell(line: string): void {
    lines.push(line)
    texts.push(textOf(editor.document))
  }
  editor.subscribe(({ diff }) => tell(changeLine({ time, diff, label: 'edit', unsaved: ++unsaved })))
  for (let i = 0; i < steps; i++) {
    time += 1000
    const what = random.uniform()
    if (what < 0.15) editor.undo()
    else if (what < 0.25) editor.redo()
    else if (what < 0.3) tell(savedLine(time, (unsaved = 0), HEAD.file))
    else if (what < 0.4) tell(pointLine(time, PICTURE))
    else editor.dispatch(randomCommand(editor, store, random))
  }
  return { lines, texts }
}

function read(text: string): ReadJournal {
  const journal = readJournal(text, allNodes)
  if (!journal.ok) throw new Error(journal.error.message)
  return journal.value
}

describe('a journal read back', () => {
  test('cut at any byte is the state after its last whole line', () => {
    const seed = testSeed()
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (session, cut) => {
        const { lines, texts } = randomSession(session, 40)
        const text = lines.join('')
        const base = lines[0]?.length ?? 0
        const at = base + (cut % (text.length - base + 1))
        let whole = 0
        for (let end = base; whole + 1 < lines.length && end + (lines[whole + 1]?.length ?? 0) <= at;)
          end += lines[++whole]?.length ?? 0
        const journal = read(text.slice(0, at))
        expect(contentOf(journal.latest)).toBe(texts[whole])
        expect(journal.loss).toBeNull()
      }),
      { seed, numRuns: 60 },
    )
  })

  test('cut within its base holds nothing, and says so', () => {
    const [base = ''] = randomSession(1, 0).lines
    for (const end of [0, 1, 9, base.length >> 1, base.length - 1]) {
      const journal = readJournal(base.slice(0, end), allNodes)
      expect(journal).toMatchObject({ ok: false, error: { code: 'journal/damaged' } })
    }
  })

  test('with a damaged line keeps what came before it, and counts the loss', () => {
    const seed = testSeed()
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 127 }), (session, place, flip) => {
        const { lines, texts } = randomSession(session, 30)
        const index = 1 + (place % (lines.length - 1))
        const line = lines[index] ?? ''
        const at = place % (line.length - 1)
        const damaged =
          line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ flip) + line.slice(at + 1)
        const journal = read(lines.with(index, damaged).join(''))
        expect(contentOf(journal.latest)).toBe(texts[index - 1])
        expect(journal.loss).toMatch(/could not be read; what came before is here\.$/)
      }),
      { seed, numRuns: 40 },
    )
  })

  test('every point is a state that was', () => {
    const seed = testSeed()
    fc.assert(
      fc.property(fc.nat(), (session) => {
        const { lines, texts } = randomSession(session, 60)
        const journal = read(lines.join(''))
        const points = lines.flatMap((line, i) => (line.includes('"kind":"point"') ? [texts[i]] : []))
        const known = new Set([texts[0], ...points])
        for (const state of journal.earlier) expect(known).toContain(contentOf(state))
        expect(journal.earlier.length).toBeLessThanOrEqual(8)
        const times = [journal.latest, ...journal.earlier].map(({ time }) => time)
        expect(times).toEqual(times.toSorted((a, b) => b - a))
      }),
      { seed, numRuns: 20 },
    )
  })

  test('tells what is not saved, the file, and that it was put away', () => {
    const editor = createEditor(emptyDocument(), allNodes)
    const first = { time: 1, document: editor.document, unsaved: 0, label: null, thumbnail: null }
    let text = composeJournal({ name: 'new', file: null }, [first], first)
    expect(read(text)).toMatchObject({
      name: 'new',
      file: null,
      latest: { unsaved: 0, time: 1 },
      earlier: [],
    })
    const { nodes, links, blocks } = diffDocuments(editor.document, editor.document)
    const project = { from: editor.document.project, to: { name: 'Züge', description: '' } }
    const diff = { nodes, links, blocks, project }
    text += changeLine({ time: 2, diff, label: 'Rename', unsaved: 1 })
    expect(read(text).latest).toMatchObject({ unsaved: 1, time: 2, label: 'Rename', thumbnail: null })
    text += pointLine(3, PICTURE)
    expect(read(text)).toMatchObject({ latest: { time: 2, thumbnail: PICTURE }, earlier: [{ time: 1 }] })
    text += savedLine(4, 0, { name: 'züge.loom' })
    expect(read(text)).toMatchObject({
      file: { name: 'züge.loom' },
      latest: { unsaved: 0 },
      isPutAway: false,
    })
    text += putAwayLine(5)
    expect(read(text).isPutAway).toBe(true)
  })

  test('of a newer version is left alone', () => {
    const first = { time: 1, document: emptyDocument(), unsaved: 0, label: null, thumbnail: null }
    const line = JSON.parse(composeJournal(HEAD, [first], first).slice(9)) as Record<string, unknown>
    for (const newer of [
      { ...line, version: 2 },
      { ...line, version: 2, graph: 'elsewhere' },
    ]) {
      expect(readJournal(frameLine(newer), allNodes)).toMatchObject({
        ok: false,
        error: { code: 'journal/newer' },
      })
    }
  })
})

describe('points', () => {
  test.each([
    [[0, 1, 2, 3], 8, [0, 1, 2, 3]],
    [[0, 30, 60, 90, 120], 3, [0, 60, 120]],
    [[0, 1, 2, 100], 3, [0, 2, 100]],
    [[0, 100], 1, [0, 100]],
  ])('%j to %i leaves %j', (times, most, left) => {
    expect(
      spreadPoints(
        times.map((time) => ({ time })),
        most,
      ).map(({ time }) => time),
    ).toEqual(left)
  })
})
