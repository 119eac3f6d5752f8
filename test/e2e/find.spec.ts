import { FindPage } from './pages/find-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('find in graph leads from node to node by Enter and arrows, and Escape goes back', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const find = new FindPage(editor)
  await editor.canvas.focus()
  await find.find('16 x 32 x 32')
  await expect(find.count).toHaveText(/^\d+ found$/)
  const total = await find.panel.getByRole('option').count()
  expect(total).toBeGreaterThan(2)
  const before = await find.camera()
  await find.field.press('Enter')
  await expect(find.count).toHaveText(`1 of ${total}`)
  await expect.poll(() => find.camera()).not.toBe(before)
  await expect(editor.inspector).toHaveAttribute('data-node', /./)
  const first = await editor.inspector.getAttribute('data-node')
  await find.field.press('Enter')
  await expect(find.count).toHaveText(`2 of ${total}`)
  await expect(editor.inspector).not.toHaveAttribute('data-node', first ?? '')
  await find.field.press('Shift+Enter')
  await expect(editor.inspector).toHaveAttribute('data-node', first ?? '')
  await find.field.press('ArrowUp')
  await expect(find.count).toHaveText(`${total} of ${total}`)
  await find.field.press('Escape')
  await expect(find.panel).toBeHidden()
  await expect(editor.canvas).toBeFocused()
})

test('find in graph knows titles and parameters, and says when nothing fits', async ({ editor }) => {
  await editor.openExample(LESSON)
  const find = new FindPage(editor)
  await find.find('filters 16')
  await expect(find.count).toHaveText('1 found')
  await find.field.press('Enter')
  await expect(editor.inspector).toHaveAttribute('data-node', 'conv')
  await find.field.fill('qqqq')
  await expect(find.count).toHaveText('None')
})

test('the command palette runs an action by its name and offers it first the next time', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const find = new FindPage(editor)
  await find.command('select all')
  await find.palette.getByRole('combobox').press('Enter')
  await expect(find.palette).toBeHidden()
  await expect(editor.node('conv')).toHaveAttribute('aria-selected', 'true')
  await find.command('')
  await expect(find.commands.first()).toContainText('Select All')
  await editor.page.keyboard.press('ArrowDown')
  await expect(find.commands.nth(1)).toHaveAttribute('aria-selected', 'true')
  await editor.page.keyboard.press('Escape')
  await expect(find.palette).toBeHidden()
})

test('the command palette greys what cannot run now and says why', async ({ editor }) => {
  await editor.openExample(LESSON)
  const find = new FindPage(editor)
  await find.command('duplicate')
  await expect(find.commands.first()).toHaveAttribute('aria-disabled', 'true')
  await expect(find.commands.first()).toContainText('No node is selected')
  await editor.page.keyboard.press('Enter')
  await expect(find.palette).toBeVisible()
})

test('a key can be changed, conflicts are settled, and the choice is remembered', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  const { keys } = new FindPage(editor)
  const keyOf = (label: string) => keys.getByRole('button', { name: `Change the key of ${label}, now` })
  const openKeys = () => editor.menu('Help', 'help.keys')

  await openKeys()
  await keyOf('Select All').click()
  await page.keyboard.press('F2')
  await expect(keyOf('Select All')).toHaveText('F2')
  await keyOf('Duplicate').click()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(keys.getByRole('alert')).toContainText('the key of Add Node')
  await keys.getByRole('button', { name: 'Swap keys' }).click()
  await expect(keyOf('Duplicate')).toContainText('K')
  await expect(keyOf('Add Node')).toContainText('D')
  await keyOf('Fit Graph').click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('key-recorder')).toBeHidden()
  await keys.getByRole('button', { name: 'Close', exact: true }).click()

  await editor.openExample(LESSON)
  await editor.canvas.focus()
  await page.keyboard.press('F2')
  await expect(editor.node('conv')).toHaveAttribute('aria-selected', 'true')
  await editor.select('conv')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(editor.nodesOfType('conv/conv2d')).toHaveCount(2)
  await expect(page.getByTestId('edit.addNode')).toHaveAttribute('data-tip', /D$/)

  await openKeys()
  await keys.getByRole('button', { name: 'Reset all keys' }).click()
  await expect(keyOf('Select All')).toContainText('A')
  await expect(keys.getByRole('button', { name: 'Reset all keys' })).toBeDisabled()
})

test('a key without Ctrl leaves text fields alone', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  const find = new FindPage(editor)
  await editor.menu('Help', 'help.keys')
  await find.keys.getByRole('button', { name: 'Change the key of Select All, now' }).click()
  await page.keyboard.press('b')
  await find.keys.getByRole('button', { name: 'Close', exact: true }).click()
  await find.find('')
  await page.keyboard.type('bb')
  await expect(find.field).toHaveValue('bb')
  await expect(editor.node('conv')).toHaveAttribute('aria-selected', 'false')
})
