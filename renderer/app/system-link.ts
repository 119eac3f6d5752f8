/** Tells the system around the window what it shows of it: the theme of its frame and the marks of its menu. */
import { effect } from '@preact/signals'
import { tellActionStates } from '../actions/menu-states'
import { systemClock } from '../engine/clock'
import type { Workspace } from './workspace'

export function linkToSystem(window: Window, workspace: Workspace): void {
  const { host, theme } = workspace
  effect(() => host.desktop.setThemeChoice(theme.choice.value))
  tellActionStates(window, workspace, systemClock)
}
