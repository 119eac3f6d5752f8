/**
 * Opens graph files made to do harm, by dialog and by drop, and looks at everything the window then shows. No script of
 * theirs runs, nothing is asked of any other machine, the page stays alive, and what was open before is untouched.
 */
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { Browser, Page } from '@playwright/test'
import { asLoom, asPicture, hostileGraph, REFUSED } from './pages/hostile-files'
import { TabsPage } from './pages/tabs-page'
import type { EditorPage } from './pages/editor-page'
import { expect, test as base } from './pages/test'

const LESSON = 'first-lesson.loom.json'
/** Hundreds of megabytes cross from the test to the page, on machines that do more than that at the time. */
const patient = expect.configure({ timeout: 120_000 })

/** What would tell that something got through. */
interface Watch {
  /** Throws when a script of a file has run, or anything was asked of another place than our own. */
  nothingGotThrough(): Promise<void>
}

declare global {
  var hits: unknown[]
  var hit: (what: unknown) => void
}

const test = base.extend<{ watch: Watch }>({
  watch: async ({ page, baseURL }, use) => {
    const seen: string[] = []
    page.on('dialog', (dialog) => {
      seen.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('popup', (popup) => seen.push(`window: ${popup.url()}`))
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) seen.push(`frame: ${frame.url()}`)
    })
    const own = new URL(baseURL ?? '').origin
    page.on('request', (request) => {
      const url = request.url()
      const isOurs =
        url.startsWith(`${own}/`) || url.startsWith(`blob:${own}/`) || url.startsWith('data:image/')
      if (!isOurs || url === `${own}/x`) seen.push(`request: ${url}`)
    })
    await page.addInitScript(() => {
      globalThis.hits = []
      globalThis.hit = (what) => void globalThis.hits.push(what)
    })
    await use({
      async nothingGotThrough() {
        expect(await page.evaluate(() => globalThis.hits)).toEqual([])
        expect(seen).toEqual([])
        expect(await page.evaluate(() => 'polluted' in {} || 'x' in {})).toBe(false)
        // Frames, scripts and handlers that a text would have become.
        expect(await page.locator('iframe, script:not([src]), [onerror], [onload], [onfocus]').count()).toBe(
          0,
        )
      },
    })
  },
})

async function openFile(editor: EditorPage, name: string, buffer: Uint8Array | string): Promise<void> {
  const chooser = editor.page.waitForEvent('filechooser')
  await editor.action('file.open')
  const file = typeof buffer === 'string' ? buffer : { name, mimeType: '', buffer: Buffer.from(buffer) }
  await (await chooser).setFiles(file)
}

async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, data }) => {
      const raw = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([raw], name))
      return transfer
    },
    { name, data: Buffer.from(bytes).toString('base64') },
  )
  await page.dispatchEvent('[data-testid="graph-canvas"]', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('[data-testid="graph-canvas"]', 'drop', { dataTransfer: transfer })
}

