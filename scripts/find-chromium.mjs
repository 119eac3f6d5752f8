// Finds a Chromium for the end-to-end tests: the one you name, one that is installed, Playwright's own, and on a
// Debian container the distribution's.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** For a Chromium that is only measured or photographed: no first-run page, and nothing asks the network. */
export const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const NO_CHROMIUM =
  'No Chromium was found: install one (`apt-get install chromium`, or `npx playwright install chromium`), or set STYLELOOM_CHROMIUM to its path.'

/** What the search looks at. A test passes its own. */
export const realWorld = {
  env: process.env,
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false // Absent or not ours to run: for the search the same.
    }
  },
  async playwrightsOwn() {
    const { chromium } = await import('@playwright/test')
    return chromium.executablePath()
  },
  canInstall: () => existsSync('/etc/debian_version') && process.getuid?.() === 0,
  install() {
    console.error('Installing Chromium with apt-get, once…')
    const run = (...args) =>
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
    run('update')
    run('install', '-y', '--no-install-recommends', 'chromium')
  },
}

/** @returns {Promise<string | null>} the executable's path. Throws when the one that was named does not exist. */
export async function findChromium(world = realWorld) {
  const named = world.env.STYLELOOM_CHROMIUM
  if (named) {
    if (world.isExecutable(named)) return named
    throw new Error(`STYLELOOM_CHROMIUM is "${named}", which is no program that can be run.`)
  }
  const installed = onPath(world)
  if (installed !== null) return installed
  const own = await world.playwrightsOwn()
  if (own && world.isExecutable(own)) return own
  if (!world.canInstall()) return null
  world.install()
  return onPath(world)
}

function onPath(world) {
  const folders = (world.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of NAMES) {
    const found = folders.map((folder) => join(folder, name)).find((path) => world.isExecutable(path))
    if (found !== undefined) return found
  }
  return null
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = await findChromium()
  if (found === null) console.error(NO_CHROMIUM)
  else console.log(found)
  process.exitCode = found === null ? 1 : 0
}
