import { signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import { nodeId, type Sha256 } from '../../core/base/ids'
import { fail } from '../../core/base/result'
import type { JournalId } from '../../core/contract/journal'
import { createDocument, emptyDocument, type Document } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { frameLine } from '../../core/journal/lines'
import type { JournalState } from '../../core/journal/read-journal'
import { tensor, tensorBytes } from '../../core/tensor/tensor'
import type { StoredValue } from '../../core/weights/tensor-store'
import { createDocuments, type Documents } from '../../renderer/documents/documents'
import { actOnOffers } from '../../renderer/journal/act-on-offers'
import { createBlobKeeper } from '../../renderer/journal/blob-keeper'
import { createJournalKeeper, type JournalKeeper } from '../../renderer/journal/journal-keeper'
import type { JournalLocks } from '../../renderer/journal/locks'
import { createOwnJournals } from '../../renderer/journal/own-journals'
import { createRecovery, type Recovery } from '../../renderer/journal/recovery'
import { createEditorStore } from '../../renderer/state/editor-store'
import { createDialogs } from '../../renderer/state/dialogs'
import { createNotices, type Notices } from '../../renderer/state/notices'
import { allNodes } from '../helpers/random-graph'
import { fakeClock, type FakeClock } from '../live/fake-clock'
import { createMemoryJournal, type MemoryJournal } from './memory-journal'

/** One window: gone when the test makes another one without closing it. */
interface Page {
  readonly root: Editor
  readonly documents: Documents
  readonly keeper: JournalKeeper
  readonly recovery: Recovery
  readonly notices: Notices
  readonly given: StoredValue[]
}

const PNG = new Uint8Array([1, 2, 3])
const values = tensor([2], new Float32Array([1.5, -2]))
const valueName = sha256Hex(tensorBytes(values))

let store: MemoryJournal
let clock: FakeClock
let storage: Map<string, string>
/** Of all windows that live. */
let held: Set<JournalId>
let isStanding: boolean
/** Windows that are gone: one of them makes no more points. */
let crashes: number

beforeEach(() => {
  store = createMemoryJournal()
  clock = fakeClock()
  storage = new Map()
  held = new Set()
  isStanding = true
  crashes = 0
})

function openPage(vault: readonly StoredValue[] = []): Page {
  const life = crashes
  const root = createEditor(emptyDocument(), allNodes)
  const documents = createDocuments(root, createEditorStore(root))
  const notices = createNotices()
  const given: StoredValue[] = []
  const locks: JournalLocks = {
    hold(id) {
      held.add(id)
      return Promise.resolve(() => void held.delete(id))
    },
    claim: (id) => (held.has(id) ? Promise.resolve(null) : locks.hold(id)),
  }
  const own = createOwnJournals(
    () =>
      ({
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: (key: string, value: string) => void storage.set(key, value),
      }) as Storage,
  )
  const onProblem = ({ message }: { readonly message: string }): void =>
    notices.show({ tone: 'error', message })
  const reportBug = (bug: unknown): never => {
    throw bug
  }
  let made = held.size + store.texts.size
  const keeper = createJournalKeeper({
    documents,
    store,
    blobs: createBlobKeeper({
      store,
      values: (names) => vault.filter(({ sha256 }) => names.includes(sha256)),
      onProblem,
      reportBug,
    }),
    locks,
    own,
    clock,
    thumbnail: () => Promise.resolve(PNG),
    isStanding: () => isStanding && crashes === life,
    onProblem,
    reportBug,
    newId: () => `journal${String(++made).padStart(3, '0')}` as JournalId,
  })
  const recovery = createRecovery({
    documents,
    keeper,
    store,
    locks,
    own,
    registry: allNodes,
    give: (more) => void given.push(...more),
    holding: (work) => work(),
    notices,
    onProblem,
    now: () => clock.now(),
  })
  return { root, documents, keeper, recovery, notices, given }
}

/** The window is gone without a word, and with it its locks. */
function crash(isReload = false): void {
  crashes++
  held.clear()
  if (!isReload) storage.clear()
}

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += 50) {
    clock.advance(passed === 0 ? 0 : 50)
    for (let turn = 0; turn < 30; turn++) await Promise.resolve()
  }
}

