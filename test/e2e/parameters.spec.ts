import { middleOf, ParamsPage } from './pages/params-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('arithmetic is worked out while it is typed; what is wrong stays and is told in place', async ({
  editor,
}) => {
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('mapping')
  const field = params.field('layers')
  await field.fill('2*(3-1)')
  await expect(editor.param('layers').getByText('= 4')).toBeVisible()
  await field.press('Enter')
  await expect(field).toHaveValue('4')

  await field.fill('7/2')
  await field.press('Enter')
  await expect(params.problem('layers')).toHaveText(
    '“7/2” is 3.5, which is not a whole number. The nearest is 4.',
  )
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/not a whole number/)
  await field.fill('2*(3')
  await expect(params.problem('layers')).not.toBeAttached()
  await field.press('Tab')
  await expect(params.problem('layers')).toHaveText('The bracket after “2*” is not closed.')
  await expect(field).toHaveValue('2*(3')
  await field.fill('8^2')
  await field.press('Enter')
  await expect(params.problem('layers')).toContainText('between 1 and 32 layers, not 64')
  await expect(field).toHaveValue('8^2')
  await field.press('Escape')
  await expect(field).toHaveValue('4')
  await expect(params.problem('layers')).not.toBeAttached()
  await editor.action('edit.undo')
  await expect(field).toHaveValue('2')
})

test('a number is dragged by field and label: Shift finely, Ctrl coarsely, one undo entry, Escape restores', async ({
  editor,
}) => {
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('act')
  const slope = params.field('slope')
  await expect(slope).toHaveValue('0.2')
  // The first three pixels only tell a drag from a click; 320 are the whole range.
  await params.dragBy(await middleOf(slope), 163)
  await expect(slope).toHaveValue('0.7')
  await expect(slope).not.toBeFocused()
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.2')
  const label = editor.param('slope').locator('label')
  await expect(label).toHaveCSS('cursor', 'ew-resize')
  await params.dragBy(await middleOf(label), 166, ['Shift'])
  await expect(slope).toHaveValue('0.475')
  await editor.action('edit.undo')
  await params.dragBy(await middleOf(slope), 22, ['Control'])
  await expect(slope).toHaveValue('0.55')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.2')

  const { x, y } = await middleOf(slope)
  await editor.page.mouse.move(x, y)
  await editor.page.mouse.down()
  await editor.page.mouse.move(x + 100, y, { steps: 5 })
  await expect(slope).toHaveValue('0.5')
  await editor.page.keyboard.press('Escape')
  await expect(slope).toHaveValue('0.2')
  await editor.page.mouse.move(x + 160, y, { steps: 5 })
  await editor.page.mouse.up()
  await expect(slope).toHaveValue('0.2')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()

  await slope.hover()
  await editor.page.mouse.wheel(0, 300)
  await slope.click()
  await slope.press('ArrowUp')
  await expect(slope).toHaveValue('0.25')
  await slope.press('Shift+ArrowDown')
  await expect(slope).toHaveValue('0.245')
  await slope.press('Control+ArrowUp')
  await expect(slope).toHaveValue('0.745')
})

test('a slider is live, steps by keys, goes back on Escape and to the default on a double click', async ({
  editor,
}) => {
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('act')
  const slope = params.field('slope')
  const slider = params.slider('slope')
  const before = await editor.pictureData()
  const box = await slider.boundingBox()
  if (!box) throw new Error('the slider is on the page')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const { mouse } = editor.page
  await mouse.move(middle.x, middle.y)
  await mouse.down()
  await mouse.move(middle.x + box.width / 4, middle.y, { steps: 5 })
  await expect(slope).toHaveValue('0.75')
  await expect.poll(async () => (await editor.pictureData()) !== before).toBe(true)
  await editor.page.keyboard.press('Escape')
  await expect(slope).toHaveValue('0.2')
  await mouse.move(middle.x, middle.y)
  await mouse.up()
  await expect(slope).toHaveValue('0.2')

  await slider.click()
  await expect(slope).toHaveValue('0.5')
  await slider.press('ArrowRight')
  await slider.press('PageUp')
  await expect(slope).toHaveValue('1')
  await slider.press('Escape')
  await expect(slope).toHaveValue('1')
  await slider.dblclick({ position: { x: 20, y: box.height / 2 } })
  await expect(slope).toHaveValue('0.2')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('1')
})

