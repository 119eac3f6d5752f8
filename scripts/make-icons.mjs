// `npm run icons`: draws renderer/icon.svg in every size and form that the packages and the web build carry. What it
// writes is kept in package/icons, so that building a package needs no browser. Run it after a change of the drawing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, NO_CHROMIUM, QUIET_FLAGS } from './find-chromium.mjs'
import { icnsOf, ICNS_SIZES, icoOf } from './icon-files.mjs'
import { ROOT } from './targets.mjs'

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256]
const WEB_SIZES = [192, 512]

/** Apple's grid: the tile takes 824 of 1024 pixels, so that it is no larger than its neighbours in the Dock. */
const MAC_SHARE = 824 / 1024
/** Launchers cut a maskable icon to their own form: the ground reaches the edge, the drawing stays in the middle. */
const MASKABLE_SHARE = 0.8
const GROUND = /fill="(#[0-9a-f]{6})"/

const drawing = readFileSync(join(ROOT, 'renderer', 'icon.svg'), 'utf8')

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} size in pixels
 * @param {{ share?: number, ground?: string }} [form] how much of the width the drawing takes, and what lies behind it
 */
async function draw(page, size, { share = 1, ground = 'transparent' } = {}) {
  const side = `${size * share}px`
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}svg{width:${side};height:${side}}</style>${drawing}`,
  )
  return page.screenshot({ omitBackground: true })
}

const executablePath = await findChromium()
if (executablePath === null) throw new Error(NO_CHROMIUM)
const folder = join(ROOT, 'package', 'icons')
rmSync(folder, { recursive: true, force: true })
const put = (name, bytes) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), bytes)
}
const browser = await chromium.launch({ executablePath, args: ['--headless', ...QUIET_FLAGS] })
try {
  const page = await browser.newPage()
  const drawAll = async (sizes, form) => {
    const pictures = []
    for (const size of sizes) pictures.push(await draw(page, size, form))
    return pictures
  }
  for (const size of LINUX_SIZES) put(`linux/${size}x${size}.png`, await draw(page, size))
  put('icon.ico', icoOf(await drawAll(WINDOWS_SIZES)))
  put('icon.icns', icnsOf(await drawAll(ICNS_SIZES, { share: MAC_SHARE })))
  for (const size of WEB_SIZES) put(`web/icon-${size}.png`, await draw(page, size))
  const ground = GROUND.exec(drawing)?.[1]
  put('web/icon-maskable-512.png', await draw(page, 512, { share: MASKABLE_SHARE, ground }))
  // Apple's home screen paints clear pixels black.
  put('web/apple-touch-icon.png', await draw(page, 180, { ground }))
} finally {
  await browser.close()
}
