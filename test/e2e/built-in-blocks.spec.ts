import { EditorPage } from './pages/editor-page'
import { SearchPage } from './pages/search-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'
const TITLE = 'StyleGAN Resolution'

async function addBySearch(editor: EditorPage, query: string): Promise<void> {
  await editor.canvas.focus()
  await editor.page.keyboard.press('Space')
  await new SearchPage(editor).add(query)
}

test('the resolution block is added, connected and seen; a second one shares it until it is unlinked', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const { page, notices } = editor
  const before = await editor.pictureData()
  const search = new SearchPage(editor)
  await editor.canvas.dblclick({ position: { x: 150, y: 40 } })
  await search.field.fill('stylegan resolution')
  await expect(search.options.first()).toContainText('built-in')
  await expect(search.preview).toContainText('doubles a feature map')
  await expect(search.preview.getByRole('list', { name: 'Inputs' }).getByRole('listitem')).toHaveCount(2)
  await search.field.press('Enter')
  await expect(notices).toContainText(`Added as a block of this graph: ${TITLE}.`)

  await expect(editor.inspector).toHaveAttribute('data-node', 'stylegan-resolution')
  await editor.setNumber('resolution', '32')
  await editor.setNumber('featureMaps', '8')
  await editor.dragWire(['const', 'y'], ['stylegan-resolution', 'x'])
  await editor.dragWire(['mapping', 'w'], ['stylegan-resolution', 'w'])
  await editor.dragWire(['stylegan-resolution', 'y'], ['to_rgb', 'x'])
  await expect(editor.node('to_rgb')).toContainText('x from stylegan-resolution.y')
  await expect.poll(() => editor.pictureData()).not.toBe(before)
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureColours()).toBeGreaterThan(20)

  await addBySearch(editor, 'stylegan resolution')
  await expect(editor.nodesOfType('block/stylegan-resolution')).toHaveCount(2)
  const shared = notices.filter({ hasText: `Added another ${TITLE}: editing the block changes both.` })
  await expect(shared).toBeVisible()
  await shared.getByRole('button', { name: 'Unlink' }).click()
  await expect(editor.nodesOfType('block/stylegan-resolution')).toHaveCount(1)
  await expect(editor.nodesOfType('block/stylegan-resolution-2')).toHaveCount(1)
  await expect(notices).toContainText(`Unlinked as ${TITLE} 2.`)
  const palette = page.getByRole('navigation', { name: 'Node types' })
  const own = palette.getByRole('group', { name: 'Blocks, in this graph' })
  await expect(own.getByRole('button')).toHaveText([TITLE, `${TITLE} 2`])
  const builtIn = palette.getByRole('group', { name: 'Blocks, built-in' })
  await expect(builtIn.getByRole('button', { name: 'Styled Layer' })).toBeVisible()
  await palette.getByRole('searchbox').fill('resolution')
  await expect(palette.locator('[data-type="block/stylegan-resolution-2"]')).toContainText('in this graph')
})

test('a dropped wire is offered the blocks that take it, and is put on', async ({ editor }) => {
  await editor.openExample(LESSON)
  const search = new SearchPage(editor)
  const from = await editor.portPlace('mapping', 'w', 'outputs')
  await editor.drag(from, { x: from.x + 30, y: from.y + 150 })
  await search.add('first block')
  await expect(editor.node('stylegan-first-block')).toContainText('w from mapping.w')
  await editor.action('edit.undo')
  await expect(editor.node('stylegan-first-block')).not.toBeAttached()
  const builtIn = editor.page.getByRole('group', { name: 'Blocks, built-in' })
  await expect(builtIn.getByRole('button', { name: 'StyleGAN First Block' })).toBeVisible()
})

test('a palette click adds a block, and a copy takes its definition to another window', async ({
  editor,
}) => {
  await editor.openEmpty()
  await editor.page.locator('.palette-item[data-type="block/styled-layer"]').click()
  await expect(editor.node('styled-layer')).toBeAttached()
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+c')
  const other = new EditorPage(await editor.page.context().newPage())
  await other.openEmpty()
  await other.canvas.focus()
  await other.page.keyboard.press('ControlOrMeta+v')
  await expect(other.nodesOfType('block/styled-layer')).toHaveCount(1)
  await expect(other.notices).toHaveCount(0)
  await other.page.keyboard.press('ControlOrMeta+v')
  await expect(other.nodesOfType('block/styled-layer')).toHaveCount(2)
  const shared = other.notices.filter({ hasText: 'Pasted 1 node that shares the block Styled Layer.' })
  await shared.getByRole('button', { name: 'Unlink' }).click()
  await expect(other.nodesOfType('block/styled-layer')).toHaveCount(1)
  await expect(other.nodesOfType('block/styled-layer-2')).toHaveCount(1)
  await other.action('edit.undo')
  await expect(other.nodesOfType('block/styled-layer')).toHaveCount(2)
})
