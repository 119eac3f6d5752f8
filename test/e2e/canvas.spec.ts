import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('adds a node from the palette by click, and by drag where it is dropped', async ({ editor }) => {
  await editor.openEmpty()
  const item = editor.page
    .getByRole('navigation', { name: 'Node types' })
    .getByRole('button', { name: 'AdaIN', exact: true })
  await item.click()
  await expect(editor.node('adain')).toBeAttached()
  await item.dragTo(editor.canvas, { targetPosition: { x: 200, y: 200 } })
  await expect(editor.node('adain2')).toBeAttached()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain2')
  await editor.action('edit.undo')
  await expect(editor.node('adain2')).not.toBeAttached()
})

test('connects by dragging from port to port', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.dragWire(['up', 'y'], ['act', 'x'])
  await expect(editor.node('act')).toContainText('x from up.y')
  await editor.action('edit.undo')
  await expect(editor.node('act')).toContainText('x from conv.y')
})

test('a wire that does not fit is refused with the reason, and nothing changes', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.dragWire(['z', 'z'], ['adain', 'styles'])
  await expect(editor.notices).toContainText('takes styles here, but the wire carries a latent z')
  await expect(editor.node('adain')).toContainText('styles from affine.styles')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('a wire that would close a loop is refused', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.dragWire(['adain', 'y'], ['conv', 'x'])
  await expect(editor.notices).toContainText('loop')
  await expect(editor.node('conv')).toContainText('x from up.y')
})

test('a wire taken off its input and let go is gone; the picture stays and says so', async ({ editor }) => {
  await editor.openExample(LESSON)
  const before = await editor.pictureData()
  const end = await editor.portPlace('adain', 'styles', 'inputs')
  await editor.drag(end, { x: end.x - 30, y: end.y + 130 })
  await expect(editor.node('adain')).not.toContainText('styles from')
  await expect(editor.page.getByTestId('problems-toggle')).not.toContainText('No problems')
  await expect(editor.status).toContainText('Last good picture')
  expect(await editor.pictureData()).toBe(before)
})

test('a wire dropped on the ground asks for a node and connects it', async ({ editor }) => {
  await editor.openExample(LESSON)
  const from = await editor.portPlace('affine', 'styles', 'outputs')
  await editor.drag(from, { x: from.x + 60, y: from.y + 120 })
  const search = editor.page.getByRole('dialog', { name: 'Add a node' })
  await expect(search.getByRole('option', { name: /Conv 2D/ })).toBeHidden()
  await search.getByRole('combobox').fill('blend')
  await search.getByRole('combobox').press('Enter')
  await expect(editor.nodesOfType('style/blend')).toContainText('from affine.styles')
})

test('double click searches for a node where the pointer is', async ({ editor }) => {
  await editor.openEmpty()
  await editor.canvas.dblclick({ position: { x: 300, y: 200 } })
  const field = editor.page.getByRole('combobox', { name: 'Search node types' })
  await field.fill('leaky')
  await field.press('Enter')
  await expect(editor.nodesOfType('activation/leaky-relu')).toBeAttached()
})

test('dragging a node moves it, and all that is selected with it', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+a')
  const before = [await editor.nodeX('z'), await editor.nodeX('image')] as const
  const grip = await editor.nodePlace('z')
  await editor.drag(grip, { x: grip.x + 40, y: grip.y })
  await expect.poll(() => editor.nodeX('z')).toBeGreaterThan(before[0] + 40)
  await expect.poll(() => editor.nodeX('image')).toBeGreaterThan(before[1] + 40)
  await editor.action('edit.undo')
  await expect.poll(() => editor.nodeX('z')).toBe(before[0])
})

test('a band selects, duplicate keeps the inner wires, delete removes', async ({ editor }) => {
  await editor.openExample(LESSON)
  const from = await editor.nodePlace('z', -20, -20)
  const to = await editor.nodePlace('affine', 215, 100)
  await editor.page.keyboard.down('Shift')
  await editor.drag(from, to)
  await editor.page.keyboard.up('Shift')
  await expect(editor.inspector).toContainText('3 nodes selected')
  await editor.page.keyboard.press('ControlOrMeta+d')
  await expect(editor.node('affine2')).toContainText('w from mlp.w')
  await editor.page.keyboard.press('Delete')
  await expect(editor.node('affine2')).not.toBeAttached()
  await expect(editor.node('affine')).toBeAttached()
})

