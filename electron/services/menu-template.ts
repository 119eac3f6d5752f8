import type { MenuKeys } from '../../core/contract/main'
import { menu, type MenuActionId, type MenuItem } from '../../core/contract/menu'

interface TemplateItem {
  readonly id?: string
  readonly label?: string
  readonly accelerator?: string
  readonly type?: 'separator'
  readonly role?:
    'cut' | 'copy' | 'paste' | 'appMenu' | 'windowMenu' | 'toggleDevTools' | 'togglefullscreen' | 'quit'
  readonly submenu?: TemplateItem[]
  readonly click?: () => void
}

// The system's own commands: they serve text fields too, and reach the canvas as the page's clipboard events.
const ROLES: Partial<Record<string, 'cut' | 'copy' | 'paste'>> = {
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
}

const DEFAULT_KEYS: MenuKeys = Object.fromEntries(
  menu.flatMap((group) =>
    group.items.flatMap(({ id, accelerator }: MenuItem) =>
      accelerator === undefined ? [] : [[id, accelerator]],
    ),
  ),
)

/** Keys without a modifier belong to text fields, and Electron throws at names that it does not know. */
const MENU_KEY =
  /^(((CmdOrCtrl|Alt|Shift)\+)*F\d+|CmdOrCtrl\+((Alt|Shift)\+)*([!-~]|Plus|Space|Enter|Tab|Delete|Backspace|Insert|Home|End|Pageup|Pagedown|Up|Down|Left|Right))$/

/**
 * The native menu, made from the shared list; what only the desktop has is added here. `keys` are in force in place
 * of the list's; a key that is not fit for a menu still reaches the window.
 */
export function menuTemplate(
  platform: string,
  choose: (action: MenuActionId) => void,
  keys: MenuKeys = DEFAULT_KEYS,
): TemplateItem[] {
  const isMac = platform === 'darwin'
  const groups = menu.map((group): TemplateItem => ({
    label: group.label,
    submenu: [
      ...group.items.flatMap((item: MenuItem & { readonly id: MenuActionId }) =>
        toTemplate(item, choose, keys),
      ),
      ...desktopItems(group.label, isMac),
    ],
  }))
  return isMac ? [{ role: 'appMenu' }, ...groups, { role: 'windowMenu' }] : groups
}

function toTemplate(
  item: MenuItem & { readonly id: MenuActionId },
  choose: (action: MenuActionId) => void,
  keys: MenuKeys,
): TemplateItem[] {
  const { id, label, separated } = item
  const key = keys[id]
  const accelerator = key !== undefined && MENU_KEY.test(key) ? key : undefined
  // A role brings its own key along.
  const role = accelerator === item.accelerator ? ROLES[id] : undefined
  const entry: TemplateItem = {
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(role === undefined ? { click: () => choose(id) } : { role }),
  }
  return separated === true ? [{ type: 'separator' }, entry] : [entry]
}

function desktopItems(label: string, isMac: boolean): TemplateItem[] {
  if (label === 'View')
    return [{ type: 'separator' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }]
  // On a Mac, Quit is in the application's own menu.
  return label === 'File' && !isMac ? [{ type: 'separator' }, { role: 'quit' }] : []
}
