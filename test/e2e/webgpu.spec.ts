import { readFileSync } from 'node:fs'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { nodeDefinitions } from '../../nodes/index.gen'
import { testSeed } from '../helpers/seed'
import type { Check } from './webgpu/page'
import { serveSources } from './webgpu/serve-sources'

/**
 * Every node type on WebGPU. Headless Chromium offers a software adapter: correct, but slow, so shapes are tiny.
 * Limit: 2e-3 of the range, what GPUs' fast division, square root and exponential may cost.
 */
const LIMIT = 2e-3
/** As many as a slow machine gets done: each graph has shaders of its own to compile. */
const RANDOM_GRAPHS = 36
const RANDOM_MS = 60_000

let server: Awaited<ReturnType<typeof serveSources>>
let page: Page
const bugs: string[] = []

test.beforeAll(async ({ browser }) => {
  server = await serveSources()
  page = await openChecks(browser)
})

async function openChecks(browser: Browser): Promise<Page> {
  const opened = await browser.newPage()
  opened.on('pageerror', (uncaught) => bugs.push(uncaught.message))
  await opened.goto(server.url('test/e2e/webgpu/index.html'))
  await opened.waitForFunction(() => 'checks' in window)
  return opened
}

// Nothing may be thrown where nobody waits: a session's release, a value's disposal.
test.afterEach(() => {
  expect(bugs.splice(0)).toEqual([])
})

test.afterAll(async () => {
  await page.close()
  await server.close()
})

for (const { type } of nodeDefinitions.filter(({ role }) => role !== 'annotation')) {
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

test('a lost device: the picture comes from WASM, the reason is told, and WebGPU can be taken again', async ({
  browser,
}) => {
  // In the other tests' page their sessions still hold on to the device, and onnxruntime makes no other until they go.
  const own = await openChecks(browser)
  const told = await own.evaluate(() => window.checks.loseDevice())
  await own.close()
  expect(told.map(({ backend }) => backend)).toEqual(['webgpu', 'wasm', 'webgpu'])
  const [before, lost, again] = told.map(({ fallback }) => fallback)
  expect([before, again]).toEqual([null, null])
  expect(lost).toMatch(/^the graphics device was lost/)
  for (const { difference } of told) expect(difference).toBeLessThanOrEqual(LIMIT)
})

test('every node of a small generator is compared, in flow order', async () => {
  const { report, problems, progress } = await page.evaluate(() => window.checks.compare())
  expect(problems).toEqual([])
  expect(report?.first).toBeNull()
  expect(report?.adapter).toBe('the test machine')
  expect(report?.runtime).toMatch(/^onnxruntime-web \d/)
  expect(report?.entries.length).toBeGreaterThan(10)
  expect(Math.max(...(report?.entries.map(({ difference }) => difference) ?? []))).toBeGreaterThan(0)
  expect(progress.map(({ done }) => done)).toEqual(progress.map((_, i) => i))
  expect(progress.at(-1)?.total).toBe(progress.length)
})

test('the probe finds WebGPU in software right but slower', async () => {
  expect(await page.evaluate(() => window.checks.probe())).toMatch(/WebGPU was slower than WASM/)
})

test('random generators on WebGPU give what they give on WASM', async () => {
  const seed = testSeed()
  const checks: Check[] = []
  const start = performance.now()
  let stream = 0
  while (stream < RANDOM_GRAPHS && performance.now() - start < RANDOM_MS) {
    const given = [seed, stream++] as const
    checks.push(...(await page.evaluate(([of, at]) => window.checks.randomGraph(of, at), given)))
  }
  console.info(`${stream} graphs, ${checks.length} outputs`)
  expect(checks.length).toBeGreaterThanOrEqual(stream)
  expectWithin(checks)
})

function expectWithin(checks: readonly Check[]): void {
  expect(checks.length).toBeGreaterThan(0)
  expect(checks.filter(({ max, problem }) => problem !== null || !(max <= LIMIT))).toEqual([])
}
