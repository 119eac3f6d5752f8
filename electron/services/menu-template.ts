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

/** The native menu, made from the shared list; what only the desktop has is added here. */
export function menuTemplate(platform: string, choose: (action: MenuActionId) => void): TemplateItem[] {
  const isMac = platform === 'darwin'
  const groups = menu.map((group): TemplateItem => ({
    label: group.label,
    submenu: [
      ...group.items.flatMap((item: MenuItem & { readonly id: MenuActionId }) => toTemplate(item, choose)),
      ...desktopItems(group.label, isMac),
    ],
  }))
  return isMac ? [{ role: 'appMenu' }, ...groups, { role: 'windowMenu' }] : groups
}

function toTemplate(
  item: MenuItem & { readonly id: MenuActionId },
  choose: (action: MenuActionId) => void,
): TemplateItem[] {
  const { id, label, accelerator, separated } = item
  const role = ROLES[id]
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
