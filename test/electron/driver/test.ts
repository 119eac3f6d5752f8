/**
 * A test with the desktop app: on Electron where STYLELOOM_ELECTRON names its executable, else on the stand-in. It
 * fails when the page or the main process report an error that the test did not expect.
 */
import { expect, test as base, type Browser } from '@playwright/test'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { required } from '../../../core/base/assert'
import { Desktop } from './desktop'
import type { Launcher, Start } from './desktop-app'
import { electronLauncher } from './electron-app'
import { standInLauncher } from './stand-in-app'

const SCREEN = { x: 0, y: 0, width: 1600, height: 1000, scaleFactor: 1 }

export interface User {
  /** The home folder of this test's user. */
  readonly home: string
  /** Starts the app and waits for its window; without arguments it opens what a first start opens. */
  start(args?: readonly string[], more?: Partial<Start>): Promise<Desktop>
  /** Starts it a second time while it runs; resolves with that process' exit code. */
  startAgain(args: readonly string[], folder?: string): Promise<number | null>
  /** What main may report in this test. */
  expectReport(pattern: RegExp): void
  /** What the page may complain about in this test. */
  expectComplaint(pattern: RegExp): void
}

interface Fixtures {
  readonly launcher: Launcher
  readonly user: User
}

interface WorkerFixtures {
  /** One for all tests of a worker; null where Electron brings its own. */
  readonly chromium: Browser | null
}

const electron = process.env['STYLELOOM_ELECTRON']

export const test = base.extend<Fixtures, WorkerFixtures>({
  chromium: [
    async ({ playwright }, use, info) => {
      if (electron !== undefined) return use(null)
      const browser = await playwright.chromium.launch(info.project.use.launchOptions ?? {})
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  launcher: async ({ chromium }, use) => {
    if (chromium !== null) return use(standInLauncher(chromium))
    return use(electronLauncher(required(electron, 'the path of Electron')))
  },
  user: async ({ launcher }, use) => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'styleloom-user-')))
    mkdirSync(join(home, 'Documents'))
    const started: Desktop[] = []
    const reports: RegExp[] = []
    const expected: RegExp[] = []
    const startOf = (args: readonly string[], more: Partial<Start> = {}): Start => ({
      profile: home,
      args,
      folder: home,
      isDark: false,
      screens: [SCREEN],
      ...more,
    })
    await use({
      home,
      async start(args = [], more = {}) {
        const desktop = new Desktop(await launcher.launch(startOf(args, more)))
        started.push(desktop)
        return desktop
      },
      startAgain: (args, folder = home) => launcher.launchAgain(startOf(args, { folder })),
      expectReport: (pattern) => void reports.push(pattern),
      expectComplaint: (pattern) => void expected.push(pattern),
    })
    for (const { app } of started) await app.kill()
    rmSync(home, { recursive: true, force: true })

    const complaints = started.flatMap(({ app }) => app.complaints)
    expect(
      complaints.filter((text) => !expected.some((pattern) => pattern.test(text))),
      'the page',
    ).toEqual([])
    const output = started.flatMap(({ app }) => app.output().split('\n')).filter((line) => line !== '')
    const unexpected = reports.length > 0 ? [] : output.filter((line) => !isChromiumsOwn(line))
    expect(unexpected, 'what main wrote').toEqual([])
    for (const pattern of reports) expect(output.join('\n')).toMatch(pattern)
  },
})

/** Electron's Chromium talks of the machine's graphics and buses on the same stream. */
function isChromiumsOwn(line: string): boolean {
  return /^\[\d+:\d+\/|^(Debugger|DevTools) listening|^For help, see/.test(line)
}

export { expect }
