import type { ActionStates } from '../../core/contract/desktop'
import type { MenuKeys, MenuLabels } from '../../core/contract/main'
import {
  englishMenu,
  menu,
  type DesktopLabel,
  type MenuActionId,
  type MenuItem,
} from '../../core/contract/menu'

/** What is used of Electron's `MenuItem` inside its click. */
interface ClickedItem {
  checked: boolean
}

export interface TemplateItem {
  readonly id?: string
  readonly label?: string
  readonly accelerator?: string
  /** False: the key is shown, and left to the window. */
  readonly registerAccelerator?: false
  readonly type?: 'separator' | 'checkbox'
  readonly enabled?: boolean
  readonly checked?: boolean
  readonly role?:
    | 'cut'
    | 'copy'
    | 'paste'
    | 'services'
    | 'hide'
    | 'hideOthers'
    | 'unhide'
    | 'windowMenu'
    | 'toggleDevTools'
    | 'togglefullscreen'
    | 'quit'
  readonly submenu?: TemplateItem[]
  readonly click?: (item: ClickedItem) => void
}

export interface RecentItem {
  readonly name: string
  open(): void
}

export interface MenuParts {
  readonly platform: string
  choose(action: MenuActionId): void
  /** In force in place of the list's; a key that is not fit for a menu still reaches the window. */
  readonly keys?: MenuKeys
  /** In the window's language. */
  readonly words?: MenuLabels
  /** Marks and greys the items; without them nothing is greyed. */
  readonly states?: ActionStates
  /** Newest first. */
  readonly recent?: readonly RecentItem[]
  clearRecent?(): void
}

// The system's own commands: they serve text fields too, and reach the canvas as the page's clipboard events.
const ROLES: Partial<Record<string, 'cut' | 'copy' | 'paste'>> = {
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
}

/** On a Mac these stand in the application's own menu. */
const MAC_APP_ITEMS: readonly MenuActionId[] = ['help.about', 'view.settings']

const NO_STATES: ActionStates = { disabled: [], checked: [] }

const DEFAULT_KEYS: MenuKeys = Object.fromEntries(
  menu.flatMap((group) =>
    group.items.flatMap(({ id, accelerator }: MenuItem) =>
      accelerator === undefined ? [] : [[id, accelerator]],
    ),
  ),
)

/** Electron throws at names that it does not know. */
const KNOWN_KEY =
  /^((CmdOrCtrl|Alt|Shift)\+)*(F\d+|[!-~]|Plus|Space|Enter|Tab|Delete|Backspace|Insert|Home|End|Pageup|Pagedown|Up|Down|Left|Right)$/
/** Keys without Ctrl belong to text fields. */
const MENU_KEY = /^CmdOrCtrl\+|(^|\+)F\d+$/

/** The native menu, made from the shared list; what only the desktop has is added here. */
export function menuTemplate(parts: MenuParts): TemplateItem[] {
  const { platform, words = englishMenu } = parts
  const isMac = platform === 'darwin'
  const groups = menu.map((group): TemplateItem => ({
    label: words.groups[group.id] ?? group.label,
    submenu: [
      ...group.items
        .filter(({ id }) => !isMac || !MAC_APP_ITEMS.includes(id))
        .flatMap((item: MenuItem & { readonly id: MenuActionId }) => [
          ...(item.separated === true ? [SEPARATOR] : []),
          toTemplate(item, parts),
          ...(item.id === 'file.open' ? [recentMenu(parts)] : []),
        ]),
      ...desktopItems(group.id, isMac),
    ],
  }))
  return isMac ? [macAppMenu(parts), ...groups, { role: 'windowMenu' }] : groups
}

const SEPARATOR: TemplateItem = { type: 'separator' }

function toTemplate(
  { id, label, accelerator: usual }: MenuItem & { readonly id: MenuActionId },
  parts: MenuParts,
): TemplateItem {
  const { choose, keys = DEFAULT_KEYS, words = englishMenu, states = NO_STATES } = parts
  const key = keys[id]
  const isTaken = key !== undefined && MENU_KEY.test(key)
  // What is only shown, and left to the window, is taken all the same on a Mac.
  const isShown = isTaken || parts.platform !== 'darwin'
  const accelerator = key !== undefined && KNOWN_KEY.test(key) && isShown ? key : undefined
  // A role brings its own key along.
  const role = accelerator === usual ? ROLES[id] : undefined
  const isToggle = isToggleItem(id)
  function click(item: ClickedItem): void {
    // The system has flipped the mark by itself; whether the action did anything, the window will tell. What is marked
    // by now is read now: marks change without the menu being built anew.
    if (isToggle) item.checked = (parts.states ?? NO_STATES).checked.includes(id)
    choose(id)
  }
  return {
    id,
    label: words.items[id] ?? label,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(accelerator === undefined || isTaken ? {} : { registerAccelerator: false }),
    ...(isToggle ? { type: 'checkbox', checked: states.checked.includes(id) } : {}),
    // What a role does serves text fields, of whose selection we know nothing.
    ...(role === undefined ? { enabled: !states.disabled.includes(id), click } : { role }),
  }
}

function isToggleItem(id: MenuActionId): boolean {
  return menu.some(({ items }) => items.some((item: MenuItem) => item.id === id && item.toggle === true))
}

function recentMenu({ recent = [], clearRecent, words = englishMenu }: MenuParts): TemplateItem {
  const say = (label: DesktopLabel): string => words.desktop[label] ?? englishMenu.desktop[label]
  return {
    label: say('openRecent'),
    submenu:
      recent.length === 0
        ? [{ label: say('noRecent'), enabled: false }]
        : [
            ...recent.map(({ name, open }): TemplateItem => ({ label: plain(name), click: () => open() })),
            SEPARATOR,
            { label: say('clearRecent'), click: () => clearRecent?.() },
          ],
  }
}

/** In a menu `&` underlines the next letter; a file's name is a name. */
function plain(name: string): string {
  return name.replaceAll('&', '&&')
}

function macAppMenu(parts: MenuParts): TemplateItem {
  const items = menu.flatMap(({ items }) =>
    items.map((item: MenuItem & { readonly id: MenuActionId }) => item),
  )
  const own = MAC_APP_ITEMS.flatMap((id) => {
    const item = items.find((known) => known.id === id)
    return item ? [toTemplate(item, parts), SEPARATOR] : []
  })
  return {
    label: 'Styleloom',
    submenu: [
      ...own,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' },
    ],
  }
}

function desktopItems(group: string, isMac: boolean): TemplateItem[] {
  if (group === 'view') return [SEPARATOR, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }]
  // On a Mac, Quit is in the application's own menu.
  return group === 'file' && !isMac ? [SEPARATOR, { role: 'quit' }] : []
}
