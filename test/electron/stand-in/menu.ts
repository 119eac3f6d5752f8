/** `Menu`: the application's menu as Electron would build it, with what a click does. */
import { app } from './app'
import { BrowserWindow } from './browser-window'
import { checkKeys, strict } from './strict'

type Template = Electron.MenuItemConstructorOptions

const ITEM_KEYS = [
  'id',
  'label',
  'sublabel',
  'accelerator',
  'type',
  'role',
  'checked',
  'enabled',
  'visible',
  'submenu',
  'click',
  'registerAccelerator',
]

// What the system's own commands do, as far as a test can see it; null: something outside the page.
const ROLES: Readonly<Record<string, { readonly label: string; run?(): void }>> = {
  cut: { label: 'Cut', run: () => BrowserWindow.getFocusedWindow()?.webContents.cut() },
  copy: { label: 'Copy', run: () => BrowserWindow.getFocusedWindow()?.webContents.copy() },
  paste: { label: 'Paste', run: () => BrowserWindow.getFocusedWindow()?.webContents.paste() },
  quit: { label: 'Quit', run: () => app.quit() },
  togglefullscreen: { label: 'Toggle Full Screen' },
  toggledevtools: { label: 'Toggle Developer Tools' },
  appmenu: { label: 'Styleloom' },
  windowmenu: { label: 'Window' },
  about: { label: 'About Styleloom' },
  services: { label: 'Services' },
  hide: { label: 'Hide Styleloom' },
  hideothers: { label: 'Hide Others' },
  unhide: { label: 'Show All' },
}

const MODIFIER = '(CmdOrCtrl|CommandOrControl|Ctrl|Control|Cmd|Command|Alt|Option|AltGr|Shift|Super)'
const KEY =
  '(F([1-9]|1\\d|2[0-4])|[!-~]|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)'
const ACCELERATOR = new RegExp(`^(${MODIFIER}\\+)*${KEY}$`, 'i')

export interface StandInItem {
  readonly id: string | undefined
  readonly label: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | undefined
  enabled: boolean
  checked: boolean
  visible: boolean
  readonly submenu: StandInMenu | undefined
  click(): void
}

export interface StandInMenu {
  readonly items: readonly StandInItem[]
  getMenuItemById(id: string): StandInItem | null
}

let shown: StandInMenu | null = null

export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly Template[]): StandInMenu => build(template),
  setApplicationMenu: (menu: StandInMenu | null): void => void (shown = menu),
  getApplicationMenu: (): StandInMenu | null => shown,
}) satisfies Partial<Record<keyof typeof Electron.Menu, unknown>>

function build(template: readonly Template[]): StandInMenu {
  const items = template.map(toItem)
  return strict('Menu', {
    items,
    getMenuItemById(id: string): StandInItem | null {
      for (const item of items) {
        const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null)
        if (found !== null) return found
      }
      return null
    },
  })
}

function toItem(given: Template): StandInItem {
  checkKeys('menu item', given, ITEM_KEYS)
  const role = given.role?.toLowerCase()
  const known = role === undefined ? undefined : ROLES[role]
  if (role !== undefined && known === undefined)
    throw new Error(`The stand-in of Electron has no menu role "${role}"`)
  const label = given.label ?? known?.label
  if (label === undefined && given.type !== 'separator')
    throw new TypeError('Invalid template for MenuItem: must have either label, role or type')
  if (given.accelerator !== undefined && !ACCELERATOR.test(given.accelerator))
    throw new TypeError(`Error processing argument: "${given.accelerator}" is no accelerator`)
  const submenu = Array.isArray(given.submenu) ? build(given.submenu) : undefined
  const item: StandInItem = {
    id: given.id,
    label: label ?? '',
    type: given.type ?? (submenu === undefined ? 'normal' : 'submenu'),
    role,
    accelerator: given.accelerator,
    enabled: given.enabled ?? true,
    checked: given.checked ?? false,
    visible: given.visible ?? true,
    submenu,
    click() {
      if (!item.enabled) return
      if (item.type === 'checkbox') item.checked = !item.checked
      if (known?.run !== undefined) known.run()
      else if (given.click === undefined) throw new Error(`The stand-in cannot choose "${item.label}"`)
      else Reflect.apply(given.click, item, [item, BrowserWindow.getFocusedWindow() ?? undefined, {}])
    },
  }
  return strict('MenuItem', item)
}
