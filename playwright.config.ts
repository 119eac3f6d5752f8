import { defineConfig } from '@playwright/test'

const isCI = process.env['CI'] !== undefined
const chromium = process.env['STYLELOOM_CHROMIUM']
if (chromium === undefined)
  throw new Error('Run `npm test -- --e2e`: it finds a Chromium and builds the editor.')

// Chosen once by the runner; its workers inherit the choice. Random, so that two checkouts can be tested at once.
process.env['STYLELOOM_PORT'] ??= String(20_000 + Math.floor(Math.random() * 20_000))
const port = Number(process.env['STYLELOOM_PORT'])
const served = `http://127.0.0.1:${port}/`
const hosted = `http://127.0.0.1:${port + 1}/styleloom/`

/** The web build lies below a path on a host without special headers. `STYLELOOM_SITE=web` runs every test on it. */
const isAllOnWeb = process.env['STYLELOOM_SITE'] === 'web'
const ON_WEB = /\/(editor|lesson|saving|offline)\.spec\.ts$/
const ONLY_ON_WEB = /\/offline\.spec\.ts$/

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  ...(isCI ? { workers: 1 } : {}),
  // WebGPU is software on most test machines: slow, and right.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--enable-unsafe-webgpu',
      ],
    },
  },
  projects: [
    ...(isAllOnWeb
      ? []
      : [
          { name: 'served', testIgnore: ONLY_ON_WEB, use: { baseURL: served } },
          { name: 'desktop', testDir: 'test/electron' },
        ]),
    { name: 'web', ...(isAllOnWeb ? {} : { testMatch: ON_WEB }), use: { baseURL: hosted } },
  ],
  webServer: [
    { command: `node scripts/serve.mjs --port ${port}`, url: served },
    { command: `node scripts/serve-static.mjs --port ${port + 1} --under /styleloom/`, url: hosted },
  ].map((server) => ({ ...server, timeout: 120_000, reuseExistingServer: false })),
})
