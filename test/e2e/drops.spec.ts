import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { EditorPage } from './pages/editor-page'
import { carryFiles, dropFiles } from './pages/file-drop'
import { expect, test } from './pages/test'

/** Files from a file manager, dropped on the window: what becomes of them, and what is said before. */

const example = (name: string): string => resolve('examples', name)
const LESSON = example('first-lesson.loom.json')
const SUNSET = example('pictures/sunset-6425fed3.png')
const CHECKPOINT = resolve('test/fixtures/stylegan1/stylegan1-64.tf-names.npz')

async function inFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'styleloom-drop-'))
  test.info().annotations.push({ type: 'folder', description: folder })
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

test.afterEach(async () => {
  for (const { type, description } of test.info().annotations)
    if (type === 'folder' && description !== undefined) await rm(description, { recursive: true })
})

async function placeOn(editor: EditorPage, dx = 0.5, dy = 0.75): Promise<{ x: number; y: number }> {
  const box = await editor.canvas.boundingBox()
  if (!box) throw new Error('The canvas is not on the page.')
  return { x: box.x + box.width * dx, y: box.y + box.height * dy }
}

const overlay = (page: Page) => page.getByTestId('drop-overlay')
// A picture of several outputs has tabs of its own.
const tabs = (page: Page) => page.getByRole('tablist', { name: 'Open graphs' }).getByRole('tab')

test('a graph opens in a tab, and several each in theirs, with the files beside them', async ({ editor }) => {
  const { page } = editor
  await editor.openEmpty()
  await dropFiles(page, [LESSON], await placeOn(editor))
  await expect(page).toHaveTitle(/^first-lesson/)
  await expect(editor.node('adain')).toBeAttached()

  const transfer = example('adain-transfer.loom.json')
  const portrait = example('pictures/portrait-6dcc14da.png')
  await dropFiles(page, [transfer, portrait, SUNSET, example('norms.loom.json')], await placeOn(editor))
  // One after the other, each behind the run of the one before.
  await expect(tabs(page)).toHaveCount(3, { timeout: 90_000 })
  await page.getByRole('tab', { name: 'adain-transfer' }).click()
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  await expect(editor.picture).toBeVisible()
  expect(await editor.pictureColours()).toBeGreaterThan(100)
  await expect(editor.notices).toHaveCount(0)
})

test('a checkpoint is imported into a tab', async ({ editor }) => {
  await editor.openEmpty()
  await dropFiles(editor.page, [CHECKPOINT], await placeOn(editor))
  await expect(editor.notices).toContainText('Imported stylegan1-64.tf-names.npz')
  await expect(editor.nodesOfType('norm/adain').first()).toBeAttached()
})

test('a picture becomes a node where it falls, and another one the picture of that node', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openExample('first-lesson.loom.json')
  const place = await placeOn(editor, 0.3, 0.8)
  await dropFiles(page, [SUNSET], place)
  const node = editor.nodesOfType('input/picture')
  await expect(node).toHaveCount(1)
  await expect(editor.inspector).toContainText('sunset-6425fed3.png')
  const at = await editor.nodePlace((await node.getAttribute('data-node')) ?? '')
  expect(Math.hypot(at.x - place.x, at.y - place.y)).toBeLessThan(60)
  await expect(editor.page.getByTestId('edit.undo')).toHaveAccessibleName(/Undo add picture/i)

  const jpeg = await jpegOf(page)
  const folder = await inFolder({ 'red.jpg': jpeg })
  await dropFiles(page, [join(folder, 'red.jpg')], at)
  await expect(editor.inspector).toContainText('red.jpg')
  await expect(node).toHaveCount(1)
  await expect(tabs(page)).toHaveCount(0)
})

test('a picture that carries a graph opens it', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('first-lesson.loom.json')
  const download = await editor.downloaded(async () => {
    await editor.action('file.exportPicture')
    await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click()
  })
  const folder = await inFolder({ 'mine.png': await readFile(await download.path()) })
  await editor.openEmpty()
  await dropFiles(page, [join(folder, 'mine.png')], await placeOn(editor))
  await expect(page).toHaveTitle(/^mine/)
  await expect(editor.node('adain')).toBeAttached()
})

test('says what will become of the files while they hang over the window', async ({ editor }) => {
  const { page } = editor
  await editor.openEmpty()
  const onCanvas = await placeOn(editor)
  const picture = await carryFiles(page, [SUNSET])
  await picture.over(onCanvas)
  await expect(overlay(page)).toHaveText('Adds the picture here, or opens the graph it carries')
  await picture.over({ x: 1200, y: 700 })
  await expect(overlay(page)).toHaveText('Adds the picture to the graph, or opens the graph it carries')
  await picture.leave()
  await expect(overlay(page)).toHaveCount(0)

  const graphs = await carryFiles(page, [LESSON, example('norms.loom.json')])
  await graphs.over(onCanvas)
  await expect(overlay(page)).toHaveText('Opens 2 files, each in its tab')
  await graphs.drop(onCanvas)
  await expect(overlay(page)).toHaveCount(0)
  await expect(tabs(page)).toHaveCount(2)
})

test('a folder, a stranger and a broken picture each get their sentence, and nothing changes', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openEmpty()
  const folder = await inFolder({ 'notes.txt': 'x', 'broken.png': 'x' })
  await mkdir(join(folder, 'graphs'))
  const place = await placeOn(editor)
  await dropFiles(
    page,
    [join(folder, 'graphs'), join(folder, 'notes.txt'), join(folder, 'broken.png')],
    place,
  )
  await expect(editor.notices.filter({ hasText: 'graphs is a folder.' })).toBeVisible()
  await expect(editor.notices.filter({ hasText: 'notes.txt is nothing that' })).toBeVisible()
  await expect(editor.notices.filter({ hasText: 'broken.png is no picture' })).toBeVisible()
  await expect(editor.outline.locator('[data-node]')).toHaveCount(0)
})

test('a locked graph takes no picture, and says so', async ({ editor }) => {
  await editor.openExample('first-lesson.loom.json')
  await editor.menu('Edit', 'edit.lock')
  await dropFiles(editor.page, [SUNSET], await placeOn(editor))
  await expect(editor.notices.first()).toContainText('locked')
  await expect(editor.nodesOfType('input/picture')).toHaveCount(0)
})

async function jpegOf(page: Page): Promise<Uint8Array> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 8
    canvas.height = 8
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = 'red'
      context.fillRect(0, 0, 8, 8)
    }
    return canvas.toDataURL('image/jpeg')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
