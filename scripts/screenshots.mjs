// `node scripts/screenshots.mjs`: takes the pictures of the editor that the docs show, light and dark.
// `node scripts/screenshots.mjs --all <folder>`: other sizes and moments too, to look at after a change of style.
/* global document, HTMLElement, requestAnimationFrame -- what `evaluate` is given runs in the page */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium, NO_CHROMIUM } from './find-chromium.mjs'
import { serveEditor } from './serve.mjs'
import { ROOT } from './targets.mjs'

const SHOWN = { example: 'portraits64.loom', node: 'mix', width: 1440, height: 900, ratio: 1.5 }
const LESSON = { example: 'first-lesson.loom.json', width: 1280, height: 800, ratio: 1 }

/** @returns {{ name: string, [option: string]: unknown }[]} */
function shots(all) {
  const themes = ['light', 'dark']
  const pair = themes.map((theme) => ({ ...SHOWN, theme, name: `editor-${theme}` }))
  if (!all) return pair
  return [
    ...pair,
    ...themes.flatMap((theme) => [
      { ...LESSON, theme, name: `lesson-${theme}` },
      { ...LESSON, theme, name: `lesson-node-${theme}`, node: 'adain', zoom: 3 },
      { ...LESSON, theme, name: `lesson-2x-${theme}`, ratio: 2, node: 'conv' },
      { ...LESSON, theme, name: `small-${theme}`, width: 900, height: 600, node: 'mapping' },
      { ...SHOWN, theme, name: `portraits-near-${theme}`, ratio: 1, zoom: 4 },
      { ...SHOWN, theme, name: `engine-${theme}`, press: ['ControlOrMeta+j', 'ControlOrMeta+Shift+l'] },
      { ...SHOWN, theme, name: `inspected-${theme}`, node: 'layer6/conv', press: ['ControlOrMeta+i'] },
    ]),
  ]
}

async function take(browser, url, shot, folder) {
  const page = await browser.newPage({
    viewport: { width: shot.width, height: shot.height },
    deviceScaleFactor: shot.ratio,
    colorScheme: shot.theme,
  })
  await page.goto(`${url}?backend=wasm&example=${shot.example}`)
  await page.locator('[data-testid="engine-status"][data-status="idle"]').waitFor()
  if (shot.node) {
    await page.locator(`li[data-node="${shot.node}"]`).press(' ')
    if (!shot.zoom) await page.getByTestId('view.fit').click()
  }
  for (let step = 0; step < (shot.zoom ?? 0); step++) await page.keyboard.press('ControlOrMeta++')
  for (const key of shot.press ?? []) await page.keyboard.press(key)
  await page.locator('[data-testid="engine-status"][data-status="idle"]').waitFor()
  // The pointer and the focus leave no trace in the picture.
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.screenshot({ path: join(folder, `${shot.name}.png`) })
  await page.close()
}

const { values } = parseArgs({ options: { all: { type: 'string' } } })
const executablePath = await findChromium()
if (executablePath === null) throw new Error(NO_CHROMIUM)
const folder = values.all ?? join(ROOT, 'docs', 'images')
mkdirSync(folder, { recursive: true })
const server = await serveEditor(0)
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] })
try {
  for (const shot of shots(values.all !== undefined)) await take(browser, server.url, shot, folder)
} finally {
  await browser.close()
  await server.close()
}
