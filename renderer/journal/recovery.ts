/**
 * What was kept of graphs before this window began: finds it, offers it, brings it back. A journal is touched only by the
 * window that holds its lock, so that two windows never offer the same one.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Sha256 } from '../../core/base/ids'
import type { FileProblem } from '../../core/contract/file-problem'
import type { JournalId, JournalStore } from '../../core/contract/journal'
import { everyNode } from '../../core/doc/block'
import type { Document } from '../../core/doc/document'
import { putAwayLine } from '../../core/journal/write-journal'
import { readJournal, type JournalState, type ReadJournal } from '../../core/journal/read-journal'
import type { Registry } from '../../core/nodedef/registry'
import { namedValues } from '../../core/weights/named-values'
import type { StoredValue } from '../../core/weights/tensor-store'
import type { DocumentId, Documents } from '../documents/documents'
import type { Notices } from '../state/notices'
import { words } from '../text/words'
import { keptValues } from './kept-values'
import type { JournalKeeper } from './journal-keeper'
import type { JournalLocks } from './locks'
import type { OwnJournals } from './own-journals'

export interface Offer {
  readonly id: JournalId
  readonly journal: ReadJournal
}

export interface Recovery {
  /** What can be brought back, the newest first. */
  readonly offers: ReadonlySignal<readonly Offer[]>
  /** Opens again what this very page had open before it was loaded anew. True when there was something. */
  reopen(): Promise<boolean>
  /** The page was left on purpose, for another address: what it had open counts as closed without saving. */
  leave(): Promise<void>
  /** Finds what a crash or a kill has left; true when there is something to offer. Clears away what nobody can want. */
  findLost(): Promise<boolean>
  /** Finds what was closed without saving too. */
  findEarlier(): Promise<boolean>
  /** Nothing when it is being opened already. What cannot be opened is offered again, as long as offers are shown. */
  open(offer: Offer, state: JournalState): Promise<void>
  /** All that is offered, to its end even when the offers are over meanwhile; the newest last, so that it is shown. */
  openAll(): Promise<void>
  discard(offer: Offer): Promise<void>
  /** The offers are over; what is left stays for later. */
  putOff(): Promise<void>
  /** PNG bytes of a state's picture; null when there is none. */
  picture(name: Sha256): Promise<Uint8Array | null>
}

export interface RecoveryParts {
  readonly documents: Pick<Documents, 'add'>
  readonly keeper: Pick<JournalKeeper, 'expectChanges' | 'settled'>
  readonly store: JournalStore
  readonly locks: Pick<JournalLocks, 'claim'>
  readonly own: OwnJournals
  readonly registry: Registry
  /** Hands values to the engine. */
  readonly give: (values: readonly StoredValue[]) => void
  /** No value goes from the engine before `work` has ended. */
  readonly holding: <Value>(work: () => Promise<Value>) => Promise<Value>
  readonly notices: Pick<Notices, 'show'>
  readonly onProblem: (problem: FileProblem) => void
  readonly now: () => number
}

/** Of those that were closed without saving. */
const MOST_PUT_AWAY = 10
/** After a reload the locks of the page before this one may take a moment to go. */
const OWN_PATIENCE_MS = 1000

interface Claimed extends Offer {
  readonly release: () => void
}

