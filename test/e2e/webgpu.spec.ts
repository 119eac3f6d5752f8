import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { Check } from './webgpu/page'

/**
 * Every node type on WebGPU. Headless Chromium offers a software adapter: correct, but slow, so shapes are tiny.
 * Limit: 2e-3 of the range, what GPUs' fast division, square root and exponential may cost.
 */
const LIMIT = 2e-3

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
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}test/e2e/webgpu/index.html`)
  await page.waitForFunction(() => 'checks' in window)
})

test.afterAll(async () => {
  await page.close()
  await server.close()
})

for (const { type } of nodeDefinitions) {
  test(`${type} on WebGPU`, async () => {
    expectWithin(await page.evaluate((name) => window.checks.nodeType(name), type))
  })
}

test('a StyleGAN1 generator up to 32 px on WebGPU', async () => {
  const bytes = (path: string): number[] => [
    ...readFileSync(new URL(`../fixtures/stylegan1/${path}`, import.meta.url)),
  ]
  const files = {
    checkpoint: bytes('stylegan1-64.genforce.safetensors'),
    golden: bytes('stylegan1-64.golden.npz'),
  }
  const checks = await page.evaluate((given) => window.checks.stylegan1(given), files)
  expect(checks).toHaveLength(8)
  expectWithin(checks)
})

function expectWithin(checks: readonly Check[]): void {
  expect(checks.length).toBeGreaterThan(0)
  expect(checks.filter(({ max, problem }) => problem !== null || !(max <= LIMIT))).toEqual([])
}
