import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    // Models are compiled and run in some tests, on machines with two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
})