export function createRecovery(parts: RecoveryParts): Recovery {
  const { documents, keeper, store, locks, own, registry, notices, onProblem } = parts
  const claimed = signal<readonly Claimed[]>([])
  let isOffering = false

  /** A journal that no other window has; null when one has it, or there is nothing in it to bring back. */
  async function claim(id: JournalId, patience: number): Promise<Claimed | null> {
    const release = await locks.claim(id, patience)
    if (!release) return null
    const text = await store.read(id)
    if (!text.ok) onProblem(text.error)
    const journal = text.ok && text.value !== null ? readJournal(text.value, registry) : null
    if (journal?.ok) return { id, journal: journal.value, release }
    if (journal?.error.code === 'journal/damaged') {
      const { message, nextStep } = journal.error
      notices.show({ tone: 'error', message: words.journal.damaged(message), ...(nextStep && { nextStep }) })
      await store.remove(id)
    }
    release()
    return null
  }

  /** Everything unsaved that nobody has, the newest first. */
  async function claimAll(): Promise<readonly Claimed[]> {
    const listed = await store.list()
    if (!listed.ok) {
      onProblem(listed.error)
      return []
    }
    const found: Claimed[] = []
    for (const { id } of listed.value.toSorted((a, b) => b.changed - a.changed)) {
      const one = claimed.peek().find((other) => other.id === id) ?? (await claim(id, 0))
      // Nobody lacks a graph that was saved.
      if (one?.journal.latest.unsaved === 0) await drop(one)
      else if (one) found.push(one)
    }
    return found
  }

  async function drop({ id, release }: Claimed): Promise<void> {
    const removed = await store.remove(id)
    if (!removed.ok) onProblem(removed.error)
    release()
  }

  async function putAway({ id, journal, release }: Claimed): Promise<void> {
    if (!journal.isPutAway) {
      const marked = await store.append(id, putAwayLine(parts.now()))
      if (!marked.ok) onProblem(marked.error)
    }
    release()
  }

  function offer(found: readonly Claimed[]): boolean {
    claimed.value = found
    isOffering = found.length > 0
    return isOffering
  }

  /** From now on nobody else opens, discards or puts it away; null when somebody does already. */
  function take(id: JournalId): { readonly found: Claimed; readonly place: number } | null {
    const place = claimed.peek().findIndex((other) => other.id === id)
    const found = claimed.peek()[place]
    if (!found) return null
    claimed.value = claimed.peek().toSpliced(place, 1)
    return { found, place }
  }

  async function giveBack(found: Claimed, place: number): Promise<void> {
    if (isOffering) claimed.value = claimed.peek().toSpliced(place, 0, found)
    else await putAway(found)
  }

  /** The document as a tab of its own; null after saying why not. */
  async function bringBack(journal: ReadJournal, state: JournalState): Promise<DocumentId | null> {
    const read = state.read()
    if (!read.ok) {
      const reason = read.error[0]?.message ?? ''
      notices.show({
        tone: 'error',
        message: words.journal.notRead(journal.name, reason),
        nextStep: words.journal.notReadStep,
      })
      return null
    }
    const { document } = read.value
    // Until the document is open, nobody knows the values by name.
    return parts.holding(async () => {
      await giveValues(document, journal.name)
      if (journal.loss !== null) notices.show({ tone: 'info', message: journal.loss })
      keeper.expectChanges(state.unsaved)
      const isUnsaved = state.unsaved > 0 || state !== journal.latest
      // Without a handle: the first save asks before it writes over the user's own file.
      const file = journal.file && { handle: null, name: journal.file.name }
      return documents.add(document, { file, isUnsaved }).id
    })
  }

  async function giveValues(document: Document, name: string): Promise<void> {
    const values = await keptValues(document, store)
    parts.give(values)
    const lacking = namedValues(everyNode(document)).size - values.length
    if (lacking > 0)
      notices.show({
        tone: 'error',
        message: words.journal.lacks(name, lacking),
        nextStep: words.journal.lacksStep,
      })
  }

  /** Once the new tab's own journal has begun, the old one is needed no more, unless it holds a later state. */
  async function replaceBy(document: DocumentId, old: Claimed, state: JournalState): Promise<void> {
    const isKept = await keeper.settled(document)
    if (isKept && state === old.journal.latest) await drop(old)
    else await putAway(old)
    own.remove(old.id)
  }

  /** Something taken from the offers. */
  async function openTaken(found: Claimed, state: JournalState, place: number): Promise<void> {
    let tab: DocumentId | null = null
    try {
      tab = await bringBack(found.journal, state)
    } finally {
      if (tab === null) await giveBack(found, place)
    }
    if (tab !== null) await replaceBy(tab, found, state)
  }

  return {
    offers: claimed,
    async reopen() {
      let count = 0
      for (const id of own.before) {
        const found = await claim(id, OWN_PATIENCE_MS)
        const tab = found && (await bringBack(found.journal, found.journal.latest))
        if (!found || tab === null) {
          // Earlier states of it may be readable: they are offered like those of any other journal.
          own.remove(id)
          found?.release()
          continue
        }
        count++
        // A graph that was saved has no journal yet, and needs none.
        if (found.journal.latest.unsaved === 0) await drop(found)
        else await replaceBy(tab, found, found.journal.latest)
        own.remove(id)
      }
      if (count > 0) notices.show({ tone: 'info', message: words.journal.reopened(count) })
      return count > 0
    },
    async leave() {
      for (const id of own.before) {
        const found = await claim(id, OWN_PATIENCE_MS)
        if (found && found.journal.latest.unsaved === 0) await drop(found)
        else if (found) await putAway(found)
        own.remove(id)
      }
    },
    async findLost() {
      const lost: Claimed[] = []
      let putOff = 0
      for (const found of await claimAll()) {
        const { isPutAway } = found.journal
        if (isPutAway && ++putOff > MOST_PUT_AWAY) await drop(found)
        else if (isPutAway) found.release()
        else lost.push(found)
      }
      const collected = await store.collect()
      if (!collected.ok) onProblem(collected.error)
      return offer(lost)
    },
    async findEarlier() {
      return offer(await claimAll())
    },
    async open(offered, state) {
      const taken = take(offered.id)
      if (taken) await openTaken(taken.found, state, taken.place)
    },
    async openAll() {
      const left = [...claimed.peek()]
      claimed.value = []
      try {
        for (let oldest = left.pop(); oldest; oldest = left.pop())
          await openTaken(oldest, oldest.journal.latest, 0)
      } finally {
        for (const found of left.reverse()) await giveBack(found, 0)
      }
    },
    async discard(offered) {
      const taken = take(offered.id)
      if (taken) await drop(taken.found)
    },
    async putOff() {
      const left = claimed.peek()
      claimed.value = []
      isOffering = false
      for (const found of left) await putAway(found)
    },
    async picture(name) {
      const found = await store.blob(name)
      return found.ok ? found.value : null
    },
  }
}
