import type { MenuActionId } from '../../core/contract/menu'
import type { Workspace } from '../app/workspace'
import { actions, isEnabled, runAction } from './actions'
import { becomesClipboardEvent } from './clipboard-events'
import { commitDraft } from './drafts'
import { isMacPlatform, matchesKey } from './keys'
import { isTextField } from './text-field'

/** Runs the actions by key. On the desktop the native menu takes its keys before the window sees them. */
export function listenToKeys(window: Window, workspace: Workspace): () => void {
  const isMac = isMacPlatform(window.navigator)
  const stop = new AbortController()

  function idOf(event: KeyboardEvent): MenuActionId | undefined {
    for (const [id, keys] of workspace.keymap.keys.peek())
      if (keys.some((key) => matchesKey(key, event, isMac))) return id
    return undefined
  }

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || workspace.dialogs.current.peek() !== null) return
      const id = idOf(event)
      if (id === undefined || isTyping(event)) return
      const action = actions[id]
      if (becomesClipboardEvent(id, event) || (action.yieldsToText && belongsToText(id, event))) return
      // Our keys are ours even when there is nothing to do: Ctrl+S must never save the page.
      event.preventDefault()
      if (!action.yieldsToText) commitDraft(window.document)
      if (isEnabled(action, workspace)) runAction(id, workspace)
    },
    { signal: stop.signal },
  )
  return () => stop.abort()
}

/** What writes, moves the cursor or picks a choice in a field is the field's, whichever action has the key. */
function isTyping({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || /^F\d+$/.test(key)) return false
  return isTextField(target) || target instanceof HTMLSelectElement
}

/** Keys without a modifier act on the graph only where the graph has the focus; copying serves selected text first. */
function belongsToText(id: MenuActionId, { target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (isTextField(target)) return !isDocumentsUndo(id, target)
  if (!ctrlKey && !metaKey)
    return target instanceof Element && target !== document.body && !target.closest('[data-graph-keys]')
  return document.getSelection()?.isCollapsed === false
}

/** A field whose text is in the document already: its undo is the document's. */
function isDocumentsUndo(id: MenuActionId, target: EventTarget | null): boolean {
  if (id !== 'edit.undo' && id !== 'edit.redo') return false
  return target instanceof HTMLElement && 'commits' in target.dataset && !('draft' in target.dataset)
}

/** A menu's Undo or Copy belongs to the text field that has the focus. */
export function runFromMenu(id: MenuActionId, workspace: Workspace): void {
  const focused = document.activeElement
  const command = id.slice(id.indexOf('.') + 1)
  if (actions[id].yieldsToText && isTextField(focused) && !isDocumentsUndo(id, focused)) {
    // The only way to reach a field's own undo and clipboard. Deprecated, and without a successor.
    document.execCommand(command)
    return
  }
  if (!actions[id].yieldsToText) commitDraft(document)
  // A native menu does not know that a dialog waits for an answer until it is told.
  if (workspace.dialogs.current.peek() === null) runAction(id, workspace)
}
