/**
 * Keeps the native menu as the window has it: keys, words, marks, recent files. It is built anew for most changes; marks
 * change often and alone, and are set on the items that stand there.
 */
import type { ActionStates } from '../../core/contract/desktop'
import type { MainHandlers } from '../../core/contract/main'
import { menuActionIds } from '../../core/contract/menu'
import { menuTemplate, type MenuParts, type RecentItem, type TemplateItem } from './menu-template'

/** What is used of Electron's `MenuItem`. */
export interface NativeItem {
  enabled: boolean
  checked: boolean
  readonly type: string
  readonly role?: string | null
}

export interface NativeMenuHost {
  /** Puts a menu in the place of the one that is shown, and returns how to find its items. */
  show(template: TemplateItem[]): (id: string) => NativeItem | null
}

export interface NativeMenu {
  readonly tasks: Pick<MainHandlers, 'setMenuKeys' | 'setMenuWords' | 'setActionStates'>
  setRecent(recent: readonly RecentItem[]): void
}

export function createNativeMenu(
  host: NativeMenuHost,
  parts: Pick<MenuParts, 'platform' | 'choose' | 'clearRecent'>,
): NativeMenu {
  // One object, whose `states` the clicks read when they happen.
  const shown: { -readonly [Key in keyof MenuParts]: MenuParts[Key] } = { ...parts }
  let find = host.show(menuTemplate(shown))

  function rebuild(): undefined {
    find = host.show(menuTemplate(shown))
    return undefined
  }

  function mark(states: ActionStates): void {
    for (const id of menuActionIds) {
      const item = find(id)
      if (item === null) continue
      if (item.type === 'checkbox') item.checked = states.checked.includes(id)
      // An item with a role is the system's; see the template.
      if (typeof item.role !== 'string') item.enabled = !states.disabled.includes(id)
    }
  }

  return {
    tasks: {
      setMenuKeys(keys) {
        shown.keys = keys
        return rebuild()
      },
      setMenuWords(words) {
        shown.words = words
        return rebuild()
      },
      setActionStates(states) {
        shown.states = states
        mark(states)
        return undefined
      },
    },
    setRecent(recent) {
      shown.recent = recent
      rebuild()
    },
  }
}
