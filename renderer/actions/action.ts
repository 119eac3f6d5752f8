import type { LucideIcon } from 'lucide-preact'
import type { MenuActionId } from '../../core/contract/menu'
import type { Workspace } from '../app/workspace'

/**
 * Something the user can do, whether by menu, toolbar or key. Its words and its key stand in the menu's
 * description, which the desktop shares; `title` is for words that depend on the moment.
 */
export interface Action {
  readonly id: MenuActionId
  readonly icon: LucideIcon
  title?(workspace: Workspace): string | null
  /** Reads signals, so that buttons follow. */
  isEnabled?(workspace: Workspace): boolean
  /** In a few words, why it cannot run now: `Nothing to undo`. Asked only while it is disabled. */
  whyDisabled?(workspace: Workspace): string
  /** For one of several choices: whether it is the chosen one. */
  isChecked?(workspace: Workspace): boolean
  /** For what is switched on and off where `title` says which: a native menu has fixed words and marks it instead. */
  isOn?(workspace: Workspace): boolean
  run(workspace: Workspace): void | Promise<unknown>
  /** In a text field these keys belong to the field. */
  readonly yieldsToText?: boolean
}
