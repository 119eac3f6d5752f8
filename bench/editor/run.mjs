// `npm run bench:editor`: how the editor bears 2,000 nodes, against litegraph.js' bare canvas with the same graph, in
// turn in one headless Chromium. Prints a table, writes bench/editor-results.json, and exits 1 when a ratio is over its
// limit.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { findChromium, NO_CHROMIUM, QUIET_FLAGS } from '../../scripts/find-chromium.mjs'
import { ROOT } from '../../scripts/targets.mjs'

const ROUNDS = 7
const FLAGS = [
  ...QUIET_FLAGS,
  // A frame may begin as soon as the last one is done: times are of work, not of the screen's rhythm.
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
]
const WINDOW = { width: 1600, height: 1000 }

const executablePath = await findChromium()
if (executablePath === null) {
  console.error(NO_CHROMIUM)
  process.exit(1)
}
const outDir = mkdtempSync(join(tmpdir(), 'styleloom-bench-'))
const config = {
  configFile: false,
  envDir: false,
  root: ROOT,
  mode: 'production',
  publicDir: false,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // So that a profile names functions.
    minify: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: ['ours', 'bare'].map((name) => join(ROOT, `bench/editor/${name}.html`)) },
  },
}
await build(config)
const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 0 } })
const browser = await chromium.launch({ executablePath, args: FLAGS })

async function openPage(name) {
  const page = await browser.newPage({ viewport: WINDOW })
  page.on('pageerror', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
  await page.goto(`${server.resolvedUrls.local[0]}bench/editor/${name}.html`)
  await page.waitForFunction(`'${name}' in window`)
  return async (task, ...args) => {
    await page.bringToFront()
    return page.evaluate(`window.${name}.${task}(${args.map((arg) => JSON.stringify(arg)).join()})`)
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function percentile95(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1]
}

const ms = (values) => {
  const value = median(values)
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

async function measure() {
  const ours = await openPage('ours')
  const { graph, stage } = await ours('describe')
  const bare = await openPage('bare')
  await bare('prepare', graph, stage)
  const rounds = []
  // The first round warms up and does not count.
  for (let round = -1; round < ROUNDS; round++) {
    await ours('clear')
    const open = await ours('open')
    const bareOpen = await bare('open')
    const frames = percentile95(await ours('frames'))
    const bareFrames = percentile95(await bare('frames'))
    await ours('select', 'norm/adain')
    const add = await ours('addNode')
    await ours('undo')
    await ours('select', 'noise/inject')
    const drag = await ours('dragSlider')
    await ours('undo')
    if (round >= 0) {
      rounds.push({ open, bareOpen, frames, bareFrames, add, drag, infer: await ours('infer') })
    }
  }
  return (pick) => rounds.map(pick)
}

/** Without a limit: for orientation. */
function compare(name, over, under, limit) {
  return {
    name,
    ratio: Number(median(over.map((value, round) => value / under[round])).toFixed(4)),
    limit,
    runs: over.length,
    note: `${ms(over)} against ${ms(under)}`,
  }
}

try {
  const all = await measure()
  const [frames, bareFrames] = [all((round) => round.frames), all((round) => round.bareFrames)]
  const [openClock, bareOpen] = [all(({ open }) => open.clock), all((round) => round.bareOpen.clock)]
  const open = all((round) => round.open.work)
  const full = all(({ infer }) => infer.full)
  const results = [
    compare('frame while panning and zooming, 95th percentile / bare litegraph.js', frames, bareFrames, 1),
    compare('open until the first frame / bare litegraph.js', openClock, bareOpen, 2),
    compare(
      'work to add a node and show it / work to open',
      all(({ add }) => add.work),
      open,
      0.02,
    ),
    compare(
      'work of one step of a slider / work to open',
      all(({ drag }) => drag.work),
      open,
      0.02,
    ),
    compare(
      'add a node until the frame that shows it / open, by the clock',
      all(({ add }) => add.clock),
      openClock,
      null,
    ),
    compare(
      'one step of a slider until the frame that shows it / open, by the clock',
      all(({ drag }) => drag.clock),
      openClock,
      null,
    ),
    compare(
      'inference after a slider / full inference',
      all(({ infer }) => infer.number),
      full,
      0.02,
    ),
    compare(
      'inference after a new node and its wire / full inference',
      all(({ infer }) => infer.node),
      full,
      0.02,
    ),
  ]
  const isWithin = ({ ratio, limit }) => limit === null || ratio <= limit
  console.table(
    Object.fromEntries(
      results.map((result) => {
        const { name, ratio, limit, note } = result
        return [name, { ratio, limit, ok: isWithin(result), note }]
      }),
    ),
  )
  writeFileSync(join(ROOT, 'bench/editor-results.json'), `${JSON.stringify(results, null, 2)}\n`)
  if (!results.every(isWithin)) process.exitCode = 1
} finally {
  await browser.close()
  await server.close()
  rmSync(outDir, { recursive: true, force: true })
}
