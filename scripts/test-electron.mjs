// `npm run test:electron`: the desktop app's tests in Electron itself, where its executable and a display are; otherwise
// one sentence that says why they were skipped. `npm test` runs the same tests on a stand-in, everywhere.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { findElectron, missingDisplay } from './start.mjs'
import { ROOT } from './targets.mjs'

/** Why Electron's own tests cannot run here, or the executable that they run in. */
export function electronForTests(root, platform, env) {
  const executable = findElectron(root, env)
  if (executable === null) {
    return {
      skipped:
        "Electron's executable is missing: fetch it with `npx install-electron`, or set ELECTRON_OVERRIDE_DIST_PATH to the folder that holds it",
    }
  }
  const noDisplay = missingDisplay(platform, env)
  return noDisplay === null ? { executable } : { skipped: `${noDisplay}: run this under xvfb-run` }
}

async function main() {
  const found = electronForTests(ROOT, process.platform, process.env)
  if (found.skipped !== undefined) {
    console.log(`The tests in Electron were skipped. ${found.skipped}.`)
    return
  }
  await ensureBuilt(['renderer', 'electron'])
  const config = join(ROOT, 'playwright.electron.config.ts')
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '-c',
      config,
      ...process.argv.slice(2),
    ],
    { cwd: ROOT, env: { ...process.env, STYLELOOM_ELECTRON: found.executable }, stdio: 'inherit' },
  )
  // Null: killed by a signal.
  process.exitCode = status ?? 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((thrown) => {
    console.error(thrown.message)
    process.exitCode = 1
  })
}
