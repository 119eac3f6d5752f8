import { expect, test, type Page } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import type {} from './webgpu/rewrites-page'

/**
 * Rewritten layers on WebGPU give what the plain ones give there. Headless Chromium offers a software adapter:
 * correct, but slow, so shapes are tiny.
 */

/** Sums in another order, and the larger numbers inside of tiles. */
const LIMIT = 2e-5
/** Three roundings to 11 bits a layer, up to two layers' worth of sums in float16. */
const HALF_LIMIT = 1e-2

let server: ViteDevServer
let page: Page

test.beforeAll(async ({ browser }) => {
  server = await createServer({
    configFile: false,
    root: new URL('../..', import.meta.url).pathname,
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    optimizeDeps: { exclude: ['onnxruntime-web'] },
    logLevel: 'error',
  })
  await server.listen()
  page = await browser.newPage()
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}test/e2e/webgpu/rewrites.html`)
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
