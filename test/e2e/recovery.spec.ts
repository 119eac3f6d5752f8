/** Work is never lost: what was not saved comes back after a kill, a reload, a close. */
import type { Page } from '@playwright/test'
import { withProfile } from './pages/killable-browser'
import { expect, test } from './pages/test'
import type { EditorPage } from './pages/editor-page'

const EXAMPLE = '?backend=wasm&example=first-lesson.loom.json'
const EMPTY = '?backend=wasm&empty'

const tab = (page: Page) => page.getByTestId('tab-bar').getByRole('tab')
const nameField = (page: Page) => page.getByRole('textbox', { name: 'Graph name' })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Recover/ })

async function standing({ status, picture }: EditorPage): Promise<void> {
  await expect(status).toHaveAttribute('data-status', 'idle')
  await expect(picture).toBeVisible()
}

/** Until what was done is in the browser's database: asked there, by its journals' texts. */
async function kept(page: Page, text: string, times = 1): Promise<void> {
  await expect
    .poll(async () => {
      const texts = await page.evaluate(async () => {
        const request = indexedDB.open('styleloom-journal')
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(new Error(String(request.error)))
        })
        const pieces = database.transaction('pieces').objectStore('pieces').getAll()
        const texts = await new Promise<unknown[]>((resolve) => {
          pieces.onsuccess = () => resolve(pieces.result)
        })
        database.close()
        return texts.join('')
      })
      return texts.split(text).length - 1
    })
    .toBeGreaterThanOrEqual(times)
}

async function rename({ page }: EditorPage, name: string): Promise<void> {
  const field = nameField(page)
  await field.fill(name)
  await field.press('Enter')
}

test('an edit and its picture come back after the browser was killed', async ({ baseURL }) => {
  await withProfile(baseURL, async (start) => {
    const first = await start(EXAMPLE)
    await standing(first.editor)
    const before = await first.editor.pictureData()
    await first.editor.select('z')
    await first.editor.setNumber('seed', '5')
    await expect.poll(() => first.editor.pictureData()).not.toBe(before)
    await standing(first.editor)
    const edited = await first.editor.pictureData()
    await kept(first.editor.page, '"kind":"point"')
    await first.kill()

    const second = await start(EMPTY)
    const dialog = dialogOf(second.editor.page)
    await expect(dialog).toBeVisible()
    await expect(dialog.getByText(/1 change not saved/)).toBeVisible()
    await expect(dialog.locator('.recovery-picture img')).toBeVisible()
    await dialog.getByRole('button', { name: /^Open/ }).click()
    await expect(dialog).toBeHidden()
    await standing(second.editor)
    await expect.poll(() => second.editor.pictureData()).toBe(edited)
  })
})

test('two graphs come back, one of them from a state before; what was put off comes back later', async ({
  baseURL,
}) => {
  await withProfile(baseURL, async (start) => {
    const first = await start(EXAMPLE)
    await standing(first.editor)
    await rename(first.editor, 'first graph')
    await kept(first.editor.page, 'first graph')
    await kept(first.editor.page, '"kind":"point"')
    await first.editor.menu('File', 'file.new')
    await rename(first.editor, 'second graph')
    await kept(first.editor.page, 'second graph')
    await first.kill()

    const second = await start(EMPTY)
    const dialog = dialogOf(second.editor.page)
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await dialog.getByRole('button', { name: 'Keep for later' }).click()
    await expect(dialog).toBeHidden()
    await kept(second.editor.page, '"kind":"put-away"', 2)
    await second.kill()

    const third = await start(EMPTY)
    await expect(dialogOf(third.editor.page)).toBeHidden()
    await third.editor.menu('File', 'file.recover')
    const again = dialogOf(third.editor.page)
    await expect(again.getByRole('listitem')).toHaveCount(2)
    await again.getByRole('listitem').first().getByRole('radio').last().check({ force: true })
    for (let left = 2; left > 0; left--) {
      await again.getByRole('button', { name: /^Open/ }).first().click()
      await expect(again.getByRole('listitem')).toHaveCount(left - 1)
    }
    await expect(again).toBeHidden()
    await expect(tab(third.editor.page)).toHaveCount(2)
  })
})

test('a reload brings the open graphs back without a question', async ({ editor }) => {
  await editor.openExample('first-lesson.loom.json')
  await rename(editor, 'kept over a reload')
  await editor.menu('File', 'file.new')
  await rename(editor, 'and another')
  await kept(editor.page, 'and another')
  await editor.page.reload()
  await expect(editor.notices.filter({ hasText: 'Your 2 graphs are back as they were.' })).toBeVisible()
  await expect(tab(editor.page)).toHaveText([/first-lesson/, /and another/])
  await expect(dialogOf(editor.page)).toBeHidden()
})

test('what was closed without saving is offered under File, until it is discarded', async ({ editor }) => {
  await editor.openEmpty()
  await editor.menu('File', 'file.recover')
  await expect(editor.notices.filter({ hasText: 'no earlier work' })).toBeVisible()
  await rename(editor, 'thrown away')
  await kept(editor.page, 'thrown away')
  await editor.menu('File', 'file.close')
  await editor.page.getByRole('button', { name: 'Don’t save' }).click()
  await kept(editor.page, '"kind":"put-away"')

  await editor.menu('File', 'file.recover')
  const dialog = dialogOf(editor.page)
  await expect(dialog.locator('strong', { hasText: 'thrown away' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Discard thrown away' }).click()
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await dialog.getByRole('button', { name: 'Open thrown away' }).click()
  await expect(dialog).toBeHidden()
  await expect(nameField(editor.page)).toHaveValue('thrown away')

  await editor.menu('File', 'file.close')
  await editor.page.getByRole('button', { name: 'Don’t save' }).click()
  await expect(nameField(editor.page)).toHaveValue('Untitled')
  await expect(async () => {
    await editor.menu('File', 'file.recover')
    await expect(dialog).toBeVisible({ timeout: 10_000 })
  }).toPass()
  await dialog.getByRole('button', { name: 'Discard thrown away' }).click()
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(dialog).toBeHidden()
  await editor.menu('File', 'file.recover')
  await expect(editor.notices.filter({ hasText: 'no earlier work' }).last()).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('where nothing may be stored it is said once, and editing goes on', async ({ editor }) => {
  await editor.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Storage is forbidden here.', 'SecurityError')
    }
  })
  await editor.openEmpty()
  const notice = editor.notices.filter({ hasText: 'cannot be kept for recovery' })
  await expect(notice).toHaveCount(1)
  await rename(editor, 'one')
  await rename(editor, 'two')
  await expect(nameField(editor.page)).toHaveValue('two')
  await expect(notice).toHaveCount(1)
})
