import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../core/base/result'
import { fileProblem } from '../../core/contract/file-problem'
import { createDocument, emptyDocument, type Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createDocuments } from '../../renderer/documents/documents'
import { START, type LiveState } from '../../renderer/engine/live-state'
import { nextCard, type CardBox } from '../../renderer/gallery/grid-keys'
import { createRecentStore } from '../../renderer/gallery/recent-store'
import { rememberOpen } from '../../renderer/gallery/remember-open'
import type { HostRecent, RecentFile, RecentId } from '../../renderer/host/recent'
import type { OpenResult } from '../../renderer/host/host'
import { createEditorStore } from '../../renderer/state/editor-store'
import { createNotices } from '../../renderer/state/notices'
import { english } from '../../renderer/text/en'
import { allNodes } from '../helpers/random-graph'
import { fileHandle, graphFile } from './fakes'

describe('arrow keys among cards', () => {
  /** Cards of 100 × 100 in rows: `[3, 2]` are three, then two below them. */
  const rows = (...counts: readonly number[]): readonly CardBox[] =>
    counts.flatMap((count, row) =>
      Array.from({ length: count }, (_, column) => ({
        left: column * 110,
        top: row * 130,
        width: 100,
        height: 100,
      })),
    )

  test.each<[from: number, key: string, to: number | null]>([
    [0, 'ArrowRight', 1],
    [2, 'ArrowRight', 3],
    [4, 'ArrowRight', null],
    [0, 'ArrowLeft', null],
    [3, 'ArrowLeft', 2],
    [1, 'ArrowDown', 4],
    [2, 'ArrowDown', 4],
    [3, 'ArrowDown', null],
    [4, 'ArrowUp', 1],
    [0, 'ArrowUp', null],
    [1, 'End', 4],
    [4, 'Home', 0],
    [1, 'x', null],
    [9, 'ArrowRight', null],
  ])('from %i by %s to %s', (from, key, to) => {
    expect(nextCard(rows(3, 2), from, key)).toBe(to)
  })
})

/** A host's memory that notes what it is told. */
function fakeRecent(files: readonly RecentFile[] = []) {
  const told: string[] = []
  const listeners: (() => void)[] = []
  let answer: OpenResult | null = null
  const recent: HostRecent = {
    isKept: true,
    list: () => Promise.resolve(files),
    open: () => Promise.resolve(answer),
    remember: (handle, thumbnail) =>
      Promise.resolve(void told.push(`${handle} ${thumbnail ? `picture ${thumbnail.length}` : '-'}`)),
    forget: (id) => Promise.resolve(void told.push(`forget ${id}`)),
    clear: () => Promise.resolve(void told.push('clear')),
    onChanged: (listener) => (listeners.push(listener), () => undefined),
  }
  return {
    recent,
    told,
    change: () => listeners.forEach((listener) => listener()),
    answers: (next: OpenResult | null) => (answer = next),
  }
}

const CATS: RecentFile = {
  id: 'recent-0123456789abcdef' as RecentId,
  name: 'cats.loom',
  folder: '~',
  time: 0,
  thumbnail: null,
  isMissing: false,
}

describe('what is opened is remembered', () => {
  function start() {
    const root = createEditor(emptyDocument(), allNodes)
    const documents = createDocuments(root, createEditorStore(root))
    const state = signal<LiveState>({ ...START, status: 'running' })
    let canvas: HTMLCanvasElement | null = null
    const { recent, told } = fakeRecent()
    const stop = rememberOpen({
      documents,
      live: { state },
      recent,
      picture: () => canvas,
      makeThumbnail: () => Promise.resolve(new Uint8Array(5)),
      reportBug,
    })
    return {
      documents,
      told,
      stop,
      open: (name: string, isOurs = true) =>
        documents.add(named(name), { file: { handle: isOurs ? fileHandle(`file-${name}`) : null, name } }),
      /** The run is over, with a picture or without. */
      async settles(hasPicture = true) {
        canvas = hasPicture ? ({} as HTMLCanvasElement) : null
        state.value = { ...START, status: 'idle' }
        await turns()
      },
      async runs() {
        canvas = null
        state.value = { ...START, status: 'running' }
        await turns()
      },
    }
  }

  test('at once, and with its picture as soon as there is one', async () => {
    const { open, told, settles, runs } = start()
    open('a')
    await turns()
    expect(told).toEqual(['file-a -'])
    await settles(false)
    expect(told).toEqual(['file-a -'])
    await runs()
    await settles()
    expect(told).toEqual(['file-a -', 'file-a picture 5'])
    await runs()
    await settles()
    expect(told).toHaveLength(2)
  })

  test('but no example, and no picture of another tab', async () => {
    const { open, told, settles, documents } = start()
    open('example', false)
    const a = open('a')
    open('b')
    await settles()
    expect(told).toEqual(['file-a -', 'file-b -', 'file-b picture 5'])
    documents.remove(a.id)
    await settles()
    expect(told).toHaveLength(3)
  })

  test('again when it is saved, with the picture of what was saved', async () => {
    const { open, told, settles, documents } = start()
    const { id } = open('a')
    await settles()
    told.length = 0
    documents.markSaved(id, documents.contentOf(id), { handle: fileHandle('file-b'), name: 'b' })
    await turns()
    expect(told).toEqual(['file-b -', 'file-b picture 5'])
  })

  test('until it stops', async () => {
    const { open, told, settles, stop } = start()
    stop()
    open('a')
    await settles()
    expect(told).toEqual([])
  })
})

describe('the list of recent files', () => {
  function start(files = [CATS]) {
    const fake = fakeRecent(files)
    const given: OpenResult[] = []
    const notices = createNotices()
    const store = createRecentStore(
      fake.recent,
      { openGiven: (file) => Promise.resolve(void given.push(file)) },
      notices,
      reportBug,
    )
    return { ...fake, store, given, said: () => notices.current.value.map(({ message }) => message) }
  }

  test('is looked up when asked for and when it changes', async () => {
    const { store, change } = start()
    expect(store.files.value).toBeNull()
    change()
    await turns()
    expect(store.files.value).toEqual([CATS])
  })

  test('opens a file, or hands on why not', async () => {
    const { store, given, answers, said } = start()
    const opened = ok(graphFile('cats.loom', 'Cats'))
    answers(opened)
    await store.open(CATS)
    const gone = fail(fileProblem('not-found', 'cats.loom'))
    answers(gone)
    await store.open(CATS)
    expect(given).toEqual([opened, gone])
    expect(said()).toEqual([])
  })

  test('says so when the page may not read it', async () => {
    const { store, given, said } = start()
    await store.open(CATS)
    expect(given).toEqual([])
    expect(said()).toEqual(['cats.loom was not opened, because the page may not read it.'])
  })
})

test.each([
  [0, 'just now'],
  [61, '1 minute ago'],
  [59 * 60, '59 minutes ago'],
  [60 * 60, '1 hour ago'],
  [47 * 60 * 60, '1 day ago'],
  [6 * 24 * 60 * 60, '6 days ago'],
  [30 * 24 * 60 * 60, 'Jun 1, 2026'],
])('%i seconds before is %s', (seconds, text) => {
  const now = new Date(2026, 6, 1, 12).getTime()
  expect(english.gallery.when(now - seconds * 1000, now)).toBe(text)
})

function reportBug(bug: unknown): never {
  throw bug
}

function named(name: string): Document {
  return createDocument({ name, description: '' }, [], [])
}

/** Lets everything that waits for a promise go on. */
async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}
