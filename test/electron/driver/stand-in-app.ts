/** The app's built main process on the stand-in of Electron, in a process of its own; its pages are in `browser`. */
import type { Browser } from '@playwright/test'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { BEGINNING, type Beginning, type Display, type MainProcess } from '../stand-in/link'
import { createPeer, type Methods } from '../stand-in/peer'
import { electronArguments, environmentOf, type DesktopApp, type Launcher, type Start } from './desktop-app'
import { createDisplay } from './display'

const ROOT = join(import.meta.dirname, '..', '..', '..')

export function standInLauncher(browser: Browser): Launcher {
  return {
    kind: 'stand-in',
    launch: (start) => launch(browser, start),
    async launchAgain(start) {
      const child = run(start)
      return exitOf(child)
    },
  }
}

function run(start: Start): ChildProcess {
  const beginning: Beginning = {
    main: join(ROOT, 'dist', 'electron', 'main.js'),
    appPath: ROOT,
    isDark: start.isDark,
    displays: start.screens,
  }
  const standIn = join(ROOT, 'dist', 'stand-in', 'electron.js')
  return fork(
    join(ROOT, 'test', 'electron', 'stand-in', 'launch.mjs'),
    [standIn, ROOT, ...electronArguments(start)],
    {
      cwd: start.folder,
      env: { ...environmentOf(start), [BEGINNING]: JSON.stringify(beginning) },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

async function launch(browser: Browser, start: Start): Promise<DesktopApp> {
  const child = run(start)
  const exited = exitOf(child)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => output.push(text.toString()))

  const display = createDisplay(browser, start.isDark, () => peer.theirs)
  const peer = createPeer<MainProcess & Methods<MainProcess>, Display & Methods<Display>>(
    {
      // Whether it arrives, its answer tells; the app may end at any time.
      send: (message) => child.connected && child.send(message as object, () => undefined),
      onMessage: (listener) => child.on('message', listener),
    },
    display.methods,
  )
  void exited.then((code) => {
    peer.close(`The app has ended with ${code}`)
    return display.close()
  })

  const ended = exited.then((code) => {
    throw new Error(`The app ended with ${code} before it showed a window:\n${output.join('')}`)
  })
  await Promise.race([display.firstLoad, ended])
  ended.catch(() => undefined)

  return {
    page: () => display.page(),
    evaluate: async (evaluated, ...[argument]) =>
      (await peer.theirs.evaluate(evaluated.toString(), argument)) as Awaited<ReturnType<typeof evaluated>>,
    exited,
    output: () => output.join(''),
    complaints: display.complaints,
    async kill() {
      display.end()
      child.kill('SIGKILL')
      await exited
      await display.close()
    },
  }
}
