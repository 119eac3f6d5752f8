import type { Locator } from '@playwright/test'
import type { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

/** The keyboard alone: no call of the mouse in this file. */

const LESSON = 'first-lesson.loom.json'

/** Types into the search that stands open and takes its first result. */
async function addBySearch({ page }: EditorPage, name: string): Promise<void> {
  await expect(page.getByRole('combobox', { name: 'Search node types' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

function announced({ page }: EditorPage): Locator {
  return page.getByTestId('announcements')
}

test('a graph is built, connected, configured and taken apart', async ({ editor }) => {
  const { page } = editor
  const { keyboard } = page
  await editor.openEmpty()

  // The first node of an empty graph.
  await keyboard.press('ControlOrMeta+Shift+O')
  await expect(page.getByTestId('outline-add')).toBeFocused()
  await keyboard.press('Enter')
  await addBySearch(editor, 'noise image')
  await expect(editor.outline.locator('[data-node]')).toHaveCount(1)
  const [first] = await editor.outline.locator('[data-node]').all()
  await expect(first as Locator).toBeFocused()

  // One behind it, connected at once, and a third behind that.
  await keyboard.press('Insert')
  await addBySearch(editor, 'blur')
  await expect(announced(editor)).toContainText(/Added Blur.*connected/)
  await expect(editor.node('blur')).toBeFocused()
  await keyboard.press('Shift+A')
  await addBySearch(editor, 'leaky relu')
  await expect(announced(editor)).toContainText('Added Leaky ReLU, connected Blur')
  await expect(editor.outline.locator('[data-node]')).toHaveCount(3)

  // A parameter, and back.
  await editor.outline.locator('[tabindex="0"]').press('End')
  await keyboard.press('Enter')
  await expect(editor.inspector.locator('.params :focus')).toBeVisible()
  await keyboard.press('ArrowUp')
  await expect(announced(editor)).toContainText(/^Set .* of Leaky ReLU to /)
  await keyboard.press('Escape')
  await expect(editor.outline.locator('[data-type="activation/leaky-relu"]')).toBeFocused()

  // Gone, and there again.
  await keyboard.press('Delete')
  await expect(announced(editor)).toContainText('Deleted Leaky ReLU')
  await expect(editor.outline.locator('[data-node]')).toHaveCount(2)
  await keyboard.press('ControlOrMeta+z')
  await expect(announced(editor)).toContainText('Undid: delete')
  await expect(editor.nodesOfType('activation/leaky-relu')).toContainText('x from blur.y')
})

test('connects from a list that says what fits and why the rest does not', async ({ editor }) => {
  const { page } = editor
  const { keyboard } = page
  await editor.openExample(LESSON)
  await editor.node('act').focus()
  await keyboard.press('ArrowRight')
  await expect(editor.node('act')).toHaveAttribute('aria-expanded', 'true')
  await keyboard.press('ArrowRight')
  const input = editor.outline.getByRole('treeitem', { name: /Input x: from/ })
  await expect(input).toBeFocused()

  await keyboard.press('Delete')
  await expect(editor.outline.getByRole('treeitem', { name: 'Input x: not connected' })).toBeFocused()
  await expect(announced(editor)).toContainText('Disconnected')

  await keyboard.press('Enter')
  const list = page.getByRole('dialog', { name: /^Connect .* x from$/ })
  await expect(list.getByRole('option').first()).toContainText('×')
  await expect(list.getByRole('option').last()).toHaveAttribute('aria-disabled', 'true')
  await expect(list.getByRole('option').last()).toContainText(/loop|takes/)
  await keyboard.type('conv')
  await keyboard.press('Enter')
  await expect(editor.node('act')).toContainText('x from conv.y')
  await expect(editor.outline.getByRole('treeitem', { name: /Input x: from/ })).toBeFocused()
  await expect(announced(editor)).toContainText(
    /Connected .* y to .* x, N × 16 × 8 × 8|Connected .* y to .* x/,
  )
})

test('Escape and refusals leave things as they are', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  await editor.node('z').focus()
  await page.keyboard.press('Shift+C')
  await expect(page.getByTestId('edit.undo')).toBeDisabled()
})

test('opens a node in the inspector, sets a parameter, and comes back', async ({ editor }) => {
  const { page } = editor
  const { keyboard } = page
  await editor.openExample(LESSON)
  await editor.node('conv').focus()
  await keyboard.press('Enter')
  await expect(editor.inspector).toHaveAttribute('data-node', 'conv')
  const field = editor.param('filters').getByRole('spinbutton')
  await expect(field).toBeFocused()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('24')
  await keyboard.press('Enter')
  await expect(announced(editor)).toContainText(/filters.*24/)
  await keyboard.press('Escape')
  await expect(editor.node('conv')).toBeFocused()
  await keyboard.press('ControlOrMeta+z')
  await expect(announced(editor)).toContainText('Undid: set filters')
  await keyboard.press('ControlOrMeta+Shift+z')
  await expect(announced(editor)).toContainText('Redid: set filters')
})

test('walks, finds by name, selects several, renames and deletes', async ({ editor }) => {
  const { page } = editor
  const { keyboard } = page
  await editor.openExample(LESSON)
  await editor.outline.getByRole('treeitem').first().focus()
  await keyboard.press('End')
  await expect(editor.outline.locator('[data-node]').last()).toBeFocused()
  await keyboard.press('Home')
  const items = editor.outline.locator('[data-node]')
  await expect(items.first()).toBeFocused()
  await expect(items.first()).toHaveAttribute('aria-posinset', '1')
  await expect(items.first()).toHaveAttribute('aria-setsize', String(await items.count()))

  await keyboard.type('ada')
  await expect(editor.node('adain')).toBeFocused()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
  await keyboard.press('F2')
  await expect(editor.inspector.getByLabel('Node name')).toBeFocused()
  await keyboard.type('Style enters here')
  await keyboard.press('Enter')
  await expect(editor.node('adain')).toContainText('Style enters here')
  await expect(announced(editor)).toContainText('Style enters here')

  await keyboard.press('ControlOrMeta+Shift+O')
  await keyboard.press('Shift+ArrowUp')
  await expect(editor.inspector).toContainText('2 nodes selected')
  const count = await items.count()
  await keyboard.press('Delete')
  await expect(items).toHaveCount(count - 2)
  await expect(announced(editor)).toContainText('Deleted 2 nodes')
  // The keyboard is not lost with the node it was on.
  await expect(editor.outline.locator('[tabindex="0"]')).toBeFocused()
  await keyboard.press('ControlOrMeta+z')
  await expect(items).toHaveCount(count)
  await expect(announced(editor)).toContainText('Undid: delete')
})

test('the menu key opens the menu of the canvas, and gives the keyboard back', async ({ editor }) => {
  const { keyboard } = editor.page
  await editor.openExample(LESSON)
  await editor.node('act').focus()
  await keyboard.press('Shift+F10')
  await expect(editor.page.getByRole('menu', { name: 'Canvas menu' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(editor.node('act')).toBeFocused()
})

test('selecting on the canvas marks the row and takes no focus', async ({ editor }) => {
  const { keyboard } = editor.page
  await editor.openExample(LESSON)
  await editor.canvas.focus()
  await keyboard.press('ControlOrMeta+a')
  await expect(editor.outline.locator('[data-node][aria-selected="true"]')).toHaveCount(
    await editor.outline.locator('[data-node]').count(),
  )
  await expect(editor.canvas).toBeFocused()
})

test('F6 goes round the panels and Shift+F6 back; arrow keys move nodes, a burst is one undo', async ({
  editor,
}) => {
  const { page } = editor
  const { keyboard } = page
  await editor.openExample(LESSON)
  await editor.canvas.focus()
  const regions = { toolbar: '.toolbar', palette: '.palette', outline: '.outline', canvas: '.canvas-area' }
  const more = { drawer: '.drawer', picture: '.picture-panel', inspector: '.inspector' }
  const region = (): Promise<string | undefined> =>
    page.evaluate(
      (all) => Object.entries(all).find(([, selector]) => document.activeElement?.closest(selector))?.[0],
      { ...regions, ...more },
    )
  const seen = [await region()]
  for (let step = 0; step < 7; step++) {
    await keyboard.press('F6')
    seen.push(await region())
  }
  expect(seen).toEqual([
    'canvas',
    'drawer',
    'picture',
    'inspector',
    'toolbar',
    'palette',
    'outline',
    'canvas',
  ])
  await keyboard.press('Shift+F6')
  expect(await region()).toBe('outline')

  await editor.select('adain')
  await keyboard.press('Escape')
  await expect(editor.canvas).toBeFocused()
  const before = await editor.nodeX('adain')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.press('Shift+ArrowRight')
  await expect.poll(() => editor.nodeX('adain')).toBeGreaterThan(before + 20)
  await keyboard.press('ControlOrMeta+z')
  await expect.poll(() => editor.nodeX('adain')).toBe(before)
})

test('the first Tab offers a way past the toolbar', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the outline' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(editor.outline.locator('[tabindex="0"]')).toBeFocused()
})

test('a menu in which nothing can be chosen still obeys the keys', async ({ editor }) => {
  await editor.openEmpty()
  await editor.page.getByRole('menuitem', { name: 'Arrange' }).click()
  const menu = editor.page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { disabled: false })).toHaveCount(0)
  await editor.page.keyboard.press('ArrowRight')
  await expect(menu).toHaveAccessibleName('Block')
  await editor.page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
})
