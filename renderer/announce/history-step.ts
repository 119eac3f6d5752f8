import type { DocumentDiff } from '../../core/doc/diff'
import type { Editor, EditorChange } from '../../core/doc/editor'

export type Step = 'edit' | 'undo' | 'redo'

/**
 * Tells edits from undo and redo, which an editor's listeners all hear alike. An edit leaves nothing to redo; a step
 * through the history that takes the last one back goes the other way, any other goes on as before.
 */
export function createHistoryWatch(editor: Pick<Editor, 'undoLabel' | 'redoLabel'>): {
  next(change: Pick<EditorChange, 'diff' | 'replaced'>): Step
} {
  let redoable: string | null = editor.redoLabel
  let last: { readonly step: Exclude<Step, 'edit'>; readonly diff: DocumentDiff } | null = null
  return {
    next({ diff, replaced }) {
      const hadRedo = redoable !== null
      redoable = editor.redoLabel
      const step = replaced ? 'edit' : stepOf(diff, hadRedo)
      last = step === 'edit' ? null : { step, diff }
      return step
    },
  }

  function stepOf(diff: DocumentDiff, hadRedo: boolean): Step {
    if (!hadRedo || !last) return redoable === null ? 'edit' : 'undo'
    const takesBack = isReverse(last.diff, diff)
    // The last thing there was to redo, or an edit that made it undoable for good.
    if (redoable === null) return takesBack || last.step === 'redo' ? 'redo' : 'edit'
    if (!takesBack) return last.step
    return last.step === 'undo' ? 'redo' : 'undo'
  }
}

/** Records are immutable: to take back a change is to put the very same ones in place. */
function isReverse(a: DocumentDiff, b: DocumentDiff): boolean {
  return (
    isReverseOf(a.nodes, b.nodes) &&
    isReverseOf(a.links, b.links) &&
    (a.project === null
      ? b.project === null
      : a.project.from === b.project?.to && a.project.to === b.project.from)
  )
}

function isReverseOf<Id, Item>(
  a: {
    added: ReadonlyMap<Id, Item>
    removed: ReadonlyMap<Id, Item>
    updated: ReadonlyMap<Id, { from: Item; to: Item }>
  },
  b: {
    added: ReadonlyMap<Id, Item>
    removed: ReadonlyMap<Id, Item>
    updated: ReadonlyMap<Id, { from: Item; to: Item }>
  },
): boolean {
  return (
    a.added.size === b.removed.size &&
    a.removed.size === b.added.size &&
    a.updated.size === b.updated.size &&
    [...a.added].every(([id, item]) => b.removed.get(id) === item) &&
    [...a.removed].every(([id, item]) => b.added.get(id) === item) &&
    [...a.updated].every(
      ([id, { from, to }]) => b.updated.get(id)?.from === to && b.updated.get(id)?.to === from,
    )
  )
}
