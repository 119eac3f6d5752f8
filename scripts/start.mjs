// `npm start [-- file]`: the desktop app where it can run; otherwise one sentence that says what is missing, and the
// same editor served to a browser.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { closeOnSignal, serveEditor } from './serve.mjs'
import { ROOT } from './targets.mjs'

const INSTALL_LIMIT_MS = 180_000

/** Electron's executable, or null. `require('electron')` is no way to ask: it downloads. */
export function findElectron(root, env) {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  const file = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), file)
  return existsSync(path) ? path : null
}

/** Why a window cannot be shown here, or null. */
export function missingDisplay(platform, env) {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null
  return 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)'
}

/** Lets Electron's own installer fetch the executable, which npm no longer does. */
function installElectron(root) {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return
  console.log('Fetching Electron, once…')
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: INSTALL_LIMIT_MS })
}

async function main() {
  const noDisplay = missingDisplay(process.platform, process.env)
  if (noDisplay !== null) return serveInstead(noDisplay)
  if (findElectron(ROOT, process.env) === null) installElectron(ROOT)
  const electron = findElectron(ROOT, process.env)
  if (electron === null) return serveInstead("Electron's executable is missing and could not be fetched")
  await runElectron(electron)
}

async function runElectron(electron) {
  await ensureBuilt(['renderer', 'electron'])
  // Chromium's sandbox refuses to run as root, as in most containers.
  const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(electron, [...flags, ROOT, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Electron could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
}

async function serveInstead(reason) {
  const server = await serveEditor(null)
  closeOnSignal(server)
  console.log(
    `${reason}, so the same editor is served at ${server.url} for your browser until you press Ctrl+C.`,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((thrown) => {
    console.error(thrown.message)
    process.exitCode = 1
  })
}
