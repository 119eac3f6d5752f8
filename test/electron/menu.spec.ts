/** The native menu is made from the action table: each item reaches the window, keys and marks are the window's. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { menu, menuActionIds } from '../../core/contract/menu'
import type {} from '../../renderer/host/choose-host'
import { putLesson } from './driver/graphs'
import { expect, test } from './driver/test'

/** These act on text fields too, and reach the graph as the page's clipboard events. */
const SYSTEMS = ['edit.cut', 'edit.copy', 'edit.paste']

test('every item reaches the window as its action', async ({ user }) => {
  const desktop = await user.start()
  await expect(desktop.editor.picture).toBeVisible()
  await desktop.answerDialogs(null)
  await desktop.app.page().evaluate(() => {
    const chosen: string[] = []
    Object.assign(window, { chosen })
    window.styleloom?.onMessage((message) => {
      const { kind, name, value } = message as { kind: string; name?: string; value?: string }
      if (kind === 'event' && name === 'menuChosen') chosen.push(String(value))
    })
  })
  const own = menuActionIds.filter((id) => !SYSTEMS.includes(id))
  await desktop.app.evaluate(({ Menu }, ids) => {
    for (const id of ids) {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id)
      if (!item) throw new Error(`The menu has no ${id}`)
      // Greyed items too: what the window makes of it is the window's affair.
      item.enabled = true
      ;(item.click as () => void)()
    }
  }, own)
  await expect
    .poll(() => desktop.app.page().evaluate(() => (window as unknown as { chosen: string[] }).chosen))
    .toEqual(own)
})

test('shows the actions’ words and keys, and follows a changed key', async ({ user }) => {
  const desktop = await user.start()
  const shown = await desktop.menu()
  for (const group of menu)
    for (const { id, label } of group.items)
      expect(shown.find((item) => item.id === id)?.path).toBe(`${group.label} > ${label}`)
  const keyOf = (wanted: string): Promise<string | undefined> =>
    desktop.menu().then((items) => items.find(({ id }) => id === wanted)?.accelerator)
  expect(await keyOf('edit.duplicate')).toBe('CmdOrCtrl+D')

  await desktop.choose('help.keys')
  const dialog = desktop.app.page().getByRole('dialog', { name: 'Keys and gestures' })
  await expect(dialog).toBeVisible()
  // A native menu would take the very key that is to be chosen.
  await expect.poll(() => keyOf('edit.duplicate')).toBeUndefined()
  await dialog.getByRole('button', { name: 'Change the key of Duplicate, now' }).click()
  await desktop.app.page().keyboard.press('Control+Alt+d')
  await desktop.app.page().keyboard.press('Escape')
  await expect.poll(() => keyOf('edit.duplicate')).toBe('CmdOrCtrl+Alt+D')
})

test('marks what is switched on', async ({ user }) => {
  const desktop = await user.start()
  await expect(desktop.editor.picture).toBeVisible()
  const isChecked = (): Promise<boolean | undefined> =>
    desktop.menu().then((items) => items.find(({ id }) => id === 'edit.lock')?.checked)
  expect(await isChecked()).toBe(false)
  await desktop.choose('edit.lock')
  await expect.poll(isChecked).toBe(true)
  await desktop.choose('edit.lock')
  await expect.poll(isChecked).toBe(false)
})

test('copies and pastes, by the system’s own commands', async ({ user }) => {
  const desktop = await user.start([putLesson(user.home)])
  await desktop.expectTitle('first-lesson')
  await desktop.editor.select('conv')
  const before = await desktop.editor.nodesOfType('conv/conv2d').count()
  await desktop.choose('edit.copy')
  await desktop.choose('edit.paste')
  await expect(desktop.editor.nodesOfType('conv/conv2d')).toHaveCount(before + 1)
})

test('opens the folder of the logs, which name the version and no home', async ({ user }) => {
  const desktop = await user.start()
  await desktop.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(shell, { opened, openPath: async (path: string) => (opened.push(path), '') })
  })
  await desktop.choose('help.logs')
  const opened = (): Promise<readonly string[]> =>
    desktop.app.evaluate(({ shell }) => (shell as unknown as { opened: string[] }).opened)
  await expect.poll(opened).toHaveLength(1)
  const log = readFileSync(join((await opened())[0] ?? '', 'styleloom.log'), 'utf8')
  expect(log).toContain('Styleloom 0.1.0 starts on')
  expect(log).not.toContain(user.home)
})
