import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('bypasses by key, menu and inspector, and says so in words', async ({ editor }) => {
  await editor.openExample(LESSON)
  const before = await editor.pictureData()
  await editor.select('act')
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+b')
  await expect(editor.node('act')).toContainText('bypassed')
  await expect.poll(async () => (await editor.pictureData()) !== before).toBe(true)
  const button = editor.page.getByTestId('look-edit.bypass')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await button.click()
  await expect(editor.node('act')).not.toContainText('bypassed')
  await editor.menu('Edit', 'edit.mute')
  await expect(editor.node('act')).toContainText('muted')
  await editor.action('edit.undo')
  await editor.action('edit.undo')
  await expect(editor.node('act')).toContainText('bypassed')
})

test('the context menu gives a node a colour', async ({ editor }) => {
  await editor.openExample(LESSON)
  const { x, y } = await editor.nodePlace('adain')
  await editor.page.mouse.click(x, y, { button: 'right' })
  await editor.page.getByRole('menu').getByRole('menuitemradio', { name: 'Teal' }).click()
  await expect(editor.node('adain')).toContainText('marked teal')
  await expect(editor.inspector.getByRole('button', { name: 'Teal' })).toHaveAttribute('aria-pressed', 'true')
  await editor.inspector.getByRole('button', { name: 'No colour' }).click()
  await expect(editor.node('adain')).not.toContainText('marked')
})

test('aligns what is selected in one step', async ({ editor }) => {
  await editor.openExample(LESSON)
  const before = await editor.nodeX('image')
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+a')
  await editor.menu('Arrange', 'arrange.left')
  await expect.poll(() => editor.nodeX('image')).toBe(await editor.nodeX('z'))
  await editor.action('edit.undo')
  await expect.poll(() => editor.nodeX('image')).toBe(before)
})

test('a node from the palette or dragged goes into the wire it is dropped on; deleting it heals the wire', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const from = await editor.portPlace('conv', 'y', 'outputs')
  const to = await editor.portPlace('act', 'x', 'inputs')
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const box = await editor.canvas.boundingBox()
  if (!box) throw new Error('the canvas is on the page')
  await editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'Instance norm', exact: false })
    .first()
    .dragTo(editor.canvas, { targetPosition: { x: middle.x - box.x, y: middle.y - box.y } })
  const added = editor.nodesOfType('norm/instance')
  await expect(added).toContainText('x from conv.y')
  const id = (await added.getAttribute('data-node')) ?? ''
  await expect(editor.node('act')).toContainText(`x from ${id}.y`)

  await editor.canvas.focus()
  await editor.page.keyboard.press('Alt+Delete')
  await expect(added).not.toBeAttached()
  await expect(editor.node('act')).toContainText('x from conv.y')
  await editor.action('edit.undo')
  await expect(editor.node('act')).toContainText(`x from ${id}.y`)
  await editor.action('edit.undo')
  await expect(editor.node('act')).toContainText('x from conv.y')

  await editor.canvas.click({ position: { x: 20, y: 20 } })
  await editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'Instance norm', exact: false })
    .first()
    .dragTo(editor.canvas, { targetPosition: { x: middle.x - box.x, y: middle.y - box.y + 190 } })
  await expect(added).not.toContainText('x from')
  const grip = await editor.nodePlace((await added.getAttribute('data-node')) ?? '')
  await editor.drag(grip, middle)
  await expect(added).toContainText('x from conv.y')
  await editor.action('edit.undo')
  await expect(added).not.toContainText('x from')
})

test('lays the graph out in one step, and the picture stays', async ({ editor }) => {
  await editor.openExample(LESSON)
  const before = await editor.nodeX('adain')
  const picture = await editor.pictureData()
  await editor.select('conv')
  await editor.canvas.focus()
  for (let step = 0; step < 12; step++) await editor.page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => editor.nodeX('conv')).toBeGreaterThan(await editor.nodeX('adain'))
  await editor.menu('Arrange', 'arrange.layOut')
  await expect.poll(() => editor.nodeX('conv')).toBeLessThan(await editor.nodeX('adain'))
  await expect(editor.page.getByTestId('edit.undo')).toHaveAccessibleName(/Undo lay out/i)
  expect(await editor.pictureData()).toBe(picture)
  await editor.action('edit.undo')
  await expect.poll(() => editor.nodeX('adain')).toBe(before)
})