/** Shows the texts of a graph in as many places as there are. */
async function lookEverywhere(editor: EditorPage): Promise<void> {
  const { page } = editor
  for (const id of ['adain', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype']) {
    await editor.select(id)
    await expect(editor.node(id)).toHaveAttribute('aria-label', /onerror=hit/)
  }
  await editor.action('view.fit')
  await editor.menu('View', 'view.problems')
  await editor.menu('View', 'view.engine')
  await editor.menu('View', 'view.diff')

  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('onerror')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('<img')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await page.keyboard.type('undo')
  await page.keyboard.press('Escape')

  // A step that names a node: what undoing it is called stands in a menu.
  await editor.select('act')
  await editor.setNumber('slope', '0.3')
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByTestId('menu-edit.undo')).toBeVisible()
  await page.keyboard.press('Escape')
  const place = await editor.nodePlace('act')
  await page.mouse.move(place.x, place.y)
  await page.mouse.click(place.x, place.y, { button: 'right' })
  await page.keyboard.press('Escape')
  await editor.action('edit.undo')

  await editor.menu('File', 'file.saveAs')
  const dialog = page.getByRole('dialog', { name: 'Save the graph' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
}

test('the watch sees what it watches for', async ({ editor, watch }) => {
  await editor.openExample(LESSON)
  await watch.nothingGotThrough()
  await editor.page.evaluate(() => globalThis.hit('seen'))
  await expect(watch.nothingGotThrough()).rejects.toThrow(/seen/)
})

const carriers: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['harm.loom.json', (text) => new TextEncoder().encode(text)],
  [
    'harm.loom',
    (text) => asLoom(text, { 'weights/<img src=x onerror=hit(20)>.safetensors': new Uint8Array() }),
  ],
  ['harm.png', asPicture],
]

for (const [name, make] of carriers) {
  test(`harm in every text stays text: ${name}`, async ({ editor, watch }) => {
    await editor.openExample(LESSON)
    const tabs = new TabsPage(editor)
    // An example that was not touched makes room for the next graph.
    await editor.select('z')
    await editor.setNumber('seed', '5')
    const bytes = make(hostileGraph())
    if (name === 'harm.loom') await dropFile(editor.page, name, bytes)
    else await openFile(editor, name, bytes)
    const told = editor.page.getByRole('dialog')
    await expect(told.getByRole('listitem')).toContainText('no/such')
    await told.getByRole('button', { name: 'OK' }).click()
    await expect(editor.node('prototype')).toBeAttached()
    await lookEverywhere(editor)
    await watch.nothingGotThrough()

    await tabs.tab(/first-lesson/).click()
    await expect(editor.node('adain')).toBeAttached()
    await expect(editor.node('prototype')).toHaveCount(0)
    await editor.select('z')
    await expect(editor.param('seed').getByRole('spinbutton')).toHaveValue('5')
    await watch.nothingGotThrough()
  })
}

test('refused files say why, however they come, and change nothing', async ({ editor, watch }) => {
  test.setTimeout(600_000)
  await editor.openExample(LESSON)
  const picture = await editor.pictureData()
  const dialog = editor.page.getByRole('dialog')
  for (const [name, make, why] of REFUSED) {
    await test.step(name, async () => {
      const bytes = make()
      const file = name.includes('.loom')
        ? 'harm.loom'
        : name.includes('picture')
          ? 'harm.png'
          : 'harm.loom.json'
      const ways = [
        () => openLarge(editor, file, bytes),
        ...(bytes.length < 10_000_000 ? [() => dropFile(editor.page, file, bytes)] : []),
      ]
      for (const open of ways) {
        await open()
        await patient(dialog.getByRole('listitem').first()).toHaveText(why)
        await dialog.getByRole('button', { name: 'OK' }).click()
        await expect(dialog).toBeHidden()
      }
      await watch.nothingGotThrough()
    })
  }
  expect(await editor.pictureData()).toBe(picture)
  await expect(editor.page).not.toHaveTitle(/^•/)
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
  // The page is alive: it takes an edit, and the picture follows.
  await editor.select('z')
  await editor.setNumber('seed', '77')
  await expect.poll(() => editor.pictureData()).not.toBe(picture)
})

test('ten million nodes are refused quickly, with little memory', async ({
  editor,
  watch,
  browser,
}, testInfo) => {
  test.setTimeout(300_000)
  await editor.openExample(LESSON)
  const path = testInfo.outputPath('millions.loom.json')
  await writeMillions(path, 10_000_000)
  const before = await mostMemory(browser)
  const start = Date.now()
  await openFile(editor, '', path)
  const dialog = editor.page.getByRole('dialog')
  await patient(dialog.getByRole('listitem').first()).toContainText(/at most .* are read/)
  const seconds = (Date.now() - start) / 1000
  testInfo.annotations.push({ type: 'refused after', description: `${seconds.toFixed(1)} s` })
  expect(seconds).toBeLessThan(60)
  await dialog.getByRole('button', { name: 'OK' }).click()
  const after = await mostMemory(browser)
  if (before !== null && after !== null) {
    testInfo.annotations.push({ type: 'memory', description: `${after - before} MiB more at most` })
    expect(after - before).toBeLessThan(1500)
  }
  await expect(editor.node('adain')).toBeAttached()
  await watch.nothingGotThrough()
})

/** Playwright hands over at most 50 MB itself; larger ones go by a file. */
async function openLarge(editor: EditorPage, name: string, bytes: Uint8Array): Promise<void> {
  if (bytes.length < 40_000_000) return openFile(editor, name, bytes)
  const path = test.info().outputPath(name)
  const file = createWriteStream(path)
  file.end(bytes)
  await finished(file)
  return openFile(editor, name, path)
}

async function writeMillions(path: string, count: number): Promise<void> {
  const file = createWriteStream(path)
  file.write(
    '{"format":"styleloom","formatVersion":3,"app":"1","project":{"name":"","description":""},"nodes":{',
  )
  const CHUNK = 100_000
  for (let start = 0; start < count; start += CHUNK) {
    const nodes = Array.from({ length: CHUNK }, (_, i) => `"n${start + i}":{}`).join(',')
    if (!file.write(start === 0 ? nodes : `,${nodes}`))
      await new Promise<void>((resolve) => file.once('drain', () => resolve()))
  }
  file.end('},"links":{}}')
  await finished(file)
}

/** The most memory that the page's process has ever held, in MiB; null where the system does not tell. */
async function mostMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const held = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => {
        const text = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
        return Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? Number.NaN) / 1024
      }),
  )
  const known = held.filter((mib) => !Number.isNaN(mib))
  return known.length === 0 ? null : Math.round(Math.max(...known))
}