/** Until `work` is done, time passes. */
async function during<Value>(work: Promise<Value>): Promise<Value> {
  const isDone = signal(false)
  const ended = work.finally(() => (isDone.value = true))
  for (let waited = 0; waited < 100 && !isDone.peek(); waited++) {
    await pass(100)
    // Hashes are worked out on another thread.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return ended
}

function rename({ root }: Page, name: string): void {
  root.dispatch({ type: 'project/edit', change: { name } })
}

const namesOf = ({ documents }: Page): readonly string[] =>
  documents.all.peek().map(({ name, isSaved }) => `${name.peek()}${isSaved.peek() ? '' : ' *'}`)

const offersOf = ({ recovery }: Page): readonly string[] =>
  recovery.offers.peek().map(({ journal: { name, latest } }) => `${name} ${latest.unsaved}`)

function withWeight(): Document {
  return createDocument(
    { name: 'loaded', description: '' },
    [
      {
        id: nodeId('bias'),
        type: 'arithmetic/bias',
        version: 1,
        position: { x: 0, y: 0 },
        params: {},
        weights: { bias: { sha256: valueName, dims: [2] } },
      },
    ],
    [],
  )
}

describe('the journal of a window', () => {
  test('begins with the first change, and is gone when the saved document is closed', async () => {
    const page = openPage()
    const { id } = page.documents.add(emptyDocument('cat'), { file: null })
    await pass(500)
    expect(store.texts.size).toBe(0)
    rename(page, 'dog')
    await pass(500)
    expect([...store.texts.values()].join('')).toContain('dog')
    page.documents.markSaved(id, page.root.document, { handle: null, name: 'dog.loom' })
    await pass(500)
    expect(store.texts.size).toBe(1)
    page.documents.remove(id)
    await pass(500)
    expect([store.texts.size, held.size, storage.get('styleloom.journals')]).toEqual([0, 0, ''])
  })

  test('is kept of the empty graph, too, that closing the last one leaves behind', async () => {
    const page = openPage()
    page.documents.remove(page.documents.active.peek().id)
    rename(page, 'built in the empty one')
    await pass(500)
    crash()
    const next = openPage()
    expect(await during(next.recovery.findLost())).toBe(true)
    expect(offersOf(next)).toEqual(['built in the empty one 1'])
  })

  test('has the name of the file that the graph was saved to before it began', async () => {
    const page = openPage()
    const { id } = page.documents.add(emptyDocument('cat'), { file: { handle: null, name: 'cat.loom' } })
    page.documents.markSaved(id, page.root.document, { handle: null, name: 'dog.loom' })
    rename(page, 'changed')
    await pass(500)
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    expect(offersOf(next)).toEqual(['dog 1'])
  })

  test('is not dropped when the graph is undone while it is saved: the file holds the edit', async () => {
    const page = openPage()
    const { id } = page.documents.add(emptyDocument('cat'), { file: { handle: null, name: 'cat.loom' } })
    rename(page, 'edit')
    const written = page.root.document
    page.root.undo()
    page.documents.markSaved(id, written, { handle: null, name: 'cat.loom' })
    await pass(500)
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    expect(offersOf(next)).toEqual(['cat 1'])
  })

  test('of an untouched example is never begun', async () => {
    const page = openPage()
    page.documents.add(emptyDocument('example'), { file: null, isPassing: true })
    page.documents.add(emptyDocument('other'), { file: null })
    await during(page.keeper.closing())
    expect(store.texts.size).toBe(0)
  })

  test('holds the values that the graph names, once they are there', async () => {
    const page = openPage([{ kind: 'tensor', sha256: valueName, tensor: values }])
    const { id } = page.documents.add(withWeight(), { file: null, isUnsaved: true })
    expect(await during(page.keeper.settled(id))).toBe(true)
    expect(store.blobs.get(valueName)).toEqual(tensorBytes(values))
  })

  test('has values put again that others cleared away since no journal named them', async () => {
    const page = openPage([{ kind: 'tensor', sha256: valueName, tensor: values }])
    const first = page.documents.add(withWeight(), { file: null, isUnsaved: true })
    await during(page.keeper.settled(first.id))
    page.documents.remove(first.id)
    await pass(500)
    store.blobs.delete(valueName)
    const second = page.documents.add(withWeight(), { file: null, isUnsaved: true })
    await during(page.keeper.settled(second.id))
    expect(store.blobs.get(valueName)).toEqual(tensorBytes(values))
  })

  test('has values put again that only the journal of a closed graph named', async () => {
    const page = openPage([{ kind: 'tensor', sha256: valueName, tensor: values }])
    const first = page.documents.add(emptyDocument('first'), { file: null, isUnsaved: true })
    const second = page.documents.add(withWeight(), { file: null, isUnsaved: true })
    await during(page.keeper.settled(second.id))
    page.documents.remove(second.id)
    await pass(500)
    store.blobs.delete(valueName)
    page.documents.show(first.id)
    page.root.dispatch({ type: 'node/add', nodes: [...withWeight().nodes.values()] })
    await during(page.keeper.settled(first.id))
    expect(store.blobs.get(valueName)).toEqual(tensorBytes(values))
  })

  test('has values put again that were cleared away while nothing could be written', async () => {
    const page = openPage([{ kind: 'tensor', sha256: valueName, tensor: values }])
    const { id } = page.documents.add(withWeight(), { file: null, isUnsaved: true })
    await during(page.keeper.settled(id))
    store.isFull = true
    rename(page, 'refused')
    await pass(500)
    store.blobs.delete(valueName)
    store.isFull = false
    await pass(4000)
    await during(page.keeper.settled(id))
    expect(store.blobs.get(valueName)).toEqual(tensorBytes(values))
  })

  test('has a point when the picture stands, at most every 30 seconds, and a last one after the last change', async () => {
    const page = openPage()
    rename(page, 'a')
    isStanding = false
    await pass(5000)
    const points = (): number => ([...store.texts.values()].join('').match(/"kind":"point"/g) ?? []).length
    expect(points()).toBe(0)
    isStanding = true
    page.keeper.pictureStands()
    await pass(200)
    expect(points()).toBe(1)
    expect(store.blobs.has(sha256Hex(PNG))).toBe(true)
    for (let i = 0; i < 10; i++) {
      rename(page, `b${i}`)
      await pass(2000)
      page.keeper.pictureStands()
    }
    expect(points()).toBe(1)
    await pass(30_000)
    expect(points()).toBe(2)
    await pass(90_000)
    expect(points()).toBe(2)
  })

  test('says when there is no room, and is whole again when there is', async () => {
    const page = openPage()
    store.isFull = true
    rename(page, 'no room')
    await pass(1000)
    expect(page.notices.current.peek().map(({ message }) => message)).toEqual([
      'The disk has no room for "journal"; what was there before is untouched.',
    ])
    store.isFull = false
    rename(page, 'room again')
    await pass(4000)
    expect([...store.texts.values()].join('')).toContain('room again')
  })
})

describe('the next window', () => {
  test('offers what a crash left, opens it unsaved, and drops the old journal for its own', async () => {
    const before = openPage()
    before.documents.add(emptyDocument('cat'), { file: { handle: null, name: 'cat.loom' } })
    rename(before, 'stripes')
    rename(before, 'spots')
    await pass(500)
    crash()
    const next = openPage()
    expect(await during(next.recovery.reopen())).toBe(false)
    expect(await during(next.recovery.findLost())).toBe(true)
    expect(offersOf(next)).toEqual(['cat 2'])
    const [offer] = next.recovery.offers.peek()
    if (offer) await during(next.recovery.open(offer, offer.journal.latest))
    expect(namesOf(next)).toEqual(['cat *'])
    expect(next.documents.active.peek().file.peek()).toEqual({ handle: null, name: 'cat.loom' })
    expect(next.root.document.project.name).toBe('spots')
    expect(store.texts.size).toBe(1)
    crash()
    const third = openPage()
    await during(third.recovery.findLost())
    expect(offersOf(third)).toEqual(['cat 2'])
  })

  test('leaves alone what another window has open', async () => {
    const one = openPage()
    rename(one, 'mine')
    await pass(500)
    const other = openPage()
    expect(await during(other.recovery.findLost())).toBe(false)
    expect(await during(other.recovery.findEarlier())).toBe(false)
    expect(store.texts.size).toBe(1)
  })

  test('after a reload brings everything back by itself, once', async () => {
    const before = openPage()
    rename(before, 'first')
    before.documents.add(emptyDocument('second'), { file: null, isUnsaved: true })
    await pass(500)
    crash(true)
    const next = openPage()
    expect(await during(next.recovery.reopen())).toBe(true)
    expect(namesOf(next)).toEqual(['first *', 'second *'])
    expect(await during(next.recovery.findLost())).toBe(false)
    crash(true)
    const third = openPage()
    expect(await during(third.recovery.reopen())).toBe(true)
    expect(namesOf(third)).toEqual(['first *', 'second *'])
  })

  test('counts what was left for another address as closed without saving', async () => {
    const before = openPage()
    rename(before, 'left')
    await pass(500)
    crash(true)
    const next = openPage()
    await during(next.recovery.leave())
    expect(await during(next.recovery.findLost())).toBe(false)
    expect(namesOf(next)).toEqual(['Untitled'])
    expect(await during(next.recovery.findEarlier())).toBe(true)
    expect(offersOf(next)).toEqual(['left 1'])
    crash(true)
    expect(await during(openPage().recovery.reopen()), 'it is no longer this page’s own').toBe(false)
  })

  test('does not ask about what was closed without saving, and offers it when asked', async () => {
    const before = openPage()
    rename(before, 'thrown away')
    await pass(500)
    await during(before.keeper.closing())
    crash()
    const next = openPage()
    expect(await during(next.recovery.findLost())).toBe(false)
    expect(await during(next.recovery.findEarlier())).toBe(true)
    expect(offersOf(next)).toEqual(['thrown away 1'])
    const [offer] = next.recovery.offers.peek()
    if (offer) await during(next.recovery.discard(offer))
    expect([store.texts.size, offersOf(next)]).toEqual([0, []])
  })

  test('keeps for later what is not opened, without asking again', async () => {
    const before = openPage()
    rename(before, 'later')
    await pass(500)
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    await during(next.recovery.putOff())
    expect(held.size).toBe(0)
    crash()
    const third = openPage()
    expect(await during(third.recovery.findLost())).toBe(false)
    expect(await during(third.recovery.findEarlier())).toBe(true)
  })

  test('keeps the last ten of what was closed without saving', async () => {
    for (let i = 1; i <= 12; i++) {
      const page = openPage()
      rename(page, `graph ${i}`)
      await pass(500)
      await during(page.keeper.closing())
      crash()
    }
    const next = openPage()
    await during(next.recovery.findLost())
    await during(next.recovery.findEarlier())
    expect(offersOf(next).map((offer) => offer.split(' ')[1])).toEqual(
      Array.from({ length: 10 }, (_, i) => `${12 - i}`),
    )
  })

  test('opens a state before and keeps the journal with the later one', async () => {
    const before = openPage()
    rename(before, 'early')
    await pass(2000)
    rename(before, 'late')
    await pass(500)
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    const [offer] = next.recovery.offers.peek()
    const [early] = offer?.journal.earlier ?? []
    if (offer && early) await during(next.recovery.open(offer, early))
    expect(namesOf(next)).toEqual(['early *'])
    crash()
    const third = openPage()
    await during(third.recovery.findEarlier())
    expect(offersOf(third).toSorted()).toEqual(['early 1', 'late 2'])
  })

  test('gives the engine the values that a graph names, and says which are lost', async () => {
    const before = openPage([{ kind: 'tensor', sha256: valueName, tensor: values }])
    const { id } = before.documents.add(withWeight(), { file: null, isUnsaved: true })
    await during(before.keeper.settled(id))
    crash(true)
    const next = openPage()
    await during(next.recovery.reopen())
    expect(next.given).toEqual([{ kind: 'tensor', sha256: valueName, tensor: values }])
    await pass(500)
    crash(true)
    store.blobs.set(valueName, new Uint8Array(8))
    const third = openPage()
    await during(third.recovery.reopen())
    expect(third.given).toEqual([])
    expect(third.notices.current.peek().map(({ message }) => message)).toContain(
      '1 value of loaded could not be brought back; the graph names them still.',
    )
  })

  test('drops a journal that is damaged from its start, and says so', async () => {
    store.texts.set('journal001' as JournalId, 'nothing that anybody wrote\n')
    const page = openPage()
    expect(await during(page.recovery.findLost())).toBe(false)
    expect(store.texts.size).toBe(0)
    expect(page.notices.current.peek()[0]?.message).toMatch(
      /^A graph from before could not be brought back\./,
    )
  })

  test('shows the pictures of what it offers', async () => {
    const before = openPage()
    rename(before, 'seen')
    await pass(2000)
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    const thumbnail = next.recovery.offers.peek()[0]?.journal.latest.thumbnail as Sha256
    expect(await next.recovery.picture(thumbnail)).toEqual(PNG)
  })
})

describe('what is offered', () => {
  const UNREAD = (state: JournalState): JournalState => ({ ...state, read: () => fail([]) })

  async function lost(...names: readonly string[]): Promise<Page> {
    const before = openPage()
    for (const name of names) {
      before.documents.add(emptyDocument('other'), { file: null })
      rename(before, name)
      await pass(200)
    }
    crash()
    const next = openPage()
    await during(next.recovery.findLost())
    return next
  }

  const noticesOf = ({ notices }: Page): readonly string[] =>
    notices.current.peek().map(({ message }) => message)

  test('is opened once, however often it is asked for', async () => {
    const page = await lost('one')
    const [offer] = page.recovery.offers.peek()
    if (!offer) throw new Error('nothing is offered')
    const open = () => page.recovery.open(offer, offer.journal.latest)
    await during(Promise.all([open(), open()]))
    expect(namesOf(page)).toEqual(['one *'])
    expect(store.texts.size).toBe(1)
  })

  test('is all opened though the offers end meanwhile, the newest last, and nothing is lost', async () => {
    const page = await lost('a', 'b', 'c')
    expect(offersOf(page)).toEqual(['c 1', 'b 1', 'a 1'])
    const appended: string[] = []
    const { append } = store
    store.append = (id, text) => {
      appended.push(text)
      return append(id, text)
    }
    const opening = page.recovery.openAll()
    await Promise.all([page.recovery.putOff(), during(opening)])
    expect([namesOf(page), noticesOf(page), store.texts.size]).toEqual([['a *', 'b *', 'c *'], [], 3])
    expect(appended, 'nothing is put away').toEqual([])
  })

  test('and cannot be opened is offered again in its place', async () => {
    const page = await lost('a', 'b', 'c')
    const middle = page.recovery.offers.peek()[1]
    if (!middle) throw new Error('nothing is offered')
    await during(page.recovery.open(middle, UNREAD(middle.journal.latest)))
    expect([offersOf(page), namesOf(page)]).toEqual([['c 1', 'b 1', 'a 1'], ['Untitled']])
    await during(page.recovery.open(middle, middle.journal.latest))
    expect([offersOf(page), namesOf(page)]).toEqual([['c 1', 'a 1'], ['b *']])
  })

  test('and cannot be opened is kept for later when the offers are over by then', async () => {
    const page = await lost('a')
    const [offer] = page.recovery.offers.peek()
    if (!offer) throw new Error('nothing is offered')
    const opening = page.recovery.open(offer, UNREAD(offer.journal.latest))
    await page.recovery.putOff()
    await during(opening)
    expect([offersOf(page), held.size]).toEqual([[], 0])
    expect(await during(page.recovery.findEarlier())).toBe(true)
    expect(offersOf(page)).toEqual(['a 1'])
  })

  test('closes its own dialog when all is opened, wherever it is, and no other', async () => {
    const page = await lost('a')
    const dialogs = createDialogs()
    const openAll = () => actOnOffers(page.recovery, dialogs, () => page.recovery.openAll())
    const offer = () => dialogs.open({ kind: 'recovery', isEarlier: false, closed: () => undefined })
    offer()
    const opening = openAll()
    dialogs.open({ kind: 'settings' })
    await during(opening)
    expect(dialogs.current.peek()?.kind).toBe('settings')
    dialogs.close()
    expect(dialogs.current.peek(), 'the offers do not come back').toBeNull()
    offer()
    await during(openAll())
    expect(dialogs.current.peek()).toBeNull()
  })

  test('after a reload is what cannot be read in its newest state, and only once', async () => {
    const before = openPage()
    rename(before, 'readable')
    await pass(2000)
    crash(true)
    const broken = { nodes: { bad: {} }, links: {}, blocks: {}, inside: {}, project: null }
    for (const [id, text] of store.texts)
      store.texts.set(
        id,
        text + frameLine({ kind: 'change', time: 9000, unsaved: 2, label: 'Break', patch: broken }),
      )
    const next = openPage()
    expect(await during(next.recovery.reopen())).toBe(false)
    expect(storage.get('styleloom.journals'), 'the next reload does not try again').toBe('')
    expect(noticesOf(next)[0]).toMatch(/^readable could not be brought back/)
    expect(await during(next.recovery.findLost())).toBe(true)
    const [offer] = next.recovery.offers.peek()
    const [early] = offer?.journal.earlier ?? []
    if (offer && early) await during(next.recovery.open(offer, early))
    expect(namesOf(next)).toEqual(['readable *'])
    crash(true)
    const third = openPage()
    expect(await during(third.recovery.reopen())).toBe(true)
    expect([namesOf(third), noticesOf(third)]).toEqual([['readable *'], ['Your graph is back as it was.']])
  })

  test('holds nothing that was saved, whose journal goes', async () => {
    const before = openPage()
    rename(before, 'saved')
    const { id } = before.documents.active.peek()
    before.documents.markSaved(id, before.root.document, { handle: null, name: 'saved.loom' })
    await pass(500)
    crash()
    const next = openPage()
    expect(await during(next.recovery.findEarlier())).toBe(false)
    expect([store.texts.size, held.size]).toEqual([0, 0])
  })
})
