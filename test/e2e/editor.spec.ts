import { readFile } from 'node:fs/promises'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('starts with the portraits and shows a picture', async ({ editor }) => {
  await editor.openExample('portraits64.loom')
  await expect(editor.page).toHaveTitle(/portraits64/)
  expect(await editor.pictureColours()).toBeGreaterThan(100)
})

test('a seed changes the picture; undo and redo bring both back', async ({ editor }) => {
  await editor.openExample(LESSON)
  const before = await editor.pictureData()
  await editor.select('z')
  await editor.setNumber('seed', '77')
  await expect.poll(() => editor.pictureData()).not.toBe(before)
  const after = await editor.pictureData()
  await expect(editor.page).toHaveTitle(/^•/)

  await editor.action('edit.undo')
  await expect.poll(() => editor.pictureData()).toBe(before)
  await expect(editor.param('seed').getByRole('spinbutton')).toHaveValue('1')
  await expect(editor.page).not.toHaveTitle(/^•/)

  await editor.page.keyboard.press('ControlOrMeta+Shift+z')
  await expect.poll(() => editor.pictureData()).toBe(after)
})

test('a dragged number is one undo step', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('act')
  const slope = editor.param('slope').getByRole('spinbutton')
  const box = await slope.boundingBox()
  if (!box) throw new Error('The field is not on the page.')
  await editor.drag({ x: box.x + 40, y: box.y + 12 }, { x: box.x + 110, y: box.y + 12 })
  await expect(slope).not.toHaveValue('0.2')
  await editor.action('edit.undo')
  await expect(slope).toHaveValue('0.2')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('what is typed must be a number within the range', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('conv')
  await editor.setNumber('filters', 'many')
  await expect(editor.param('filters').getByRole('alert')).toContainText('“many” cannot stand at the start')
  await editor.setNumber('filters', '0')
  await expect(editor.param('filters').getByRole('alert')).toContainText('between 1 and 4096')
  await editor.setNumber('filters', '2^4')
  await expect(editor.param('filters').getByRole('alert')).toBeHidden()
  await expect(editor.param('filters').getByRole('spinbutton')).toHaveValue('16')
  await editor.setNumber('filters', '8')
  await editor.param('filters').getByRole('spinbutton').press('ControlOrMeta+z')
  await expect(editor.param('filters').getByRole('spinbutton')).toHaveValue('16')
})

test('saves a graph and opens it again', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('z')
  await editor.setNumber('seed', '5')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  const picture = await editor.pictureData()

  await expect(editor.page.getByRole('img', { name: 'edited' })).toBeVisible()
  await editor.action('file.save')
  const dialog = editor.page.getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByLabel('File name').fill('my lesson')
  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Save' }).click())
  expect(download.suggestedFilename()).toBe('my lesson.loom')
  const file = await download.path()
  await expect(editor.page).toHaveTitle(/^my lesson/)
  await expect(editor.page.getByRole('img', { name: 'edited' })).toBeHidden()

  await editor.action('file.new')
  await expect(editor.outline.getByRole('treeitem')).toHaveCount(0)
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.action('file.open')
  await (await chooser).setFiles({ name: 'my lesson.loom', mimeType: '', buffer: await readFile(file) })
  await expect(editor.node('adain')).toBeAttached()
  await expect.poll(() => editor.pictureData()).toBe(picture)
  await editor.select('z')
  await expect(editor.param('seed').getByRole('spinbutton')).toHaveValue('5')
})

test('a saved picture opens as its graph', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.action('file.exportPicture')
  const download = await editor.downloaded(() =>
    editor.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click(),
  )
  const bytes = await readFile(await download.path())
  await editor.action('file.new')
  await expect(editor.outline.getByRole('treeitem')).toHaveCount(0)
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.action('file.open')
  await (await chooser).setFiles({ name: 'lesson.png', mimeType: 'image/png', buffer: bytes })
  await expect(editor.node('adain')).toBeAttached()
  await expect(editor.picture).toBeVisible()
})

test('a broken file says what is wrong and changes nothing', async ({ editor }) => {
  await editor.openExample(LESSON)
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.action('file.open')
  const buffer = Buffer.from('{ "format": "styleloom", "nodes": 3 }')
  await (await chooser).setFiles({ name: 'broken.loom.json', mimeType: '', buffer })
  const dialog = editor.page.getByRole('dialog', { name: /could not be opened/ })
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(editor.node('adain')).toBeAttached()
})

test('asks before unsaved changes are dropped', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('z')
  await editor.setNumber('seed', '9')
  await editor.menu('File', 'file.close')
  const dialog = editor.page.getByRole('dialog', { name: /Save the changes/ })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(editor.node('adain')).toBeAttached()
  await editor.menu('File', 'file.close')
  await dialog.getByRole('button', { name: 'Don’t save' }).click()
  await expect(editor.outline.getByRole('treeitem')).toHaveCount(0)
})

test('exports an ONNX model', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.page.getByRole('button', { name: 'Export ONNX' }).click()
  const dialog = editor.page.getByRole('dialog', { name: 'Export as ONNX model' })
  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Export' }).click())
  expect(download.suggestedFilename()).toBe('first-lesson.onnx')
  const bytes = await readFile(await download.path())
  expect(bytes.length).toBeGreaterThan(16_900 * 4)
  expect(bytes.includes('LeakyRelu')).toBe(true)
})

test('opens an example from the list', async ({ editor }) => {
  await editor.openEmpty()
  await editor.action('file.examples')
  await editor.page
    .getByRole('dialog')
    .getByRole('button', { name: /first lesson/ })
    .click()
  await expect(editor.node('adain')).toBeAttached()
  await expect(editor.picture).toBeVisible()
})

test('a picture is chosen, decoded and flows through the graph', async ({ editor }) => {
  await editor.openEmpty()
  await editor.page.getByRole('button', { name: 'Picture', exact: true }).click()
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.param('picture').getByRole('button', { name: 'Choose a picture' }).click()
  await (await chooser).setFiles('test/fixtures/png/rgb16.png')
  await expect(editor.param('picture')).toContainText(/rgb16\.png, \d+ × \d+/)
  await expect(editor.nodesOfType('input/picture')).toContainText(/× 3 × \d+ × \d+/)
  await editor.param('picture').getByRole('button', { name: 'Remove the picture' }).click()
  await expect(editor.param('picture')).toContainText('No picture')
})

test('imports a checkpoint and shows what it draws', async ({ editor }) => {
  await editor.openEmpty()
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.menu('File', 'file.importCheckpoint')
  await (await chooser).setFiles('test/fixtures/stylegan1/stylegan1-64.genforce.safetensors')
  await expect(editor.nodesOfType('norm/adain').first()).toBeAttached()
  await expect(editor.picture).toBeVisible()
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
})

test('light and dark colour the window and the canvas', async ({ editor }) => {
  await editor.openExample(LESSON)
  const brightness = async (): Promise<number> =>
    editor.canvas.evaluate((element) => {
      const [red = 0] = (element as HTMLCanvasElement).getContext('2d')?.getImageData(3, 3, 1, 1).data ?? []
      return red
    })
  for (const [theme, isBright] of [
    ['Dark', false],
    ['Light', true],
  ] as const) {
    await editor.action('view.settings')
    await editor.page.getByText(theme, { exact: true }).click()
    await editor.page.getByRole('button', { name: 'Done' }).click()
    await expect.poll(async () => (await brightness()) > 128).toBe(isBright)
  }
})
