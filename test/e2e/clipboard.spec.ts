import type { Page } from '@playwright/test'
import { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'
const PORTRAITS = 'portraits64.loom'

/** Another window of the same user, on the same system clipboard. */
async function secondWindow(page: Page): Promise<EditorPage> {
  return new EditorPage(await page.context().newPage())
}

async function select(editor: EditorPage, ids: readonly string[]): Promise<void> {
  const [first = '', ...more] = ids
  await editor.select(first)
  await editor.page.keyboard.down('Shift')
  for (const id of more) {
    const { x, y } = await editor.nodePlace(id)
    await editor.page.mouse.click(x, y)
  }
  await editor.page.keyboard.up('Shift')
  await editor.canvas.focus()
}

test('nodes copied in one window are pasted in another, with the wires among them', async ({ editor }) => {
  await editor.openExample(LESSON)
  await select(editor, ['conv', 'act'])
  await editor.page.keyboard.press('ControlOrMeta+c')
  const other = await secondWindow(editor.page)
  await other.openEmpty()
  await other.canvas.focus()
  await other.page.keyboard.press('ControlOrMeta+v')
  await expect(other.node('conv2d')).toBeAttached()
  await expect(other.node('leaky-relu')).toContainText('x from conv2d.y')
  await other.action('edit.undo')
  await expect(other.node('conv2d')).not.toBeAttached()

  await other.action('edit.redo')
  await select(other, ['leaky-relu'])
  await other.page.keyboard.press('ControlOrMeta+x')
  await expect(other.node('leaky-relu')).not.toBeAttached()
  await editor.page.bringToFront()
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+v')
  await expect(editor.node('leaky-relu')).toBeAttached()
})

test('what is copied is a graph file that any program can hold', async ({ editor }) => {
  await editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await editor.openExample(LESSON)
  await select(editor, ['adain'])
  await editor.menu('Edit', 'edit.copy')
  const clipboard = () => editor.page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toContain('"type": "norm/adain"')
  expect(JSON.parse(await clipboard())).toMatchObject({
    format: 'styleloom',
    nodes: { adain: { version: 1 } },
  })
  await editor.menu('Edit', 'edit.paste')
  await expect(editor.nodesOfType('norm/adain')).toHaveCount(2)
})

test('with Shift, pasted and duplicated nodes listen to the same nodes', async ({ editor }) => {
  await editor.openExample(LESSON)
  await select(editor, ['adain'])
  await editor.page.keyboard.press('ControlOrMeta+c')
  await editor.page.keyboard.press('ControlOrMeta+v')
  await expect(editor.node('adain2')).not.toContainText('from')
  await editor.page.keyboard.press('ControlOrMeta+Shift+v')
  await expect(editor.node('adain3')).toContainText('styles from affine.styles')
  await editor.page.keyboard.press('ControlOrMeta+Shift+d')
  await expect(editor.node('adain4')).toContainText('styles from affine.styles')
  await editor.action('edit.undo')
  await expect(editor.node('adain4')).not.toBeAttached()
  await expect(editor.node('adain3')).toBeAttached()
})

test('values that the other window does not have are named, and none are made up', async ({ editor }) => {
  await editor.openExample(PORTRAITS)
  await select(editor, ['to_rgb'])
  await editor.page.keyboard.press('ControlOrMeta+c')
  await editor.page.keyboard.press('ControlOrMeta+v')
  await expect(editor.nodesOfType('conv/to-rgb')).toHaveCount(2)
  await expect(editor.notices).toHaveCount(0)

  const other = await secondWindow(editor.page)
  await other.openEmpty()
  await other.canvas.focus()
  await other.page.keyboard.press('ControlOrMeta+v')
  await expect(other.node('to-rgb')).toBeAttached()
  await expect(other.notices).toContainText(/The values of to_rgb\.\w+/)
  await expect(other.notices).toContainText('Open the graph they come from in this window')
})

test('text that is no graph, a newer graph and a broken one add nothing and say why', async ({ editor }) => {
  const { page } = editor
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await editor.openExample(LESSON)
  const count = await editor.outline.locator('li[data-node]').count()
  for (const [text, words] of [
    ['Good morning', 'The clipboard holds no nodes'],
    [
      '{"format": "styleloom", "formatVersion": 999, "app": "9.9.9"}',
      'Open it with Styleloom 9.9.9 or newer',
    ],
    ['{"format": "styleloom", "formatVersion": 1, "nodes": 7}', 'cannot be pasted'],
  ] as const) {
    await page.evaluate((given) => navigator.clipboard.writeText(given), text)
    await editor.canvas.focus()
    await page.keyboard.press('ControlOrMeta+v')
    await expect(editor.notices.last()).toContainText(words)
  }
  await expect(editor.outline.locator('li[data-node]')).toHaveCount(count)
  await expect(page.getByTestId('edit.undo')).toBeDisabled()
})

test('text fields keep their own clipboard', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  await select(editor, ['adain'])
  await page.keyboard.press('ControlOrMeta+c')
  const filter = page.getByRole('searchbox', { name: 'Filter nodes' })
  await filter.fill('blur')
  await filter.press('ControlOrMeta+a')
  await filter.press('ControlOrMeta+c')
  await filter.press('End')
  await filter.press('ControlOrMeta+v')
  await expect(filter).toHaveValue('blurblur')
  await expect(editor.nodesOfType('norm/adain')).toHaveCount(1)
})
