import { expect, test } from './pages/test'
import type { EditorPage } from './pages/editor-page'

const LESSON = 'first-lesson.loom.json'

async function selectNodes(editor: EditorPage, ids: readonly string[]): Promise<void> {
  const [first = '', ...others] = ids
  await editor.select(first)
  await editor.action('view.fit')
  for (const id of others) {
    const { x, y } = await editor.nodePlace(id)
    await editor.page.keyboard.down('Shift')
    await editor.page.mouse.click(x, y)
    await editor.page.keyboard.up('Shift')
  }
}

test('a frame around the selection moves what is in it, and one undo takes all of it back', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  await selectNodes(editor, ['conv', 'act'])
  await editor.menu('Arrange', 'arrange.frame')
  const frame = editor.nodesOfType('graph/frame')
  await expect(frame).toHaveCount(1)
  const before = {
    frame: await editor.nodeX('frame'),
    conv: await editor.nodeX('conv'),
    up: await editor.nodeX('up'),
  }
  expect(before.frame).toBeLessThan(before.conv)
  await editor.action('view.fit')
  // The outline lies over the canvas while it has the focus.
  await editor.canvas.focus()
  const title = await editor.nodePlace('frame', 60, 24)
  await editor.drag(title, { x: title.x + 90, y: title.y + 60 })
  await expect.poll(() => editor.nodeX('frame')).toBeGreaterThan(before.frame)
  const moved = (await editor.nodeX('frame')) - before.frame
  expect((await editor.nodeX('conv')) - before.conv).toBe(moved)
  expect(await editor.nodeX('up')).toBe(before.up)
  await editor.action('edit.undo')
  await expect.poll(() => editor.nodeX('frame')).toBe(before.frame)
  expect(await editor.nodeX('conv')).toBe(before.conv)

  // By key, and what was let out of the frame stays behind.
  await editor.select('frame')
  await editor.canvas.focus()
  await editor.page.keyboard.press('ArrowLeft')
  await expect.poll(() => editor.nodeX('conv')).toBe(before.conv - 10)
  await editor.page.keyboard.press('Delete')
  await expect(frame).toHaveCount(0)
  await expect(editor.node('conv')).toHaveCount(1)
})

test('a frame is resized by its corner and renamed in its place', async ({ editor }) => {
  await editor.openExample(LESSON)
  await selectNodes(editor, ['conv', 'act'])
  await editor.menu('Arrange', 'arrange.frame')
  await editor.select('frame')
  await editor.action('view.fit')
  await editor.canvas.focus()
  const width = Number(await editor.param('width').getByRole('spinbutton').inputValue())
  const height = Number(await editor.param('height').getByRole('spinbutton').inputValue())
  const corner = await editor.nodePlace('frame', 0, height)
  await editor.page.mouse.move(corner.x, corner.y)
  await expect(editor.canvas).toHaveCSS('cursor', 'nesw-resize')
  await editor.drag(corner, { x: corner.x - 70, y: corner.y + 50 })
  const size = editor.param('width').getByRole('spinbutton')
  await expect.poll(async () => Number(await size.inputValue())).toBeGreaterThan(width)
  await editor.action('edit.undo')
  await expect(size).toHaveValue(String(width))

  const title = await editor.nodePlace('frame', 60, 24)
  await editor.page.mouse.dblclick(title.x, title.y)
  const field = editor.page.getByRole('textbox', { name: 'Name of the frame' })
  await field.fill('The style block')
  await field.press('Enter')
  await expect(editor.node('frame')).toContainText('The style block')
  await expect(field).toHaveCount(0)

  // Its area is ground: a double click there asks for a node.
  const inside = await editor.nodePlace('frame', width / 2, height - 12)
  await editor.page.mouse.dblclick(inside.x, inside.y)
  await expect(editor.page.getByRole('dialog')).toBeVisible()
})

test('a note is written where it stands: Ctrl+Enter keeps it, Escape gives it up', async ({ editor }) => {
  await editor.openEmpty()
  await editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'Note', exact: true })
    .click()
  await expect(editor.node('note')).toHaveCount(1)
  const { x, y } = await editor.nodePlace('note', 60, 60)
  await editor.page.mouse.dblclick(x, y)
  const field = editor.page.getByRole('textbox', { name: 'Text of the note, in Markdown' })
  await field.fill('# A title\n[link](https://example.com/)')
  await field.press('ControlOrMeta+Enter')
  await expect(field).toHaveCount(0)
  const text = editor.param('text').getByRole('textbox')
  await expect(text).toHaveValue('# A title\n[link](https://example.com/)')
  await editor.canvas.focus()
  await editor.page.keyboard.press('Enter')
  await field.fill('something else')
  await field.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(text).toHaveValue(/^# A title/)
  await editor.action('edit.undo')
  await expect(text).toHaveValue('')
})

test('a link in a note is copied and never opened', async ({ editor, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await editor.openEmpty()
  await editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'Note', exact: true })
    .click()
  const text = editor.param('text').getByRole('textbox')
  await text.fill('[a link that is long](https://example.com/paper)')
  await text.press('ControlOrMeta+Enter')
  const { x, y } = await editor.nodePlace('note', 40, 22)
  await editor.page.mouse.click(x, y)
  await expect(editor.notices.first()).toContainText('Copied https://example.com/paper')
  expect(context.pages()).toHaveLength(1)
})

test('a reroute put on a wire by double click keeps the picture, and deleted it keeps the wire', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const picture = await editor.pictureData()
  await editor.select('mapping')
  await editor.action('view.fit')
  const from = await editor.portPlace('affine', 'styles', 'outputs')
  const to = await editor.portPlace('adain', 'styles', 'inputs')
  await editor.page.mouse.dblclick((from.x + to.x) / 2, (from.y + to.y) / 2)
  const dot = editor.nodesOfType('graph/reroute')
  await expect(dot).toHaveCount(1)
  await expect(dot).toContainText('x from affine.styles')
  await expect(editor.node('adain')).toContainText('styles from reroute.y')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureData()).toBe(picture)

  // The dot itself moves; beside it a wire begins.
  const before = await editor.nodeX('reroute')
  const middle = await editor.nodePlace('reroute', 7, 7)
  await editor.drag(middle, { x: middle.x + 40, y: middle.y + 30 })
  await expect.poll(() => editor.nodeX('reroute')).toBeGreaterThan(before)
  await expect(editor.node('adain')).toContainText('styles from reroute.y')

  await editor.canvas.focus()
  await editor.page.keyboard.press('Delete')
  await expect(dot).toHaveCount(0)
  await expect(editor.node('adain')).toContainText('styles from affine.styles')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureData()).toBe(picture)
  await editor.action('edit.undo')
  await expect(dot).toHaveCount(1)
})

test('the menu of a wire puts a reroute where it was opened', async ({ editor }) => {
  await editor.openExample(LESSON)
  const from = await editor.portPlace('affine', 'styles', 'outputs')
  const to = await editor.portPlace('adain', 'styles', 'inputs')
  await editor.page.mouse.click((from.x + to.x) / 2, (from.y + to.y) / 2, { button: 'right' })
  await editor.page.getByRole('menu').getByRole('menuitem', { name: 'Add Reroute' }).click()
  await expect(editor.nodesOfType('graph/reroute')).toHaveCount(1)
  await expect(editor.node('adain')).toContainText('styles from reroute.y')
})
