/**
 * Copy, cut and paste as the system means them: by its keys, its menus and the browser's, which reach the page as
 * clipboard events. Only inside of them may every page write and read the clipboard.
 */
import type { MenuActionId } from '../../core/contract/menu'
import type { Workspace } from '../app/workspace'
import { copySelection, pasteText } from './clipboard-actions'
import { deleteSelection } from './edit-actions'
import { isMacPlatform, matchesKey } from './keys'
import { isTextField } from './text-field'

/** Keys that the browser turns into a clipboard event, each with the action that it belongs to. */
const SYSTEM_KEYS: Partial<Readonly<Record<MenuActionId, string>>> = {
  'edit.copy': 'CmdOrCtrl+C',
  'edit.cut': 'CmdOrCtrl+X',
  'edit.paste': 'CmdOrCtrl+V',
  'edit.pasteOuter': 'CmdOrCtrl+Shift+V',
}

/** A press that will come back as a clipboard event, and must not be held up. */
export function becomesClipboardEvent(id: MenuActionId, event: KeyboardEvent): boolean {
  const key = SYSTEM_KEYS[id]
  return key !== undefined && matchesKey(key, event, isMacPlatform(navigator))
}

export function listenToClipboard(window: Window, workspace: Workspace): () => void {
  const stop = new AbortController()
  const { signal } = stop
  /** The paste to come was asked for with Shift; its event does not tell. */
  let outer = false

  const isOurs = ({ target }: ClipboardEvent): boolean =>
    workspace.dialogs.current.peek() === null && !isTextField(target)

  function copy(event: ClipboardEvent): boolean {
    // Text that is selected is what the user wants to copy.
    if (!isOurs(event) || document.getSelection()?.isCollapsed === false) return false
    const text = copySelection(workspace)
    if (text === null) return false
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    return true
  }

  window.addEventListener('copy', copy, { signal })
  window.addEventListener(
    'cut',
    (event) => {
      if (copy(event)) deleteSelection(workspace)
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    (event) => {
      if (!isOurs(event)) return
      event.preventDefault()
      pasteText(workspace, event.clipboardData?.getData('text/plain') ?? '', { outer })
    },
    { signal },
  )
  window.addEventListener(
    'keydown',
    ({ key, shiftKey }) => {
      outer = shiftKey && key.toLowerCase() === 'v'
    },
    { signal, capture: true },
  )
  window.addEventListener('keyup', () => (outer = false), { signal, capture: true })
  return () => stop.abort()
}
