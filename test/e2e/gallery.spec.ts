import type { Page } from '@playwright/test'
import type { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

/** Recent files and templates. The page's own private files stand for the user's: their handles are real ones. */

interface PrivateFiles {
  /** The names that the next open dialogs are answered with. */
  answers?: string[]
}

test.beforeEach(async ({ editor }) => {
  await editor.page.addInitScript(() => {
    const fileOf = async (name: string, create: boolean): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle(name, { create })
    const asked = globalThis as PrivateFiles
    Object.assign(window, {
      showOpenFilePicker: async () => [await fileOf(asked.answers?.shift() ?? 'none', false)],
      showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => fileOf(suggestedName, true),
    })
  })
})

/** Opens an example under the names of files of the user's. */
async function putFiles(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate(async (all) => {
    const folder = await navigator.storage.getDirectory()
    const bytes = await (await fetch('examples/first-lesson.loom.json')).arrayBuffer()
    for (const name of all) {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable()
      await stream.write(bytes)
      await stream.close()
    }
  }, names)
}

async function openFile(editor: EditorPage, name: string): Promise<void> {
  const { page } = editor
  await page.evaluate((next) => ((globalThis as PrivateFiles).answers = [next]), name)
  await editor.menu('File', 'file.open')
  await expect(page).toHaveTitle(new RegExp(`^${name.split('.')[0] ?? ''}`))
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  await expect(editor.picture).toBeVisible()
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Recent and templates' })
const recent = (page: Page) => dialog(page).getByRole('region', { name: 'Recent' })
const templates = (page: Page) => dialog(page).getByRole('region', { name: 'Templates' })
const cards = (page: Page) => recent(page).getByRole('listitem')

test('what was opened is found again with its picture, newest first, and opens again', async ({ editor }) => {
  const { page } = editor
  await editor.openEmpty()
  await putFiles(page, ['cats.loom.json', 'dogs.loom.json'])
  await openFile(editor, 'cats.loom.json')
  await openFile(editor, 'dogs.loom.json')
  // Their pictures are kept when they stand.
  await editor.menu('File', 'file.recent')
  await expect(cards(page).locator('img')).toHaveCount(2)

  await editor.openEmpty()
  const panel = page.getByRole('region', { name: 'Start a graph' })
  await expect(panel.getByRole('listitem')).toHaveText([/^dogs\.loom\.json/, /^cats\.loom\.json/])
  await expect(panel.getByRole('img').or(panel.locator('img'))).toHaveCount(2)

  await editor.menu('File', 'file.recent')
  await expect(cards(page)).toHaveText([/dogs\.loom\.json.*just now/, /cats\.loom\.json/])
  await cards(page).nth(1).getByRole('button', { name: /^cats/ }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(page).toHaveTitle(/^cats/)
  await expect(editor.node('adain')).toBeAttached()
  await editor.menu('File', 'file.recent')
  await expect(cards(page)).toHaveText([/cats\.loom\.json/, /dogs\.loom\.json/])
})

test('what is saved is listed too', async ({ editor }) => {
  const { page } = editor
  await editor.openExample('first-lesson.loom.json')
  await editor.action('file.save')
  await page.getByRole('dialog').getByLabel('File name').fill('mine')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page).toHaveTitle(/^mine/)
  await editor.menu('File', 'file.recent')
  await expect(cards(page)).toHaveText([/mine\.loom/])
  await expect(cards(page).locator('img')).toHaveCount(1)
})

test('a file that is gone is marked, says so when opened, and can be taken off by key', async ({
  editor,
}) => {
  const { page } = editor
  await editor.openEmpty()
  await putFiles(page, ['cats.loom.json', 'gone.loom.json'])
  await openFile(editor, 'cats.loom.json')
  await openFile(editor, 'gone.loom.json')
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('gone.loom.json'))

  await editor.menu('File', 'file.recent')
  await expect(cards(page).first()).toContainText('Not found')
  await cards(page).first().getByRole('button', { name: /^gone/ }).click()
  await expect(editor.notices).toContainText('There is no file "gone.loom.json".')

  await editor.menu('File', 'file.recent')
  await expect(dialog(page).getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(cards(page).first().getByRole('button', { name: /^gone/ })).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(cards(page)).toHaveText([/cats/])
  await expect(cards(page).getByRole('button', { name: /^cats/ })).toBeFocused()
  await recent(page).getByRole('button', { name: 'Clear list' }).click()
  await expect(recent(page)).toContainText('Files that you open or save are listed here.')
})

test('templates are found by typing, walked through by arrows, and run at once', async ({ editor }) => {
  const { page } = editor
  await editor.openEmpty()
  await page.getByTestId('start-file.examples').click()
  await expect(dialog(page).getByRole('searchbox')).toBeFocused()
  await expect(templates(page).getByRole('listitem')).toHaveCount(10)
  const pictures = templates(page).locator('img')
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0)
  }
  await page.keyboard.press('ArrowDown')
  await expect(templates(page).getByRole('button').first()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(templates(page).getByRole('button').nth(2)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(templates(page).getByRole('button').nth(2)).toBeFocused()

  await dialog(page).getByRole('searchbox').fill('psi average')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await dialog(page).getByRole('searchbox').fill('noise lab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^noise-lab/)
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureColours()).toBeGreaterThan(100)
  await expect(editor.notices).toHaveCount(0)
})

test('a search that finds nothing says so', async ({ editor }) => {
  await editor.openEmpty()
  await editor.menu('File', 'file.examples')
  await dialog(editor.page).getByRole('searchbox').fill('qqqq')
  await expect(templates(editor.page)).toContainText('Nothing here is called “qqqq”.')
})

test('the start panel leaves the canvas to the pointer, and goes with the first node', async ({ editor }) => {
  const { page } = editor
  await editor.openEmpty()
  const panel = page.getByRole('region', { name: 'Start a graph' })
  await expect(panel).toBeVisible()
  const title = await panel.getByRole('heading').boundingBox()
  if (!title) throw new Error('The panel has no title.')
  await page.mouse.dblclick(title.x + title.width / 2, title.y + title.height / 2)
  await page.keyboard.type('latent z')
  await page.keyboard.press('Enter')
  await expect(editor.outline.locator('[data-node]')).toHaveCount(1)
  await expect(panel).toHaveCount(0)
})
