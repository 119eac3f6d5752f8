/** Never lose work: keeps a journal of what is open, and brings back what a window before this one could not save. */
import { effect } from '@preact/signals'
import type { FileProblem } from '../../core/contract/file-problem'
import type { JournalStore } from '../../core/contract/journal'
import type { Registry } from '../../core/nodedef/registry'
import type { Documents } from '../documents/documents'
import { systemClock } from '../engine/clock'
import type { Live } from '../engine/live'
import { thumbnailOf } from '../files/png'
import type { Dialogs } from '../state/dialogs'
import type { Notices } from '../state/notices'
import { words } from '../text/words'
import { createBlobKeeper } from './blob-keeper'
import { createJournalKeeper, type JournalKeeper } from './journal-keeper'
import { createJournalLocks, usableLocks } from './locks'
import { createOwnJournals } from './own-journals'
import { createRecovery, type Recovery } from './recovery'

export interface Journal extends Pick<JournalKeeper, 'closing' | 'settled'> {
  readonly recovery: Recovery
  /**
   * At the start: opens again what this page had open before it was loaded anew, which is told by true. What a crash has
   * left behind is offered a moment later. `isLeft`: that page was left on purpose, for an address that asks for
   * something else, so that what it had open counts as closed.
   */
  start(isLeft: boolean): Promise<boolean>
  /** Offers what was closed without saving, or says that there is nothing. */
  offerEarlier(): Promise<void>
}

export interface JournalParts {
  readonly window: Window
  readonly store: JournalStore
  readonly documents: Documents
  readonly live: Pick<Live, 'state' | 'valuesOf' | 'giveValues' | 'holding'>
  readonly registry: Registry
  readonly dialogs: Dialogs
  readonly notices: Notices
  /** The picture shown now; null when there is none. */
  readonly picture: () => HTMLCanvasElement | null
  readonly reportBug: (bug: unknown) => void
}

const TOPIC = 'journal'
const CLOCK = { now: Date.now, after: systemClock.after }
const THUMBNAIL_SIDE = 160

export function createJournal(parts: JournalParts): Journal {
  const { window, store, documents, live, dialogs, notices, reportBug } = parts
  let isTold = false

  /** Said once: a disk that is full is full at every change. */
  function onProblem({ message }: FileProblem): void {
    if (isTold) return
    isTold = true
    notices.show({
      tone: 'error',
      topic: TOPIC,
      message: words.journal.off(message),
      nextStep: words.journal.offStep,
    })
  }

  const locks = createJournalLocks(usableLocks(window.navigator))
  const own = createOwnJournals(() => window.sessionStorage)
  const blobs = createBlobKeeper({ store, values: (names) => live.valuesOf(names), onProblem, reportBug })
  const keeper = createJournalKeeper({
    documents,
    store,
    blobs,
    locks,
    own,
    clock: CLOCK,
    async thumbnail() {
      const canvas = parts.picture()
      return canvas && thumbnailOf(canvas, THUMBNAIL_SIDE)
    },
    isStanding: () => isStanding(live.state.peek().status),
    onProblem,
    reportBug,
  })
  const recovery = createRecovery({
    documents,
    keeper,
    store,
    locks,
    own,
    registry: parts.registry,
    give: (values) => live.giveValues(values),
    notices,
    onProblem,
    now: CLOCK.now,
    holding: live.holding,
  })

  effect(() => {
    if (isStanding(live.state.value.status)) keeper.pictureStands()
  })

  let isOffered = false
  /** In a dialog, of which there is one: it shows all that is offered. */
  function offer(isEarlier: boolean): void {
    if (isOffered) return
    isOffered = true
    dialogs.open({
      kind: 'recovery',
      isEarlier,
      closed() {
        isOffered = false
        recovery.putOff().catch(reportBug)
      },
    })
  }

  return {
    recovery,
    settled: (document) => keeper.settled(document),
    closing: () => keeper.closing(),
    async start(isLeft) {
      const isBack = isLeft ? await recovery.leave().then(() => false) : await recovery.reopen()
      void recovery
        .findLost()
        .then((isSome) => {
          if (isSome) offer(false)
        })
        .catch(reportBug)
      return isBack
    },
    async offerEarlier() {
      if (await recovery.findEarlier()) offer(true)
      else notices.show({ tone: 'info', message: words.journal.nothing })
    },
  }
}

function isStanding(status: Live['state']['value']['status']): boolean {
  return status !== 'starting' && status !== 'running'
}
