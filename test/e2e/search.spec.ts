import { SearchPage } from './pages/search-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('opens by double click, Space and Tab; a second Tab goes on', async ({ editor }) => {
  await editor.openEmpty()
  const search = new SearchPage(editor)
  await editor.canvas.dblclick({ position: { x: 300, y: 200 } })
  await expect(search.field).toBeFocused()
  await search.field.press('Escape')
  await expect(editor.canvas).toBeFocused()
  await editor.page.keyboard.press('Space')
  await expect(search.field).toBeFocused()
  await search.field.press('Escape')
  await editor.page.keyboard.press('Tab')
  await expect(search.field).toBeFocused()
  await editor.page.keyboard.press('Tab')
  await expect(search.dialog).toBeHidden()
  await expect(editor.canvas).not.toBeFocused()
})

test('previews the chosen type with ports, kinds and formula, and finds it in spite of a slip', async ({
  editor,
}) => {
  await editor.openEmpty()
  const search = new SearchPage(editor)
  await editor.canvas.focus()
  await editor.page.keyboard.press('Space')
  await search.field.fill('adain')
  await expect(search.preview).toContainText('AdaIN')
  await expect(search.preview.getByRole('list', { name: 'Inputs' }).getByRole('listitem')).toHaveText([
    /^x\s*features, image/,
    /^styles\s*styles/,
  ])
  await expect(search.preview).toContainText('gives it the scale and bias of a style')
  await expect(search.preview).toContainText('y = y_s · (x − mean)')
  await search.field.fill('upsmaple')
  await expect(search.preview).toContainText('Upsample')
  await search.field.press('ArrowDown')
  await search.field.press('ArrowUp')
  await search.field.press('Enter')
  await expect(editor.node('upsample')).toBeAttached()
})

test('begins with what was used last, in the next window too', async ({ editor }) => {
  await editor.openEmpty()
  const search = new SearchPage(editor)
  await editor.canvas.focus()
  for (const query of ['truncation', 'blur']) {
    await editor.page.keyboard.press('Space')
    await search.add(query)
    await expect(search.dialog).toBeHidden()
  }
  await editor.openEmpty()
  await editor.canvas.focus()
  await editor.page.keyboard.press('Space')
  await expect(search.options.nth(0)).toHaveText(/Blur.*used last/)
  await expect(search.options.nth(1)).toHaveText(/Truncation.*used last/)
  await expect(search.options.nth(2)).not.toContainText('used last')
})

test('a dropped wire is offered what fits exactly first, and is put on at once', async ({ editor }) => {
  await editor.openExample(LESSON)
  const search = new SearchPage(editor)
  const from = await editor.portPlace('adain', 'y', 'outputs')
  await editor.drag(from, { x: from.x + 40, y: from.y + 190 })
  await expect(search.field).toBeFocused()
  // In the lesson, To RGB follows the AdaIN.
  await expect(search.options.first()).toContainText('To RGB')
  await expect(search.preview.locator('li.wired')).toHaveAttribute('data-port', 'x')
  const loose = await search.options.evaluateAll((items) =>
    items.map((item) => item.textContent.includes('not as it is')),
  )
  expect(loose).toContain(true)
  expect(loose.lastIndexOf(false)).toBeLessThan(loose.indexOf(true))
  await search.field.press('Enter')
  await expect(editor.nodesOfType('conv/to-rgb')).toHaveCount(2)
  await expect(editor.node('to-rgb')).toContainText('x from adain.y')
  await editor.action('edit.undo')
  await expect(editor.nodesOfType('conv/to-rgb')).toHaveCount(1)
})

test('a palette drag sets the wire off that would take it in', async ({ editor }) => {
  await editor.openExample(LESSON)
  const item = editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'Instance norm', exact: false })
    .first()
  const from = await editor.portPlace('conv', 'y', 'outputs')
  const to = await editor.portPlace('act', 'x', 'inputs')
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  const pixels = () => editor.canvas.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  const { mouse } = editor.page
  const before = await pixels()
  await item.hover()
  await mouse.down()
  await mouse.move(middle.x, middle.y + 250, { steps: 5 })
  await mouse.move(middle.x, middle.y, { steps: 5 })
  await expect.poll(async () => (await pixels()) !== before).toBe(true)
  await mouse.move(middle.x, middle.y + 250, { steps: 5 })
  await expect.poll(async () => (await pixels()) === before).toBe(true)
  await mouse.move(middle.x, middle.y, { steps: 5 })
  await mouse.up()
  await expect(editor.nodesOfType('norm/instance')).toContainText('x from conv.y')
})

test('a chain is put into the wire it is dropped on, as one step', async ({ editor }) => {
  await editor.openExample(LESSON)
  const search = new SearchPage(editor)
  const { page } = editor
  const box = await editor.canvas.boundingBox()
  if (!box) throw new Error('the canvas is on the page')
  await editor.canvas.dblclick({ position: { x: 150, y: 40 } })
  await search.add('blur')
  const from = await editor.portPlace('blur', 'y', 'outputs')
  await editor.drag(from, { x: from.x + 60, y: from.y })
  await search.add('tanh')
  await expect(editor.node('tanh')).toContainText('x from blur.y')
  const corner = await editor.nodePlace('blur')
  await page.mouse.click(corner.x, corner.y)
  const second = await editor.nodePlace('tanh')
  await page.keyboard.down('Shift')
  await page.mouse.click(second.x, second.y)
  await page.keyboard.up('Shift')
  const start = await editor.portPlace('conv', 'y', 'outputs')
  const end = await editor.portPlace('act', 'x', 'inputs')
  await editor.drag(corner, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 })
  await expect(editor.node('blur')).toContainText('x from conv.y')
  await expect(editor.node('act')).toContainText('x from tanh.y')
  await editor.action('edit.undo')
  await expect(editor.node('act')).toContainText('x from conv.y')
  await expect(editor.node('blur')).not.toContainText('x from')
})
