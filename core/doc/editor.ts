import type { NodeId } from '../base/ids'
import { ok, type Result } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { withBlocks } from '../infer/block-registry'
import { inferAll, type Inference } from '../infer/inference'
import type { Registry } from '../nodedef/registry'
import { carryOut } from './carry-out'
import { specOf, type Command } from './commands/index'
import { applyDiff, diffDocuments, isEmptyDiff, reverseDiff, type DocumentDiff } from './diff'
import type { Document } from './document'
import type { HistoryStep } from './history'
import { parkDocument, withSaved, type ParkedDocument } from './parked-document'

/** What listeners hear after every change, undo and redo included. */
export interface EditorChange {
  readonly document: Document
  readonly diff: DocumentDiff
  /** Nodes whose inferred types, weights or diagnostics may differ now. */
  readonly inferred: ReadonlySet<NodeId>
  /** The document was replaced as a whole (opened), not edited. */
  readonly replaced: boolean
}

/** One open document: the only place where it changes. */
export interface Editor {
  /** The program's node types and the document's blocks. */
  readonly registry: Registry
  readonly document: Document
  readonly inference: Inference
  /** Labels for the Edit menu, or null when there is nothing to undo or redo. */
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  readonly isSaved: boolean
  /** Runs a command, or says why not. `gesture` joins commands of one drag into one undo step. */
  dispatch(command: Command, options?: { readonly gesture?: string }): Result<DocumentDiff, Diagnostic>
  /** Runs several commands as one undo step, all or none. */
  dispatchAll(label: string, commands: readonly Command[]): Result<DocumentDiff, Diagnostic>
  undo(): boolean
  redo(): boolean
  /** The file holds `content` now: the present state, or what it was when the file began to be written. */
  markSaved(content?: Document): void
  /** Always of the whole document. */
  readonly history: DocumentHistory
  /** Opens another document; history starts anew. */
  replace(document: Document): void
  /** What it takes to go on with this document later. */
  readonly parked: ParkedDocument
  /** Puts this document aside and goes on with another, in its own history. */
  resume(other: ParkedDocument): void
  subscribe(listener: (change: EditorChange) => void): () => void
}

/** What the whole document was, is and can be again: by undo, by redo, and in the file. */
export interface DocumentHistory {
  /** Oldest first. */
  readonly steps: readonly HistoryStep[]
  /** Which of the steps is the present one. */
  readonly present: number
  /** As last saved, or as opened. */
  readonly saved: Document
  /** Worked out when asked for; null for a state that can no longer be reached. */
  documentAt(step: number): Document | null
}

export function createEditor(initial: Document, base: Registry): Editor {
  let { document, history, saved } = parkDocument(initial)
  let inference = inferAll(document, base)
  /** The last command, while a gesture may still go on. */
  let gesture: { readonly name: string; readonly command: Command } | null = null
  const listeners = new Set<(change: EditorChange) => void>()

  function move(next: Document, diff: DocumentDiff): void {
    document = next
    const inferred = inference.update(next, diff)
    notify({ document, diff, inferred, replaced: false })
  }

  function resume(other: ParkedDocument): void {
    const diff = diffDocuments(document, other.document)
    ;({ document, history, saved } = other)
    inference = inferAll(document, base)
    gesture = null
    notify({ document, diff, inferred: new Set(document.nodes.keys()), replaced: true })
  }

  function notify(change: EditorChange): void {
    for (const listener of [...listeners]) listener(change)
  }

  function evaluate(
    command: Command,
    from: Document,
    inferred: Inference,
  ): Result<{ readonly document: Document; readonly diff: DocumentDiff }, Diagnostic> {
    const registry = withBlocks(base, from.blocks)
    const carried = carryOut(command, { document: from, registry, inference: inferred })
    if (!carried.ok) return carried
    return ok({ document: carried.value.result(), diff: carried.value.diff() })
  }

  return {
    get registry() {
      return withBlocks(base, document.blocks)
    },
    get document() {
      return document
    },
    get inference() {
      return inference
    },
    get undoLabel() {
      return history.undoable?.label ?? null
    },
    get redoLabel() {
      return history.redoable?.label ?? null
    },
    get isSaved() {
      return history.isSaved
    },
    dispatch(command, options) {
      const label = specOf(command).label(command, document)
      const result = evaluate(command, document, inference)
      if (!result.ok) return result
      const { diff } = result.value
      const goesOn =
        gesture !== null &&
        gesture.name === options?.gesture &&
        gesture.command.type === command.type &&
        specOf(command).merge?.(gesture.command, command) === true
      if (isEmptyDiff(diff)) {
        // Nothing was pushed that a later command of this gesture could join.
        if (!goesOn) gesture = null
        return ok(diff)
      }
      gesture = options?.gesture === undefined ? null : { name: options.gesture, command }
      if (goesOn && history.undoable) history.extend(diff)
      else history.push({ label, diff })
      move(result.value.document, diff)
      return ok(diff)
    },
    dispatchAll(label, commands) {
      let next = document
      // A copy to look ahead with: the real one moves only when all commands have passed. One alone looks at the present.
      const ahead = commands.length > 1 ? inferAll(document, base) : inference
      for (const command of commands) {
        const result = evaluate(command, next, ahead)
        if (!result.ok) return result
        if (ahead !== inference) ahead.update(result.value.document, result.value.diff)
        next = result.value.document
      }
      const diff = diffDocuments(document, next)
      gesture = null
      if (isEmptyDiff(diff)) return ok(diff)
      history.push({ label, diff })
      move(next, diff)
      return ok(diff)
    },
    undo() {
      const entry = history.stepBack()
      if (!entry) return false
      gesture = null
      const diff = reverseDiff(entry.diff)
      move(applyDiff(document, diff), diff)
      return true
    },
    redo() {
      const entry = history.stepForward()
      if (!entry) return false
      gesture = null
      move(applyDiff(document, entry.diff), entry.diff)
      return true
    },
    markSaved(content = document) {
      ;({ saved } = withSaved({ document, history, saved }, content))
      // What goes on from here is not in the file.
      if (history.isSaved) gesture = null
    },
    history: {
      get steps() {
        return history.steps
      },
      get present() {
        return history.present
      },
      get saved() {
        return saved
      },
      documentAt: (step) => history.stateOf(step, document),
    },
    replace: (next) => resume(parkDocument(next)),
    get parked() {
      return { document, history, saved }
    },
    resume,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
