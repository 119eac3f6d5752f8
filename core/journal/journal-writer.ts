/**
 * Keeps the journal of one document. What happens is told without waiting; lines told while the disk is at work go
 * together with the next write. After a failure the journal is written anew, whole, as soon as the store takes it.
 */
import type { Sha256 } from '../base/ids'
import type { JournalId, JournalStore } from '../contract/journal'
import type { FileProblem } from '../contract/file-problem'
import type { DocumentDiff } from '../doc/diff'
import type { Document } from '../doc/document'
import {
  changeLine,
  composeJournal,
  MOST_POINTS,
  pointLine,
  putAwayLine,
  savedLine,
  spreadPoints,
  type JournalHead,
  type JournalPoint,
} from './write-journal'

export interface JournalClock {
  /** Milliseconds since 1970. */
  now(): number
  after(ms: number, run: () => void): () => void
}

export interface JournalWriter {
  readonly id: JournalId
  change(change: DocumentChange): void
  /** The user's file holds what the document was. */
  saved(head: JournalHead & { readonly file: { readonly name: string } }, unsaved: number): void
  /** The state of now is offered later. */
  point(thumbnail: Sha256 | null): void
  /** The document was closed without saving. */
  putAway(): void
  /** True once everything told so far is kept; false when the store refuses it. */
  settled(): Promise<boolean>
  /** Writes nothing more; what was told and is not kept yet is lost. */
  stop(): void
}

export interface DocumentChange {
  readonly document: Document
  readonly diff: DocumentDiff
  readonly label: string | null
  readonly unsaved: number
}

export interface JournalWriterOptions {
  readonly id: JournalId
  readonly head: JournalHead
  readonly document: Document
  readonly unsaved: number
  readonly store: Pick<JournalStore, 'begin' | 'append'>
  readonly clock: JournalClock
  /** The store refuses; it is asked again later. */
  readonly onProblem: (problem: FileProblem) => void
  readonly reportBug: (bug: unknown) => void
}

/** Between the starts of two writes: a drag does not become a hundred of them. */
const PACE_MS = 100
const RETRY_MS = 3000
/** A journal is written anew when its lines are this much longer than its first one. */
const LONGEST_LOG = 4
const SHORTEST_LOG = 512 * 1024
const MOST_POINT_LINES = 3 * MOST_POINTS

interface Waiting {
  readonly told: number
  readonly answer: (isKept: boolean) => void
}

export function createJournalWriter(options: JournalWriterOptions): JournalWriter {
  const { id, store, clock } = options
  let { head, document, unsaved } = options
  let label: string | null = null
  let changed = clock.now()
  let points: readonly [JournalPoint, ...JournalPoint[]] = [
    { time: changed, document, unsaved, label, thumbnail: null },
  ]
  let isPutAway = false
  /** Lines that no write has taken yet. */
  let pending: string[] = []
  let mustBegin = true
  let baseLength = 0
  let logLength = 0
  let told = 1
  let kept = 0
  let isWriting = false
  let isStopped = false
  let stopWaiting = (): void => undefined
  let waiting: Waiting[] = []

  function tell(line: string): void {
    told++
    pending.push(line)
    logLength += line.length
    if (logLength > Math.max(SHORTEST_LOG, LONGEST_LOG * baseLength) || points.length > MOST_POINT_LINES)
      mustBegin = true
    start()
  }

  function start(): void {
    if (isWriting || isStopped) return
    isWriting = true
    // Not within the edit that is told: a large graph takes a while to write down, and its picture shall not wait.
    stopWaiting = clock.after(0, () => void write().catch(options.reportBug))
  }

  async function write(): Promise<void> {
    const began = clock.now()
    const upTo = told
    const isKept = await writeOnce()
    if (isKept) kept = upTo
    settle(isKept)
    const pause = isKept ? Math.max(0, PACE_MS - (clock.now() - began)) : RETRY_MS
    stopWaiting = clock.after(pause, () => {
      isWriting = false
      if (kept < told) start()
    })
  }

  async function writeOnce(): Promise<boolean> {
    const isWhole = mustBegin
    const text = isWhole ? compose() : pending.join('')
    pending = []
    mustBegin = false
    if (isWhole) {
      baseLength = text.length
      logLength = 0
    }
    const result = isWhole ? await store.begin(id, text) : await store.append(id, text)
    if (result.ok) return true
    mustBegin = true
    options.onProblem(result.error)
    return false
  }

  function compose(): string {
    const [first, ...later] = spreadPoints(points)
    points = [first ?? points[0], ...later]
    const text = composeJournal(head, points, { time: changed, document, unsaved, label })
    return isPutAway ? text + putAwayLine(clock.now()) : text
  }

  function settle(isKept: boolean): void {
    const answered = waiting.filter(({ told: last }) => last <= kept || !isKept)
    waiting = waiting.filter((one) => !answered.includes(one))
    for (const { answer } of answered) answer(isKept)
  }

  start()
  return {
    id,
    change(next) {
      changed = clock.now()
      ;({ document, unsaved, label } = next)
      isPutAway = false
      tell(changeLine({ ...next, time: changed }))
    },
    saved(next, stillUnsaved) {
      head = next
      unsaved = stillUnsaved
      tell(savedLine(clock.now(), unsaved, next.file))
    },
    point(thumbnail) {
      const time = clock.now()
      points = [...points, { time, document, unsaved, label, thumbnail }]
      tell(pointLine(time, thumbnail))
    },
    putAway() {
      isPutAway = true
      tell(putAwayLine(clock.now()))
    },
    settled() {
      if (kept >= told) return Promise.resolve(true)
      if (isStopped) return Promise.resolve(false)
      return new Promise((answer) => waiting.push({ told, answer }))
    },
    stop() {
      isStopped = true
      stopWaiting()
      for (const { answer } of waiting) answer(false)
      waiting = []
    },
  }
}
