import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startStaticServer } from '../../scripts/serve-static.mjs'
import { stampRelease } from '../../scripts/web-site.mjs'
import { EditorPage } from './pages/editor-page'
import { expect as usual, test as base } from './pages/test'

/** All files of the build are fetched, hashed and kept while a page is at work. */
const expect = usual.configure({ timeout: 90_000 })

interface Site {
  /** A copy of the web build that a test may change. */
  readonly folder: string
  readonly url: string
  close(): Promise<void>
}

/** A web host of its own for each test: it is switched off, and gets other files. */
const test = base.extend<{ site: Site }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
  site: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'styleloom-site-'))
    await cp('dist/web', folder, { recursive: true })
    const server = await startStaticServer(folder, { under: '/a/deep/path/' })
    await use({ folder, url: server.url, close: () => server.close() })
    await server.close()
    await rm(folder, { recursive: true })
  },
})

test.beforeEach(() => test.setTimeout(300_000))

const KEPT = 'now opens without a network'
const NEWER = 'A new version is ready'

async function openKept(editor: EditorPage, site: Site, query = '?backend=wasm'): Promise<void> {
  await editor.page.goto(`${site.url}${query}`)
  await expect(editor.notices.filter({ hasText: KEPT })).toBeVisible()
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
}

function isIsolated(page: Page): Promise<boolean> {
  return page.evaluate(() => window.crossOriginIsolated)
}

test('after the first load it needs no host: reload, picture, saving, threads', async ({
  editor,
  site,
  context,
}) => {
  const { page } = editor
  await openKept(editor, site)
  expect(await isIsolated(page), 'the host sends no headers').toBe(false)
  const picture = await editor.pictureData()

  await site.close()
  await context.setOffline(true)
  await page.reload()
  await expect(editor.picture).toBeVisible()
  await expect(editor.status).toHaveAttribute('data-status', 'idle')
  expect(await editor.pictureColours()).toBeGreaterThan(100)
  // Several threads add in the same order as one.
  expect(await editor.pictureData()).toBe(picture)
  expect(await isIsolated(page), 'the copy sends the headers').toBe(true)

  await editor.select('z')
  await editor.setNumber('seed', '77')
  await expect.poll(() => editor.pictureData()).not.toBe(picture)
  await editor.action('file.save')
  const dialog = page.getByRole('dialog', { name: 'Save the graph' })
  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Save' }).click())
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')

  await page.goto(`${site.url}nothing/here`)
  await expect(page).toHaveURL(site.url)
  await expect(editor.canvas).toBeVisible()
})

test('a new version waits until it is asked for, and a window of the old one keeps its parts', async ({
  editor,
  site,
  context,
}) => {
  const { page } = editor
  await openKept(editor, site, '?backend=wasm&example=first-lesson.loom.json')
  const other = new EditorPage(await context.newPage())
  await other.page.goto(`${site.url}?backend=wasm&example=first-lesson.loom.json`)
  await expect(other.picture).toBeVisible()

  await publishWithout(site, 'elk')
  await page.reload()
  await expect(editor.picture).toBeVisible()
  await expect(page).toHaveTitle(/^first-lesson/)
  const notice = editor.notices.filter({ hasText: NEWER })
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: 'Reload' }).click()
  await expect(page.locator('meta[name="release"]')).toHaveAttribute('content', 'second')
  await expect(editor.picture).toBeVisible()

  // The other window still runs the old release, and now needs what only that one has.
  await expect(other.page.locator('meta[name="release"]')).toHaveCount(0)
  await other.canvas.focus()
  await other.page.keyboard.press('ControlOrMeta+a')
  await other.menu('Arrange', 'arrange.left')
  await other.menu('Arrange', 'arrange.layOut')
  await expect(other.page.getByTestId('edit.undo')).toHaveAccessibleName(/Undo lay out/i)
})

test('a release that is half uploaded is not taken', async ({ editor, site }) => {
  await openKept(editor, site, '?backend=wasm&example=first-lesson.loom.json')
  await publishWithout(site, 'elk')
  await writeFile(join(site.folder, 'index.html'), 'the page of yet another release')
  expect(await endOfUpdate(editor.page)).toBe('redundant')
  await editor.page.reload()
  await expect(editor.picture).toBeVisible()
  await expect(editor.page.locator('meta[name="release"]')).toHaveCount(0)
  await expect(editor.notices.filter({ hasText: NEWER })).toHaveCount(0)
})

/** Lets the browser look for a newer service worker, and tells what became of it. */
function endOfUpdate(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return new Promise((resolve, reject) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing
        worker?.addEventListener('statechange', () => resolve(worker.state))
      })
      registration.update().catch(reject)
    })
  })
}

/** Puts another release in the place of the first, which lacks what begins so and is marked in its page. */
async function publishWithout({ folder }: Site, start: string): Promise<void> {
  const assets = join(folder, 'assets')
  for (const name of await readdir(assets)) if (name.startsWith(start)) await rm(join(assets, name))
  const page = join(folder, 'index.html')
  const html = await readFile(page, 'utf8')
  await writeFile(page, html.replace('<title>', '<meta name="release" content="second" /><title>'))
  stampRelease(folder)
}
