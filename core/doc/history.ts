import { required } from '../base/assert'
import { applyDiff, isEmptyDiff, reverseDiff, squashDiffs, type DocumentDiff } from './diff'
import type { Document } from './document'

export interface HistoryEntry {
  readonly label: string
  readonly diff: DocumentDiff
}

/** A state that undo and redo lead to. */
export interface HistoryStep {
  /** Stays its own for as long as the state can be reached. */
  readonly id: number
  /** Of the edit that led to it; null for the oldest one there is. */
  readonly label: string | null
}

/** Undo and redo stacks of diffs, and where in them the document was last saved. */
export interface History {
  readonly undoable: HistoryEntry | undefined
  readonly redoable: HistoryEntry | undefined
  readonly isSaved: boolean
  /** Every state that can be reached, oldest first. */
  readonly steps: readonly HistoryStep[]
  /** Which of the steps is the present one. */
  readonly present: number
  /** The document in one of these states, given the present one; null for a state that is gone. */
  stateOf(id: number, document: Document): Document | null
  push(entry: HistoryEntry): void
  /** Joins a change onto the newest entry: one gesture, one undo. */
  extend(diff: DocumentDiff): void
  /** The entry to reverse, moved to the redo stack. */
  stepBack(): HistoryEntry | undefined
  stepForward(): HistoryEntry | undefined
  /** `since`: what lies between the saved content and the present state. No state is saved when none has that content. */
  markSaved(since: DocumentDiff): void
  /** Every change that can be undone or redone, in no order. */
  readonly diffs: Iterable<DocumentDiff>
}

const MOST_ENTRIES = 1000

interface Entry extends HistoryEntry {
  /** Of the state it led to. */
  readonly id: number
}

/** @param isSaved false for a document that no file holds as it is, as one brought back after a crash */
export function createHistory({ isSaved = true } = {}): History {
  const past: Entry[] = []
  /** The next one to redo comes last. */
  let future: Entry[] = []
  let oldest = 0
  let newest = 0
  /** Length of `past` at the last save; -1 once that state can no longer be reached. */
  let saved = isSaved ? 0 : -1

  function forgetFuture(): void {
    if (saved > past.length) saved = -1
    future = []
  }

  /** Where the state is that lies this far behind the present one; -1 when there is none. */
  function placeOf(since: DocumentDiff): number {
    if (isEmptyDiff(since)) return past.length
    let between = since
    for (let place = past.length - 1; place >= 0; place--) {
      between = squashDiffs(between, reverseDiff(required(past[place], 'an entry').diff))
      if (isEmptyDiff(between)) return place
    }
    between = since
    for (const [steps, { diff }] of future.toReversed().entries()) {
      between = squashDiffs(between, diff)
      if (isEmptyDiff(between)) return past.length + steps + 1
    }
    return -1
  }

  return {
    get undoable() {
      return past.at(-1)
    },
    get redoable() {
      return future.at(-1)
    },
    get isSaved() {
      return saved === past.length
    },
    get steps() {
      const reached = [...past, ...future.toReversed()]
      return [{ id: oldest, label: null }, ...reached.map(({ id, label }) => ({ id, label }))]
    },
    get present() {
      return past.length
    },
    stateOf(id, document) {
      let state = document
      const ahead = future.findIndex((entry) => entry.id === id)
      if (ahead >= 0) {
        for (const { diff } of future.slice(ahead).reverse()) state = applyDiff(state, diff)
        return state
      }
      for (const entry of past.toReversed()) {
        if (entry.id === id) return state
        state = applyDiff(state, reverseDiff(entry.diff))
      }
      return id === oldest ? state : null
    },
    push(entry) {
      forgetFuture()
      past.push({ ...entry, id: ++newest })
      if (past.length > MOST_ENTRIES) {
        oldest = past.shift()?.id ?? oldest
        saved = Math.max(-1, saved - 1)
      }
    },
    extend(diff) {
      forgetFuture()
      const last = past.pop()
      if (!last) return
      if (saved === past.length + 1) saved = -1
      past.push({ ...last, diff: squashDiffs(last.diff, diff) })
    },
    stepBack() {
      const entry = past.pop()
      if (entry) future.push(entry)
      return entry
    },
    stepForward() {
      const entry = future.pop()
      if (entry) past.push(entry)
      return entry
    },
    markSaved(since) {
      saved = placeOf(since)
    },
    get diffs() {
      return [...past, ...future].map(({ diff }) => diff)
    },
  }
}
