import { BlocksPage } from './pages/blocks-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('nodes become a block and come back, with the same picture', async ({ editor }) => {
  await editor.openExample(LESSON)
  const blocks = new BlocksPage(editor)
  const before = await editor.pictureData()
  await blocks.make('conv', 'act')
  await expect(editor.node('conv')).toHaveCount(0)
  await expect(editor.node('block')).toHaveCount(1)
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureData()).toBe(before)

  await editor.select('block')
  await blocks.instance.getByRole('button', { name: 'Unpack' }).click()
  await expect(editor.node('act')).toHaveCount(1)
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureData()).toBe(before)

  await editor.page.keyboard.press('Control+z')
  await expect(editor.node('block')).toHaveCount(1)
  await editor.page.keyboard.press('Control+z')
  await expect(editor.node('conv')).toHaveCount(1)
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('inside a block its graph is edited, and what is done there is undone there', async ({ editor }) => {
  await editor.openExample(LESSON)
  const blocks = new BlocksPage(editor)
  await blocks.make('conv', 'act')
  await blocks.enter('block')
  await expect(blocks.breadcrumbs).toContainText('Changes here are changes of this block')
  await expect(editor.node('conv')).toHaveCount(1)
  await expect(editor.node('image')).toHaveCount(0)

  const before = await editor.pictureData()
  await editor.select('act')
  await editor.setNumber('slope', '0.9')
  await expect.poll(() => editor.pictureData()).not.toBe(before)
  await blocks.leave()
  await expect(editor.node('image')).toHaveCount(1)
  await editor.page.keyboard.press('Control+z')
  await expect.poll(() => editor.pictureData()).toBe(before)
})

for (const from of ['canvas', 'outline'] as const) {
  test(`keys lead into a block and out of it, from the ${from}`, async ({ editor }) => {
    await editor.openExample(LESSON)
    const blocks = new BlocksPage(editor)
    const { keyboard } = editor.page
    await blocks.make('conv', 'act')
    const graph = from === 'outline' ? editor.outline.getByRole('treeitem') : editor.canvas
    if (from === 'outline') await editor.select('block')
    await keyboard.press('Alt+ArrowDown')
    await expect(editor.node('conv')).toHaveCount(1)
    // Nothing was nudged, and what is selected in there does not keep the way out shut.
    await graph.first().focus()
    await keyboard.press('Control+a')
    await keyboard.press('Alt+ArrowUp')
    await expect(editor.node('image')).toHaveCount(1)
    await expect(editor.node('block')).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Control+z')
    await expect(editor.node('conv')).toHaveCount(1)
    await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
  })
}

test('a parameter on the face is set for one node; editing inside reaches both', async ({ editor }) => {
  await editor.openExample(LESSON)
  const blocks = new BlocksPage(editor)
  await blocks.make('conv', 'act')
  await blocks.enter('block')
  await editor.select('conv')
  await editor.param('filters').hover()
  await editor.param('filters').getByRole('button', { name: 'More for filters' }).click()
  await editor.page.getByRole('menuitem', { name: 'Put on Block’s Face' }).click()
  await expect(editor.param('filters')).toContainText('On the block’s face')
  await blocks.leave()
  await editor.select('block')
  await expect(editor.param('filters')).toBeVisible()

  await editor.page.keyboard.press('Control+d')
  await expect(editor.node('block2')).toHaveCount(1)
  await editor.select('block2')
  await expect(blocks.instance).toContainText('Shared with 1 other node')
  await editor.setNumber('filters', '8')
  await editor.select('block')
  await expect(editor.param('filters').getByRole('spinbutton')).not.toHaveValue('8')

  await editor.select('block2')
  await blocks.instance.getByRole('button', { name: 'Unlink' }).click()
  await expect(editor.notices).toContainText('stands for a block of its own')
  await expect(blocks.instance).toContainText('Only this node stands for the block')
})

test('a problem inside a block leads into it', async ({ editor }) => {
  await editor.openExample(LESSON)
  const blocks = new BlocksPage(editor)
  await blocks.make('affine', 'adain')
  await blocks.enter('block')
  await editor.select('affine')
  await editor.setNumber('channels', '7')
  await blocks.leave()
  await editor.page.keyboard.press('Control+Shift+m')
  await editor.problemList.getByRole('button').first().click()
  await expect(blocks.breadcrumbs).toBeVisible()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
})