test('resets where there is something to reset, and copies the name that the command line takes', async ({
  editor,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('adain')
  const row = editor.param('eps')
  const reset = row.getByRole('button', { name: 'Reset eps' })
  await expect(reset).not.toBeAttached()
  await editor.setNumber('eps', '1e-5')
  await reset.click()
  await expect(params.field('eps')).toHaveValue('1e-8')
  await expect(reset).not.toBeAttached()
  await params.field('eps').press('ArrowUp')
  await expect(params.field('eps')).toHaveValue('1.3e-8')
  await row.getByRole('button', { name: 'More for eps' }).press('Enter')
  await editor.page.keyboard.press('Enter')
  await expect(params.field('eps')).toHaveValue('1e-8')
  await params.choose('eps', 'Copy Name for the Command Line')
  await expect.poll(() => editor.page.evaluate(() => navigator.clipboard.readText())).toBe('adain.eps')
})

test('a pinned number is dragged and typed on the face of its node', async ({ editor }) => {
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('act')
  const slope = params.field('slope')
  await params.pin('slope')
  const place = await params.facePlace('act', 0, 1)
  await editor.page.mouse.move(place.x, place.y)
  await expect(editor.canvas).toHaveCSS('cursor', 'ew-resize')
  await params.dragBy(place, 163)
  await expect(slope).toHaveValue('0.7')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.2')
  await params.dragBy(place, 166, ['Shift'])
  await expect(slope).toHaveValue('0.475')
  await editor.action('edit.undo')

  await editor.page.mouse.click(place.x, place.y)
  const field = params.popover.getByRole('spinbutton')
  await expect(field).toBeFocused()
  await field.fill('1/0')
  await field.press('Enter')
  await expect(params.popover.getByRole('alert')).toHaveText('“1/0” is not a finite number.')
  await field.fill('3/4')
  await field.press('Enter')
  await expect(params.popover).not.toBeAttached()
  await expect(editor.canvas).toBeFocused()
  await expect(slope).toHaveValue('0.75')

  await editor.page.mouse.click(place.x, place.y)
  await field.press('ArrowUp')
  await field.press('ArrowUp')
  await expect(slope).toHaveValue('0.85')
  await field.press('Escape')
  await expect(params.popover).not.toBeAttached()
  await expect(slope).toHaveValue('0.75')

  await editor.page.mouse.click(place.x, place.y)
  await field.press('ArrowUp')
  await field.press('ArrowUp')
  await editor.canvas.click({ position: { x: 20, y: 20 } })
  await expect(params.popover).not.toBeAttached()
  await editor.select('act')
  await expect(slope).toHaveValue('0.85')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.75')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.2')
  await editor.action('edit.undo')
  await expect(editor.param('slope').getByRole('button', { name: 'Pin slope to the node' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
})

test.describe('by touch', () => {
  test.use({ hasTouch: true })

  test('a finger drags a number in the inspector and on a face', async ({ editor }) => {
    const params = new ParamsPage(editor)
    await editor.openExample(LESSON)
    await editor.select('act')
    const slope = params.field('slope')
    // The first eight pixels only tell a drag from a tap.
    await params.swipe(await middleOf(slope), 168)
    await expect(slope).toHaveValue('0.7')
    await params.pin('slope')
    await params.swipe(await params.facePlace('act', 0, 1), -168)
    await expect(slope).toHaveValue('0.2')
    await editor.action('edit.undo')
    await expect(slope).toHaveValue('0.7')
  })
})

test('a pinned switch is switched and a pinned choice opens on the face', async ({ editor }) => {
  const params = new ParamsPage(editor)
  await editor.openExample(LESSON)
  await editor.select('conv')
  await params.pin('bias')
  await params.choose('padding', 'Pin to Node')
  const bias = editor.param('bias').getByRole('switch')
  await expect(bias).toBeChecked()
  const place = await params.facePlace('conv', 0, 2)
  await editor.page.mouse.dblclick(place.x, place.y)
  await editor.page.mouse.click(place.x, place.y)
  await expect(bias).not.toBeChecked()

  const choice = await params.facePlace('conv', 1, 2)
  await editor.page.mouse.click(choice.x, choice.y)
  const list = params.popover.getByRole('combobox')
  await expect(list).toBeFocused()
  const [first, second] = await list.getByRole('option').allTextContents()
  await list.selectOption(second ?? '')
  await list.press('Enter')
  await expect(params.popover).not.toBeAttached()
  await expect(editor.param('padding').getByRole('combobox').locator('option:checked')).toHaveText(
    second ?? '',
  )
  await editor.action('edit.undo')
  await expect(editor.param('padding').getByRole('combobox').locator('option:checked')).toHaveText(
    first ?? '',
  )
  await expect(bias).not.toBeChecked()
})