test('the wheel zooms at the pointer, fit shows all', async ({ editor }) => {
  await editor.openExample(LESSON)
  const scale = async (): Promise<number> => Number(await editor.outline.getAttribute('data-scale'))
  const fitted = await scale()
  const place = await editor.portPlace('adain', 'x', 'inputs')
  await editor.page.mouse.move(place.x, place.y)
  await editor.page.mouse.wheel(0, -400)
  await expect.poll(scale).toBeGreaterThan(fitted * 1.3)
  const after = await editor.portPlace('adain', 'x', 'inputs')
  expect(Math.abs(after.x - place.x)).toBeLessThan(2)
  expect(Math.abs(after.y - place.y)).toBeLessThan(2)
  await editor.action('view.fit')
  await expect.poll(async () => Math.abs((await scale()) - fitted)).toBeLessThan(0.001)
})

test('a problem leads to its node', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('affine')
  await editor.setNumber('channels', '8')
  await editor.page.getByTestId('problems-toggle').click()
  const problem = editor.problemList.getByRole('button').filter({ hasText: 'needs 32 styles' })
  await problem.click()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
  await expect(editor.inspector).toContainText('16 channels')
})

test('the keyboard alone walks the outline, renames and deletes', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.outline.getByRole('treeitem').first().press('ArrowDown')
  await expect(editor.inspector).toHaveAttribute('data-node', /.+/)
  await editor.page.keyboard.press('Delete')
  await expect(editor.outline.getByRole('treeitem')).toHaveCount(9)
})

test('a click on a wire selects it and shows its shape; Delete removes it', async ({ editor }) => {
  await editor.openExample(LESSON)
  const from = await editor.portPlace('affine', 'styles', 'outputs')
  const to = await editor.portPlace('adain', 'styles', 'inputs')
  await editor.page.mouse.click((from.x + to.x) / 2, (from.y + to.y) / 2)
  await expect(editor.inspector).toContainText('1 wire selected')
  await expect(editor.inspector).toContainText('N × 32')
  await editor.page.keyboard.press('Delete')
  await expect(editor.node('adain')).not.toContainText('styles from')
})

test('the context menu renames the node it was opened on', async ({ editor }) => {
  await editor.openExample(LESSON)
  const { x, y } = await editor.nodePlace('adain')
  await editor.page.mouse.click(x, y, { button: 'right' })
  await editor.page.getByRole('menuitem', { name: 'Rename' }).click()
  await expect(editor.inspector.getByLabel('Node name')).toBeFocused()
  await editor.page.keyboard.type('Style enters here')
  await editor.page.keyboard.press('Enter')
  await expect(editor.node('adain')).toContainText('Style enters here')
  await editor.select('z')
  await expect(editor.inspector.getByLabel('Node name')).not.toBeFocused()
})

test('Escape gives up a wire and a node in hand', async ({ editor }) => {
  await editor.openExample(LESSON)
  const grip = await editor.nodePlace('adain')
  await editor.page.mouse.move(grip.x, grip.y)
  await editor.page.mouse.down()
  await editor.page.mouse.move(grip.x + 50, grip.y + 50, { steps: 3 })
  await editor.page.keyboard.press('Escape')
  await editor.page.mouse.up()
  const port = await editor.portPlace('up', 'y', 'outputs')
  const target = await editor.portPlace('act', 'x', 'inputs')
  await editor.page.mouse.move(port.x, port.y)
  await editor.page.mouse.down()
  await editor.page.mouse.move(target.x, target.y, { steps: 3 })
  await editor.page.keyboard.press('Escape')
  await editor.page.mouse.up()
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
  await expect(editor.node('act')).toContainText('x from conv.y')
})

test.describe('on a screen with two device pixels a pixel', () => {
  test.use({ deviceScaleFactor: 2 })

  test('the canvas holds every device pixel, and the pointer still meets the ports', async ({ editor }) => {
    await editor.openExample(LESSON)
    const sizes = await editor.canvas.evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      return [canvas.width / canvas.clientWidth, canvas.height / canvas.clientHeight]
    })
    expect(sizes).toEqual([2, 2])
    await editor.dragWire(['up', 'y'], ['act', 'x'])
    await expect(editor.node('act')).toContainText('x from up.y')
  })
})
