import type { MenuKeys, MenuLabels } from '../../core/contract/main'
import { englishMenu, menu, type MenuActionId, type MenuItem } from '../../core/contract/menu'

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
 * of the list's; a key that is not fit for a menu still reaches the window. `words` are those of the window's language.
 */
export function menuTemplate(
  platform: string,
  choose: (action: MenuActionId) => void,
  keys: MenuKeys = DEFAULT_KEYS,
  words: MenuLabels = englishMenu,
): TemplateItem[] {
  const isMac = platform === 'darwin'
  const groups = menu.map((group): TemplateItem => ({
    label: words.groups[group.id] ?? group.label,
    submenu: [
      ...group.items.flatMap((item: MenuItem & { readonly id: MenuActionId }) =>
        toTemplate({ ...item, label: words.items[item.id] ?? item.label }, choose, keys),
      ),
      ...desktopItems(group.id, isMac),
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

function desktopItems(group: string, isMac: boolean): TemplateItem[] {
  if (group === 'view')
    return [{ type: 'separator' }, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }]
  // On a Mac, Quit is in the application's own menu.
  return group === 'file' && !isMac ? [{ type: 'separator' }, { role: 'quit' }] : []
}
