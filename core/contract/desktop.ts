/** What the window asks of the system around it: its look, its menu's marks, the clipboard and the logs. */
import * as v from 'valibot'
import { returns } from './define'
import { menuActionIds, type MenuActionId } from './menu'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** What the native menu marks: the actions that cannot run now, and those that are switched on. */
export interface ActionStates {
  readonly disabled: readonly MenuActionId[]
  readonly checked: readonly MenuActionId[]
}

/** A bug of the window, for the log. */
export interface BugReport {
  readonly message: string
  readonly stack: string
}

/** In UTF-16 units; a longer text is not read or written. */
export const LONGEST_CLIPBOARD = 64 * 1024 * 1024
export const LONGEST_BUG = 20_000

const actionIds = v.pipe(v.array(v.picklist(menuActionIds)), v.maxLength(menuActionIds.length))
const actionStates: v.GenericSchema<unknown, ActionStates> = v.strictObject({
  disabled: actionIds,
  checked: actionIds,
})
const bugText = v.pipe(v.string(), v.maxLength(LONGEST_BUG))
const bugReport: v.GenericSchema<unknown, BugReport> = v.strictObject({ message: bugText, stack: bugText })

export const desktopTasks = {
  /** The colours of the window's frame, its menus and the system's dialogs. */
  setThemeChoice: returns<undefined>().call(v.picklist(THEME_CHOICES)),
  setActionStates: returns<undefined>().call(actionStates),
  /** Null when there is no text, too much of it, or the window does not have the focus. */
  readClipboard: returns<string | null>().call(),
  /** False when the window does not have the focus. */
  writeClipboard: returns<boolean>().call(v.pipe(v.string(), v.maxLength(LONGEST_CLIPBOARD))),
  reportBug: returns<undefined>().call(bugReport),
  /** The newest lines of the log, for a report that the user makes. */
  recentLog: returns<string>().call(),
  openLogsFolder: returns<undefined>().call(),
  /** The other answer to `closeAsked`: the user goes on working. */
  keepOpen: returns<undefined>().call(),
} as const
