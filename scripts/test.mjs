// `npm test`: builds everything, then runs the unit tests and the end-to-end tests. `--unit` or `--e2e` runs one half;
// what follows `--` goes to its runner. The last lines are the runner's own summary, and the exit code is its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findChromium, NO_CHROMIUM } from './find-chromium.mjs'
import { ROOT, targets } from './targets.mjs'

const given = process.argv.slice(2)
const half = ['--unit', '--e2e'].find((flag) => given.includes(flag)) ?? null
const rest = given.filter((argument) => argument !== half && argument !== '--')

function run(script, args, env) {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  // Null: killed by a signal.
  if (status !== 0) process.exit(status ?? 1)
}

try {
  if (rest.length > 0 && half === null)
    throw new Error('Say --unit or --e2e: the two runners take different arguments.')
  const chromium = half === '--unit' ? null : await findChromium()
  if (chromium === null && half !== '--unit') throw new Error(NO_CHROMIUM)
  await ensureBuilt(Object.keys(targets))
  // A failing half ends the run, so that its summary is what is seen last.
  if (half !== '--e2e') run('vitest/vitest.mjs', ['run', ...rest], {})
  if (half !== '--unit') run('@playwright/test/cli.js', ['test', ...rest], { STYLELOOM_CHROMIUM: chromium })
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
}
