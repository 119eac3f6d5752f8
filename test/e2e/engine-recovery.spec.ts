import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './pages/test'

/** The engine's worker dies, or is told to stop, and nothing that the user made is lost. */

const PORTRAITS = 'portraits64.loom'
/** Runs for seconds. */
const LARGE = 'stylegan1-256.loom.json'

test.beforeEach(async ({ page }) => {
  // A way to the page's own worker: ended like this, no event tells the page of it.
  await page.addInitScript(() => {
    const workers: Worker[] = []
    Reflect.set(window, 'testWorkers', workers)
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        if (options?.name === 'engine') workers.push(this)
      }
    }
  })
})

/** Ends the engine as soon as its next run has begun. */
async function killDuringNextRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    const status = document.querySelector('[data-testid="engine-status"]')
    const workers = Reflect.get(window, 'testWorkers') as Worker[]
    if (!status) throw new Error('There is no status line.')
    const observer = new MutationObserver(() => {
      if (status.getAttribute('data-status') !== 'running') return
      observer.disconnect()
      workers.at(-1)?.terminate()
    })
    observer.observe(status, { attributes: true })
  })
}

function engineCount(page: Page): Promise<number> {
  return page.evaluate(() => (Reflect.get(window, 'testWorkers') as Worker[]).length)
}

test('killed in the middle of a run: the right picture comes, edits work, saving carries the weights', async ({
  editor,
}) => {
  await editor.openExample(PORTRAITS)
  const first = await editor.pictureData()
  await editor.select('z')
  await editor.setNumber('seed', '77')
  await expect.poll(() => editor.pictureData()).not.toBe(first)
  const expected = await editor.pictureData()

  await editor.openExample(PORTRAITS)
  await editor.select('z')
  await killDuringNextRun(editor.page)
  await editor.setNumber('seed', '77')
  await expect(editor.notices).toHaveText(['The engine was restarted: it stopped unexpectedly.'])
  await expect.poll(() => editor.pictureData()).toBe(expected)
  expect(await engineCount(editor.page)).toBe(2)

  await editor.setNumber('seed', '1')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  await editor.action('edit.undo')
  await expect.poll(() => editor.pictureData()).toBe(expected)

  await editor.action('file.save')
  const dialog = editor.page.getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByLabel('File name').fill('rescued')
  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Save' }).click())
  const buffer = await readFile(await download.path())

  await editor.openEmpty()
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.action('file.open')
  await (await chooser).setFiles({ name: 'rescued.loom', mimeType: '', buffer })
  await expect(editor.picture).toBeVisible()
  await expect.poll(() => editor.pictureData()).toBe(expected)
})

test('killed while nothing runs: it is noticed, and the next edit shows its picture', async ({ editor }) => {
  await editor.openExample(PORTRAITS)
  const picture = await editor.pictureData()
  await editor.page
    .workers()
    .find((worker) => worker.url().includes('engine-worker'))
    ?.evaluate(() => self.close())
  await expect(editor.notices).toHaveText(['The engine was restarted: it stopped unexpectedly.'])
  expect(await editor.pictureData()).toBe(picture)
  await editor.select('z')
  await editor.setNumber('seed', '9')
  await expect.poll(() => editor.pictureData()).not.toBe(picture)
  await editor.action('edit.undo')
  await expect.poll(() => editor.pictureData()).toBe(picture)
})

test('the engine can be restarted by hand, quietly', async ({ editor }) => {
  await editor.openExample(PORTRAITS)
  const picture = await editor.pictureData()
  await editor.menu('Run', 'run.restart')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await engineCount(editor.page)).toBe(2)
  expect(await editor.pictureData()).toBe(picture)
  await expect(editor.notices).toHaveCount(0)
})

test('a long run shows how far it is and can be stopped; the picture stays, and an edit goes on', async ({
  editor,
}) => {
  const { page } = editor
  await page.goto(`./?backend=wasm&example=${LARGE}`)
  await expect(page.getByRole('progressbar', { name: 'Run' })).toBeVisible()
  await page.getByTestId('panel-run.stop').click()
  await expect(editor.status).toHaveAttribute('data-status', 'stopped')
  await expect(editor.status).toContainText('Stopped')
  await expect(page.getByRole('progressbar', { name: 'Run' })).toBeHidden()
  await expect(editor.picture).toBeHidden()

  await page.getByTestId('panel-run.run').click()
  await expect(editor.picture).toBeVisible()
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  const before = await editor.pictureData()

  await editor.select('z')
  await editor.setNumber('batch', '8')
  await expect(page.getByRole('progressbar', { name: 'Run' })).toBeVisible()
  await page.getByRole('region', { name: 'Picture' }).press('Escape')
  await expect(editor.status).toHaveAttribute('data-status', 'stopped')
  expect(await editor.pictureData()).toBe(before)
  await editor.action('edit.undo')
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  await expect.poll(() => editor.pictureData()).toBe(before)
})
