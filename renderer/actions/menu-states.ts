/** Tells a native menu which actions cannot run now and which are switched on. */
import { computed, effect, signal } from '@preact/signals'
import type { ActionStates } from '../../core/contract/desktop'
import { menuActionIds, type MenuActionId } from '../../core/contract/menu'
import type { Workspace } from '../app/workspace'
import type { Clock } from '../engine/clock'
import { actions, isEnabled } from './actions'
import { isTextField } from './text-field'

/** Selecting and typing change marks many times in a row, and nobody opens a menu that fast. */
const QUIET_MS = 60

/** @param isTyping while a text field has the focus, what serves text fields serves that one */
export function actionStates(workspace: Workspace, isTyping: boolean): ActionStates {
  const hasDialog = workspace.dialogs.current.value !== null
  const disabled: MenuActionId[] = []
  const checked: MenuActionId[] = []
  for (const id of menuActionIds) {
    const action = actions[id]
    const servesText = isTyping && action.yieldsToText === true
    if (!servesText && (hasDialog || !isEnabled(action, workspace))) disabled.push(id)
    if ((action.isChecked ?? action.isOn)?.(workspace) === true) checked.push(id)
  }
  return { disabled, checked }
}

export function tellActionStates(window: Window, workspace: Workspace, clock: Clock): () => void {
  const { host } = workspace
  if (!host.hasNativeMenu) return () => undefined
  const stop = new AbortController()
  const isTyping = signal(false)
  const follow = (): void => void (isTyping.value = isTextField(window.document.activeElement))
  window.addEventListener('focusin', follow, { signal: stop.signal })
  window.addEventListener('focusout', follow, { signal: stop.signal })

  const states = computed(() => actionStates(workspace, isTyping.value))
  let told = ''
  let cancel: (() => void) | null = null

  function tell(): void {
    cancel = null
    const next = states.peek()
    const text = JSON.stringify(next)
    if (text === told) return
    told = text
    host.desktop.setActionStates(next)
  }
  const unfollow = effect(() => {
    void states.value
    cancel ??= clock.after(QUIET_MS, tell)
  })
  return () => {
    stop.abort()
    unfollow()
    cancel?.()
  }
}
