import { defineConfig } from '@playwright/test'

const isCI = process.env['CI'] !== undefined
const chromium = process.env['STYLELOOM_CHROMIUM']
if (chromium === undefined)
  throw new Error('Run `npm test -- --e2e`: it finds a Chromium and builds the editor.')

// Chosen once by the runner; its workers inherit the choice. Random, so that two checkouts can be tested at once.
process.env['STYLELOOM_PORT'] ??= String(20_000 + Math.floor(Math.random() * 20_000))
const url = `http://127.0.0.1:${process.env['STYLELOOM_PORT']}/`

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
    baseURL: url,
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
  webServer: {
    command: `node scripts/serve.mjs --port ${process.env['STYLELOOM_PORT']}`,
    url,
    timeout: 120_000,
    reuseExistingServer: false,
  },
})
