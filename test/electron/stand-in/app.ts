/** `app`: its life from ready to quit, its folders, and the lock that keeps one instance. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEvent, createEvents } from './events'
import { beginning } from './display'
import { becomeReady, closingPages, isReady, onAllClosed, openWindows } from './lifecycle'
import { createInstanceLock } from './single-instance'
import { missing, strict } from './strict'

const events = createEvents('app', [
  'ready',
  'open-file',
  'second-instance',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'child-process-gone',
  'render-process-gone',
  'web-contents-created',
  'browser-window-created',
])

const switches = new Map<string, string>()
for (const argument of process.argv) {
  const [, name, value = ''] = /^--([^=]+)=?(.*)$/.exec(argument) ?? []
  if (name !== undefined) switches.set(name.toLowerCase(), value)
}

const home = process.env['HOME'] ?? ''
const userData = switches.get('user-data-dir') ?? ''
const folders = new Map([
  ['home', home],
  ['documents', join(home, 'Documents')],
  ['userData', userData],
  ['sessionData', userData],
  ['logs', join(userData, 'logs')],
])

const lock = createInstanceLock(userData, (argv, folder, data) =>
  events.emit('second-instance', createEvent({}), argv, folder, data),
)

let quitting = false
let exitCode = 0
const becameReady = new Promise<void>((resolve) => events.once('ready', () => resolve()))

function quit(): void {
  if (quitting) return
  const event = createEvent({})
  events.emit('before-quit', event)
  if (event.defaultPrevented) return
  quitting = true
  for (const window of [...openWindows.values()]) window.close()
  // A window that stayed has called it off.
  if (openWindows.size > 0) quitting = false
  else finish()
}

function finish(): void {
  const event = createEvent({})
  events.emit('will-quit', event)
  if (event.defaultPrevented) quitting = false
  else exit(exitCode)
}

function exit(code = 0): void {
  exitCode = code
  for (const window of [...openWindows.values()]) window.destroy()
  events.emit('quit', createEvent({}), code)
  lock.release()
  if (next !== null) writeFileSync(NEXT_START, JSON.stringify(next))
  // The pages go before what serves them.
  void Promise.allSettled(closingPages).then(() => process.exit(code))
}

onAllClosed(() => {
  if (quitting) return
  if (!events.emit('window-all-closed')) quit()
})

export const app = strict('app', {
  ...events,
  name: 'Styleloom',
  isPackaged: false,
  whenReady: () => becameReady,
  isReady,
  quit,
  exit,
  focus: () => undefined,
  disableHardwareAcceleration(): void {
    if (isReady()) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  },
  relaunch(options: Electron.RelaunchOptions = {}): void {
    next = options.args ?? process.argv.slice(1)
  },
  getVersion: () => version(),
  getName: () => 'Styleloom',
  getAppPath: () => beginning.appPath,
  getLocale: () => 'en-US',
  getPath(name: string): string {
    const found = folders.get(name)
    if (found === undefined) throw missing(`app.getPath('${name}')`)
    return found
  },
  setPath: (name: string, path: string) => void folders.set(name, path),
  setAppLogsPath: () => undefined,
  requestSingleInstanceLock: (data?: Record<string, unknown>) => lock.take(data ?? {}),
  releaseSingleInstanceLock: () => lock.release(),
  hasSingleInstanceLock: () => lock.isHeld(),
  addRecentDocument: (path: string) => void recent.push(path),
  clearRecentDocuments: () => void recent.splice(0),
  getRecentDocuments: () => [...recent],
  setAppUserModelId: () => undefined,
  commandLine: strict('app.commandLine', {
    appendSwitch: (name: string, value = '') => void switches.set(name.toLowerCase(), value),
    hasSwitch: (name: string) => switches.has(name.toLowerCase()),
    getSwitchValue: (name: string) => switches.get(name.toLowerCase()) ?? '',
  }) satisfies Partial<Electron.CommandLine>,
}) satisfies Partial<Record<keyof Electron.App, unknown>>

const recent: string[] = []
let next: readonly string[] | null = null

/** Where the stand-in notes with which arguments the app wanted to be started again: doing it is left to the test. */
const NEXT_START = join(userData, 'stand-in-relaunch.json')

function version(): string {
  const { version: found } = JSON.parse(readFileSync(join(beginning.appPath, 'package.json'), 'utf8')) as {
    version: string
  }
  return found
}

/** Electron is ready once the main module, with all that it awaits, has run. */
export function startApp(): void {
  if (quitting) return
  becomeReady()
  events.emit('ready', createEvent({}))
}
