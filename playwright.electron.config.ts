/** For `npm run test:electron`, which names the executable. */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/electron',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // Apps that start at once fight for the focus, which the clipboard needs.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
})
