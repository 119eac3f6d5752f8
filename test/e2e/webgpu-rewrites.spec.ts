import { expect, test, type Page } from '@playwright/test'
import type {} from './webgpu/rewrites-page'
import { serveSources } from './webgpu/serve-sources'

/**
 * Rewritten layers on WebGPU give what the plain ones give there. Headless Chromium offers a software adapter:
 * correct, but slow, so shapes are tiny.
 */

/** Sums in another order, and the larger numbers inside of tiles. */
const LIMIT = 2e-5
/** Three roundings to 11 bits a layer, up to two layers' worth of sums in float16. */
const HALF_LIMIT = 1e-2

let server: Awaited<ReturnType<typeof serveSources>>
let page: Page

test.beforeAll(async ({ browser }) => {
  server = await serveSources()
  page = await browser.newPage()
  await page.goto(server.url('test/e2e/webgpu/rewrites.html'))
  await page.waitForFunction(() => 'rewriteChecks' in window)
})

test.afterAll(async () => {
  await page.close()
  await server.close()
})

test('every form of a layer', async () => {
  const checks = await page.evaluate(() => window.rewriteChecks.forms())
  expect(checks.filter(({ changed }) => changed).length).toBeGreaterThan(10)
  expect(checks.filter(({ max, problem }) => problem !== null || !(max <= LIMIT))).toEqual([])
})

test('half precision', async () => {
  const checks = await page.evaluate(() => window.rewriteChecks.halves())
  test.skip(checks === null, 'this graphics adapter cannot compute in float16')
  expect(checks?.filter(({ changed }) => !changed)).toEqual([])
  expect(checks?.filter(({ max, problem }) => problem !== null || !(max <= HALF_LIMIT))).toEqual([])
})
