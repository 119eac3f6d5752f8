// `npm run bench`: figures as ratios taken in turn in one run, in headless Chromium. Prints a table, writes
// bench/results.json, and exits 1 when a ratio is over its limit. `-- --node` also sets our run against
// onnxruntime-node, for orientation.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { createServer, runnerImport } from 'vite'
import { ensureBuilt } from '../scripts/build.mjs'
import { findChromium, NO_CHROMIUM, QUIET_FLAGS } from '../scripts/find-chromium.mjs'
import { serveEditor } from '../scripts/serve.mjs'
import { ROOT } from '../scripts/targets.mjs'

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

const executablePath = await findChromium()
if (executablePath === null) {
  console.error(NO_CHROMIUM)
  process.exit(1)
}
const server = await createServer({
  configFile: false,
  root: ROOT,
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, headers: HEADERS },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  logLevel: 'error',
})
await server.listen()

/** A browser of its own, and a function that runs the worker's tasks in it. */
async function withWorker(use) {
  const browser = await chromium.launch({ executablePath, args: QUIET_FLAGS })
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => console.error(error.message))
    await page.goto(`${server.resolvedUrls.local[0]}bench/index.html`)
    await page.waitForFunction("'bench' in window")
    return await use((name) => page.evaluate(`window.bench(${JSON.stringify(name)})`), browser)
  } finally {
    await browser.close()
  }
}

function measure(name, after = async () => undefined) {
  return withWorker(async (run, browser) => ({ value: await run(name), extra: await after(browser) }))
}

/** Our whole run in the browser and the plain model in onnxruntime-node, in turn. */
async function againstNative() {
  const { module } = await runnerImport(join(ROOT, 'bench/native.ts'), { configFile: false, root: ROOT })
  const native = await module.openNative(2)
  await native()
  return withWorker(async (run) => {
    await run('whole')
    const timings = { ours: [], native: [] }
    for (let round = 0; round < 7; round++) {
      timings.ours.push(await run('whole'))
      timings.native.push(await native())
    }
    return timings
  })
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** The median of the rounds' own ratios: both sides of each were taken next to each other. */
function ratio(over, under) {
  return median(over.map((value, round) => value / under[round]))
}

/** Peak resident bytes of the browser's renderer processes (Linux). */
async function rendererPeak(browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(
      ({ id }) =>
        Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    )
  return Math.max(...peaks)
}

/** Drags a slider of the last layer in the real window for ten seconds; the longest task of its main thread in ms. */
async function longestTaskWhileDragging() {
  await ensureBuilt(['renderer', 'serve'], { quiet: true })
  const editor = await serveEditor(0)
  const browser = await chromium.launch({ executablePath, args: QUIET_FLAGS })
  try {
    const page = await browser.newPage()
    await page.goto(`${editor.url}?backend=wasm&example=stylegan1-256.loom.json`)
    await page.locator('[data-testid="engine-status"][data-status="idle"]').waitFor({ timeout: 120_000 })
    await page.locator('li[data-node="256x256/Conv1/noise"]').press(' ')
    const slider = page.getByTestId('param-amount').locator('input[type="range"]')
    const box = await slider.boundingBox()
    await page.evaluate(
      'window.longest = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration) }).observe({ entryTypes: ["longtask"] })',
    )
    const middle = box.y + box.height / 2
    await page.mouse.move(box.x + box.width / 2, middle)
    await page.mouse.down()
    const end = Date.now() + 10_000
    for (let step = 0; Date.now() < end; step++) {
      await page.mouse.move(box.x + box.width * (0.5 + 0.4 * Math.sin(step / 15)), middle)
    }
    await page.mouse.up()
    return await page.evaluate('window.longest')
  } finally {
    await browser.close()
    await editor.close()
  }
}

const results = []
/** A figure without a limit is for orientation. */
function isWithin(value, limit) {
  return limit === null || value <= limit
}
function report(name, value, limit, runs, note) {
  results.push({ name, ratio: Number(value.toFixed(4)), limit, runs, note })
}

const { value: steady } = await measure('steady')
const rounds = steady.plain.length
const ms = (values) => `${median(values).toFixed(0)} ms`
report(
  'whole generator, new z / plain model',
  ratio(steady.whole, steady.plain),
  0.5,
  rounds,
  `${ms(steady.whole)} against ${ms(steady.plain)}`,
)
report(
  'style of the last layer changed / our whole run',
  ratio(steady['last layer'], steady.whole),
  0.06,
  rounds,
  ms(steady['last layer']),
)
report(
  "styles of the last block's two layers changed / our whole run",
  ratio(steady['last block'], steady.whole),
  0.2,
  rounds,
  ms(steady['last block']),
)
report(
  'style of the first layer changed / our whole run',
  ratio(steady['first layer'], steady.whole),
  1.03,
  rounds,
  ms(steady['first layer']),
)
report(
  'undo to a known state, until the picture / our whole run',
  ratio(steady.undo, steady.whole),
  0.05,
  rounds,
  `${ms(steady.undo)}, ${Math.max(...steady.undoRan)} segments ran`,
)
const { value: opening } = await measure('opening')
report(
  'insert a norm after the last conv / first open',
  ratio(opening.insert, opening.open),
  0.35,
  rounds,
  `${ms(opening.insert)} against ${ms(opening.open)}`,
)
report(
  'first open until the picture / plain session create + run',
  ratio(opening.open, opening.plain),
  1.3,
  rounds,
  `${ms(opening.open)} against ${ms(opening.plain)}`,
)
const { value: memory, extra: peak } = await measure('memory', rendererPeak)
report(
  'peak memory / (weights + result budget)',
  peak / memory.allowed,
  2.5,
  1,
  `${Math.round(peak / 2 ** 20)} MiB resident against ${Math.round(memory.allowed / 2 ** 20)} MiB`,
)
if (process.argv.includes('--node')) {
  const { ours, native } = await againstNative()
  report(
    'whole generator in the browser / plain model in onnxruntime-node',
    ratio(ours, native),
    null,
    ours.length,
    `${ms(ours)} against ${ms(native)}; for orientation`,
  )
}
const longest = await longestTaskWhileDragging()
report(
  '10 s drag of a fine style: longest main-thread task / 50 ms',
  longest / 50,
  1,
  1,
  longest === 0 ? 'none over 50 ms' : `${longest.toFixed(0)} ms`,
)
await server.close()

console.table(
  Object.fromEntries(
    results.map(({ name, ratio: value, limit, note }) => [
      name,
      { ratio: value, limit, ok: isWithin(value, limit), note },
    ]),
  ),
)
writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
process.exitCode = results.every(({ ratio: value, limit }) => isWithin(value, limit)) ? 0 : 1
