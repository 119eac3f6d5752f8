import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { englishMenu, menu, menuActionIds, type MenuActionId, type MenuItem } from '../../core/contract/menu'
import { menuTemplate, type MenuParts, type TemplateItem } from '../../electron/services/menu-template'
import { createNativeMenu, type NativeItem } from '../../electron/services/native-menu'
import { recentItems } from '../../electron/services/recent-items'
import type { RecentEntry } from '../../electron/services/recent-files'
import { actions } from '../../renderer/actions/actions'

const parts = (given: Partial<MenuParts> = {}): MenuParts => ({
  platform: 'linux',
  choose: () => undefined,
  ...given,
})
const flatten = (given: Partial<MenuParts> = {}): readonly TemplateItem[] =>
  menuTemplate(parts(given)).flatMap((group) => group.submenu ?? [])
const find = (items: readonly TemplateItem[], id: MenuActionId): TemplateItem =>
  required(
    items.find((item) => item.id === id),
    id,
  )

describe('the native menu', () => {
  test.each(['linux', 'win32', 'darwin'])('has every action once on %s', (platform) => {
    const ids = flatten({ platform }).flatMap((item) => item.id ?? [])
    expect([...ids].sort()).toEqual([...menuActionIds].sort())
  })

  test('each click tells its own, but for what the system does', () => {
    const chosen: string[] = []
    for (const item of flatten({ choose: (action) => chosen.push(action) })) item.click?.({ checked: false })
    expect(menuActionIds.filter((id) => !chosen.includes(id))).toEqual([
      'edit.cut',
      'edit.copy',
      'edit.paste',
    ])
  })

  test('shows the keys in force, but takes none that a text field needs or the system does not know', () => {
    const keys = {
      'edit.duplicate': 'CmdOrCtrl+Shift+K',
      'edit.copy': 'F6',
      'edit.delete': 'Delete',
      'view.fit': 'B',
      'view.zoomIn': 'CmdOrCtrl+ä',
    }
    const shown = (platform: string): readonly string[] =>
      flatten({ keys, platform }).flatMap(({ id, accelerator, role, registerAccelerator }) => {
        const how = registerAccelerator === false ? 'only shown' : (role ?? 'click')
        return accelerator ? [`${id} ${accelerator} ${how}`] : []
      })
    const taken = ['edit.copy F6 click', 'edit.duplicate CmdOrCtrl+Shift+K click']
    // A Mac takes whatever it shows.
    expect(shown('darwin')).toEqual(taken)
    expect(shown('linux')).toEqual([...taken, 'edit.delete Delete only shown', 'view.fit B only shown'])
  })

  test('puts Quit, About and Settings where the system has them', () => {
    const quits = (platform: string): boolean => flatten({ platform }).some((item) => item.role === 'quit')
    expect([quits('linux'), quits('win32'), quits('darwin')]).toEqual([true, true, true])
    const groups = menuTemplate(parts({ platform: 'darwin' }))
    expect(groups.map((group) => group.role ?? group.label)).toEqual([
      'Styleloom',
      'File',
      'Edit',
      'Arrange',
      'Block',
      'Run',
      'View',
      'Help',
      'windowMenu',
    ])
    const own = required(groups[0]?.submenu, 'the own menu').map(({ id, role, type }) => id ?? role ?? type)
    expect(own.slice(0, 3)).toEqual(['help.about', 'separator', 'view.settings'])
    expect(own.at(-1)).toBe('quit')
  })

  test('says what the window says, and English where it says nothing', () => {
    const words = {
      groups: { file: 'Datei' },
      items: { 'file.new': 'Neu' },
      desktop: { openRecent: 'Zuletzt benutzt' },
    }
    const [file, edit] = menuTemplate(parts({ words }))
    expect([file?.label, edit?.label]).toEqual(['Datei', 'Edit'])
    const labels = file?.submenu?.map(({ label }) => label) ?? []
    expect(labels).toContain('Neu')
    expect(labels).toContain('Open…')
    expect(labels).toContain('Zuletzt benutzt')
  })

  test('every item that is marked while it is on has an action that tells whether it is', () => {
    for (const { items } of menu) {
      for (const { id, toggle = false } of items as readonly (MenuItem & { id: MenuActionId })[])
        expect((actions[id].isChecked ?? actions[id].isOn) !== undefined, id).toBe(toggle)
    }
  })
})

