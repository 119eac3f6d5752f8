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
    // What `styleloom calibrate` found on somebody's computer must not choose the forms that tests look at.
    env: { XDG_CACHE_HOME: 'no-such-folder', LOCALAPPDATA: 'no-such-folder' },
  },
})
