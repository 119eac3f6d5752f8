import { squashDiffs, type DocumentDiff } from './diff'

export interface HistoryEntry {
  readonly label: string
  readonly diff: DocumentDiff
}

/** Undo and redo stacks of diffs, and where in them the document was last saved. */
export interface History {
  readonly undoable: HistoryEntry | undefined
  readonly redoable: HistoryEntry | undefined
  readonly isSaved: boolean
  push(entry: HistoryEntry): void
  /** Joins a change onto the newest entry: one gesture, one undo. */
  extend(diff: DocumentDiff): void
  /** The entry to reverse, moved to the redo stack. */
  stepBack(): HistoryEntry | undefined
  stepForward(): HistoryEntry | undefined
  markSaved(): void
}

const MOST_ENTRIES = 1000

export function createHistory(): History {
  const past: HistoryEntry[] = []
  let future: HistoryEntry[] = []
  /** Length of `past` at the last save; -1 once that state can no longer be reached. */
  let saved = 0

  function forgetFuture(): void {
    if (saved > past.length) saved = -1
    future = []
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
    push(entry) {
      forgetFuture()
      past.push(entry)
      if (past.length > MOST_ENTRIES) {
        past.shift()
        saved = Math.max(-1, saved - 1)
      }
    },
    extend(diff) {
      forgetFuture()
      const last = past.pop()
      if (!last) return
      if (saved === past.length + 1) saved = -1
      past.push({ label: last.label, diff: squashDiffs(last.diff, diff) })
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
    markSaved() {
      saved = past.length
    },
  }
}