describe('recent files in the menu', () => {
  const submenu = (given: Partial<MenuParts>): readonly TemplateItem[] =>
    required(
      flatten(given).find(({ label }) => label === englishMenu.desktop.openRecent)?.submenu,
      'Open Recent',
    )

  test('are listed, open, and can be forgotten', () => {
    const done: string[] = []
    const recent = [{ name: 'R&D.loom', open: () => void done.push('opened') }]
    const items = submenu({ recent, clearRecent: () => void done.push('cleared') })
    expect(items.map(({ label, type }) => label ?? type)).toEqual(['R&&D.loom', 'separator', 'Clear Menu'])
    for (const item of items) item.click?.({ checked: false })
    expect(done).toEqual(['opened', 'cleared'])
  })

  test('or the menu says that there are none', () =>
    expect(submenu({})).toEqual([{ label: 'No Recent Files', enabled: false }]))

  test('of one name say where they lie; the list is short', () => {
    const entry = (name: string, folder: string): RecentEntry => ({
      id: name as RecentEntry['id'],
      path: `/${folder}/${name}`,
      name,
      folder,
      time: 0,
    })
    const entries = [entry('a.loom', '~/x'), entry('b.loom', '~/x'), entry('a.loom', '~/y')]
    const opened: string[] = []
    const items = recentItems(entries, (path) => opened.push(path))
    expect(items.map(({ name }) => name)).toEqual(['a.loom (~/x)', 'b.loom', 'a.loom (~/y)'])
    for (const { open } of items) open()
    expect(opened).toEqual(['/~/x/a.loom', '/~/x/b.loom', '/~/y/a.loom'])
    const many = Array.from({ length: 20 }, (_, index) => entry(`${index}.loom`, '~'))
    expect(recentItems(many, () => undefined)).toHaveLength(10)
  })
})

describe('marks', () => {
  /** A menu of Electron's, of which items can be asked for. */
  function shownMenu() {
    const shown: TemplateItem[][] = []
    let items = new Map<string, NativeItem>()
    const chosen: string[] = []
    const menu = createNativeMenu(
      {
        show(template) {
          shown.push(template)
          const all = template.flatMap(({ submenu = [] }) => submenu)
          items = new Map(
            all.flatMap(({ id, type = 'normal', role, enabled = true, checked = false }) =>
              id === undefined ? [] : [[id, { type, enabled, checked, ...(role ? { role } : {}) }]],
            ),
          )
          return (id) => items.get(id) ?? null
        },
      },
      { platform: 'linux', choose: (action) => chosen.push(action) },
    )
    const item = (id: MenuActionId): NativeItem => required(items.get(id), id)
    return { menu, shown, item, chosen }
  }

  test('are set on the items that stand there, and outlast a new menu', () => {
    const { menu, shown, item } = shownMenu()
    expect(item('edit.undo').enabled).toBe(true)
    void menu.tasks.setActionStates({ disabled: ['edit.undo', 'edit.copy'], checked: ['view.minimap'] })
    const marks = () => [
      item('edit.undo').enabled,
      item('edit.redo').enabled,
      // The system's own: it serves text fields, too.
      item('edit.copy').enabled,
      item('view.minimap').checked,
      item('edit.lock').checked,
    ]
    expect(marks()).toEqual([false, true, true, true, false])
    expect(shown).toHaveLength(1)
    void menu.tasks.setMenuKeys({})
    menu.setRecent([])
    expect(shown).toHaveLength(3)
    expect([item('edit.undo').enabled, item('view.minimap').checked]).toEqual([false, true])
  })

  test('are the window’s to set: a click flips none', () => {
    const { menu, shown, chosen } = shownMenu()
    void menu.tasks.setActionStates({ disabled: [], checked: ['view.minimap'] })
    const clicked = { checked: false }
    const template = required(shown.at(-1), 'the menu').flatMap(({ submenu = [] }) => submenu)
    find(template, 'view.minimap').click?.(clicked)
    expect([clicked.checked, chosen]).toEqual([true, ['view.minimap']])
  })
})
