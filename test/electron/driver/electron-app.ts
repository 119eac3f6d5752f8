/** The app in Electron itself, through Playwright, wherever its executable is present. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronArguments, environmentOf, type DesktopApp, type Launcher, type Start } from './desktop-app'
import { isForeign, watchPage } from './watch-page'

const ROOT = join(import.meta.dirname, '..', '..', '..')
// Chromium's sandbox refuses to run as root, as in most containers.
const FLAGS = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** @param executable Electron's own */
export function electronLauncher(executable: string): Launcher {
  return {
    kind: 'electron',
    async launch(start) {
      const electron = await _electron.launch({
        executablePath: executable,
        args: argumentsOf(start),
        cwd: start.folder,
        env: environmentOf(start),
        colorScheme: start.isDark ? 'dark' : 'light',
      })
      return follow(electron)
    },
    launchAgain(start) {
      const child = spawn(executable, argumentsOf(start), {
        cwd: start.folder,
        env: environmentOf(start),
        stdio: 'ignore',
      })
      return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    },
  }
}

function argumentsOf(start: Start): string[] {
  return [...FLAGS, ROOT, ...electronArguments(start)]
}

async function follow(electron: ElectronApplication): Promise<DesktopApp> {
  const child = electron.process()
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => output.push(text.toString()))
  const complaints: string[] = []
  const complain = (complaint: string): void => void complaints.push(complaint)
  const watch = (page: Page): Page => {
    watchPage(page, complain)
    page.on('response', (response) => {
      if (isForeign(response.url(), 'app://styleloom')) complain(`A request left the app: ${response.url()}`)
    })
    return page
  }
  let last = watch(await electron.firstWindow())
  electron.on('window', (page) => (last = watch(page)))
  await last.waitForLoadState('load')
  return {
    page: () => last,
    evaluate: (run, ...[argument]) =>
      electron.evaluate((module, given) => run(module, given), argument as never),
    exited,
    output: () => output.join(''),
    complaints,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
