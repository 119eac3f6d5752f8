/** docs/security.md names these tests, point by point. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeParse } from 'valibot'
import { describe, expect, test } from 'vitest'
import { CHANNEL } from '../../core/contract/bridge'
import { LONGEST_CLIPBOARD } from '../../core/contract/desktop'
import type { Guard } from '../../core/contract/define'
import { mainContract, type MainHandlers } from '../../core/contract/main'
import { serve } from '../../core/contract/serve'
import { createDesktopTasks } from '../../electron/services/desktop-tasks'
import { responseHeaders } from '../../electron/services/headers'
import { createIpcTransport } from '../../electron/services/ipc-transport'
import {
  lockContents,
  lockSession,
  OFFLINE_SWITCHES,
  staysHere,
  type LockedContents,
  type LockedSession,
} from '../../electron/services/lock-down'
import { createLog } from '../../electron/services/log'
import { openSettings } from '../../electron/services/settings-file'
import { windowOptions } from '../../electron/services/window-options'
import { temporaryFolder } from './temporary-folder'
import { createPipe, everyHandler, OUR_PAGE, settled } from './window-pipe'

const ROOT = join(import.meta.dirname, '../..')
const sourceOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

test('the window has every door to Node shut', () => {
  expect(windowOptions('/p.cjs', { width: 1, height: 1 }).webPreferences).toEqual({
    preload: '/p.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
})

test('the content security policy allows our own files, WebAssembly, and nothing that is written into a page', () => {
  const policy = responseHeaders('index.html', 0)['Content-Security-Policy'] ?? ''
  const directives = new Map(
    policy.split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ')
      return [name, sources] as const
    }),
  )
  expect(Object.fromEntries(directives)).toMatchObject({
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'"],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  })
  expect(policy).not.toMatch(/'unsafe-(eval|inline|hashes)'|\*|https?:|wss?:/)
})

function lockedContents(shown = OUR_PAGE) {
  const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
  const set: unknown[] = []
  const contents: LockedContents = {
    on: (event: string, listener: (event: { url: string; preventDefault(): void }) => void) =>
      listeners.set(event, listener),
    getURL: () => shown,
    setWindowOpenHandler: (handler) => set.push(handler()),
    setWebRTCIPHandlingPolicy: (policy) => set.push(policy),
  }
  lockContents(contents)
  const isStopped = (event: string, url: string): boolean => {
    let stopped = false
    listeners.get(event)?.({ url, preventDefault: () => (stopped = true) })
    return stopped
  }
  return { set, isStopped }
}

describe('a page', () => {
  test('opens no window and makes no connection past the browser', () =>
    expect(lockedContents().set).toEqual([{ action: 'deny' }, 'disable_non_proxied_udp']))

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays where it is: %s', (event) => {
    const { isStopped } = lockedContents()
    const elsewhere = [
      'https://example.com/',
      'app://styleloom.evil/',
      'app://other/index.html',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:alert(1)',
      'blob:app://styleloom/1',
      'devtools://devtools/x',
      'about:blank',
      '',
    ]
    expect(elsewhere.filter((url) => !isStopped(event, url))).toEqual([])
    expect(isStopped(event, OUR_PAGE)).toBe(false)
  })

  test('of the developer tools may move among its own', () => {
    const { isStopped } = lockedContents('devtools://devtools/bundled/devtools_app.html')
    expect(isStopped('will-frame-navigate', 'devtools://devtools/bundled/other.html')).toBe(false)
    expect(isStopped('will-navigate', 'https://example.com/')).toBe(true)
  })

  test('embeds none', () => expect(lockedContents().isStopped('will-attach-webview', '')).toBe(true))

  test('every page there is is locked, and the session before any is shown', () => {
    const main = sourceOf('electron/main.ts')
    expect(main).toContain("app.on('web-contents-created', (_event, contents) => lockContents(contents))")
    expect(main.indexOf('lockSession(session.defaultSession')).toBeLessThan(
      main.indexOf('openEditorWindow({'),
    )
  })
})

describe('the session', () => {
  function lockedSession() {
    const answers: unknown[] = []
    const refused: string[] = []
    let isLetThrough: (url: string) => boolean = () => true
    const session: LockedSession = {
      setPermissionRequestHandler: (handler) => handler(null, 'camera', (granted) => answers.push(granted)),
      setPermissionCheckHandler: (handler) => answers.push(handler()),
      setDevicePermissionHandler: (handler) => answers.push(handler()),
      webRequest: {
        onBeforeRequest(listener) {
          isLetThrough = (url) => {
            let passed = false
            listener({ url }, ({ cancel }) => (passed = !cancel))
            return passed
          }
        },
      },
    }
    lockSession(session, (url) => refused.push(url))
    return { answers, refused, isLetThrough }
  }

  test('grants no permission and no device', () =>
    expect(lockedSession().answers).toEqual([false, false, false]))

  test('lets no request leave the machine, and tells of each', () => {
    const { refused, isLetThrough } = lockedSession()
    const out = [
      'https://example.com/x',
      'http://127.0.0.1:5177/',
      'ws://localhost/',
      'wss://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'app://styleloom.evil/x',
      'app://styleloom@evil/x',
      'blob:https://example.com/1',
      'chrome-extension://abc/x',
      'HTTPS://EXAMPLE.COM/',
      '',
    ]
    expect(out.filter(isLetThrough)).toEqual([])
    expect(refused).toEqual(out)
    const ours = [OUR_PAGE, 'blob:app://styleloom/1-2', 'data:image/png;base64,x', 'devtools://devtools/x.js']
    expect(ours.filter(isLetThrough)).toEqual(ours)
    expect(ours.every(staysHere)).toBe(true)
  })

  test('nor does Chromium itself find a name on the net', () =>
    expect(OFFLINE_SWITCHES).toEqual([['host-resolver-rules', 'MAP * ~NOTFOUND']]))
})

/** Values that no honest window would send. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  true,
  Number.NaN,
  -1,
  1e300,
  '',
  '../../etc/passwd',
  '/etc/passwd',
  'a\0b',
  'x'.repeat(100_000),
  '<img src=x onerror=alert(1)>',
  [],
  [1, [2]],
  {},
  { ok: true },
  { __proto__: null, constructor: 1 },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  { length: 1e9 },
  new Date(0),
  new Map([['a', 1]]),
  new ArrayBuffer(8),
  new Float32Array(2),
]

describe('a message', () => {
  const tasks = Object.entries(mainContract.spec).flatMap(([task, spec]) =>
    spec.kind === 'task' ? [[task, spec.guards] as const] : [],
  )

  /** A window that has said hello, with a main process that notes what gets through to it. */
  async function calling() {
    const pipe = createPipe()
    const through: string[] = []
    const replies: unknown[] = []
    const bugs: Error[] = []
    pipe.bridge.onMessage((message) => replies.push(message))
    serve(
      mainContract,
      everyHandler({}, (task) => through.push(task)),
      createIpcTransport(pipe.contents, () => undefined),
      { reportBug: (bug) => bugs.push(bug) },
    )
    let id = 0
    const post = async (message: unknown): Promise<unknown> => {
      pipe.bridge.post(message)
      await settled()
      return replies.at(-1)
    }
    await post({ kind: 'hello', contract: 'main', version: mainContract.version, session: 0 })
    const call = (task: string, args: readonly unknown[]): Promise<unknown> =>
      post({ kind: 'call', id: ++id, task, args })
    return { call, post, through, bugs }
  }

  const refused = { kind: 'reply', outcome: { error: { name: 'Error' } } }

  test.each(tasks)('%s with the wrong number of arguments is refused', async (task, guards) => {
    const { call, through } = await calling()
    for (const count of [guards.length + 1, guards.length + 1000, ...(guards.length > 0 ? [0] : [])])
      expect(await call(task, new Array<unknown>(count).fill(null))).toMatchObject(refused)
    expect(through).toEqual([])
  })

  test.each(tasks.filter(([, guards]) => guards.length > 0))(
    '%s with wrong arguments is refused, whichever it is',
    async (task, guards) => {
      const { call, through } = await calling()
      for (const [index, guard] of guards.entries()) {
        const wrong = HOSTILE.filter((value) => !safeParse(guard, value).success)
        expect(wrong.length, `argument ${index + 1} takes anything`).toBeGreaterThan(HOSTILE.length / 2)
        for (const value of wrong) {
          const args = guards.map((other, place) => (place === index ? value : acceptedBy(other)))
          expect(await call(task, args)).toMatchObject(refused)
        }
      }
      expect(through).toEqual([])
    },
    60_000,
  )

  test('with a text that is longer than the clipboard may be is refused', async () => {
    const { call, through } = await calling()
    expect(await call('writeClipboard', ['x'.repeat(LONGEST_CLIPBOARD + 1)])).toMatchObject(refused)
    expect(through).toEqual([])
  })

  test.each(tasks)('%s gets through as it should be', async (task, guards) => {
    const { call, through, bugs } = await calling()
    await call(task, guards.map(acceptedBy))
    expect([through, bugs]).toEqual([[task], []])
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'menuChosen', 'evil', ''])(
    'for the task %j is refused',
    async (task) => {
      const { call, through } = await calling()
      expect(await call(task, [])).toMatchObject(refused)
      expect(through).toEqual([])
    },
  )

  test.each(HOSTILE.slice(0, 10).map((value) => [value]))('that is %j is told as a bug', async (value) => {
    const { post, through, bugs } = await calling()
    await post(value)
    expect([through.length, bugs.length]).toEqual([0, 1])
  })

  test('before a hello, or after one of another version, is refused', async () => {
    const { call, post, through } = await calling()
    await post({ kind: 'hello', contract: 'main', version: 'other', session: 0 })
    expect(await call('closeNow', [])).toMatchObject(refused)
    expect(through).toEqual([])
  })
})

/** A value that a guard takes; every kind of argument that the contract has is here. */
function acceptedBy(guard: Guard): unknown {
  const samples: readonly unknown[] = [
    null,
    true,
    0,
    1,
    'file-1',
    'name.loom',
    'graph',
    'onnx',
    'system',
    `recent-${'0'.repeat(16)}`,
    'journal0123456789',
    'drop-1',
    'a'.repeat(64),
    new Uint8Array([137, 80, 78, 71]),
    [],
    {},
  ]
  const made = 'entries' in guard ? Object.entries(guard.entries as Record<string, Guard>) : []
  const object = Object.fromEntries(made.map(([key, inner]) => [key, acceptedBy(inner)]))
  const found = [...samples, object].find((value) => safeParse(guard, value).success)
  if (found === undefined) throw new Error(`Add a value that this guard takes: ${guard.type}`)
  return found
}

describe('the clipboard', () => {
  function desk(isFocused: boolean, text = 'secret') {
    const written: string[] = []
    const folder = temporaryFolder()
    const tasks: Partial<MainHandlers> = createDesktopTasks({
      settings: openSettings(join(folder, 'settings.json'), () => undefined),
      log: createLog({ folder, home: '/home/ann' }),
      nativeTheme: { themeSource: 'system' },
      clipboard: {
        readText: () => Promise.resolve(text),
        writeText: async (next) => void written.push(next),
      },
      isFocused: () => isFocused,
      openFolder: () => Promise.resolve(''),
      keepOpen: () => undefined,
    })
    return { tasks, written }
  }

  test('is read and written for the window that the user is at', async () => {
    const { tasks, written } = desk(true)
    expect(await tasks.readClipboard?.()).toBe('secret')
    expect(await tasks.writeClipboard?.('x')).toBe(true)
    expect(written).toEqual(['x'])
  })

  test('and for no other', async () => {
    const { tasks, written } = desk(false)
    expect(await tasks.readClipboard?.()).toBeNull()
    expect(await tasks.writeClipboard?.('x')).toBe(false)
    expect(written).toEqual([])
  })
})

test('the preload gives the page one channel, a way to hand over dropped files, and nothing of Electron', () => {
  const preload = sourceOf('electron/preload.ts')
  expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1)
  const members = [...preload.matchAll(/ipcRenderer\.(\w+)\((\w+)/g)].map(
    ([, method, channel]) => `${method} ${channel}`,
  )
  expect(members.sort()).toEqual(['on CHANNEL', 'send CHANNEL', 'send DROP_CHANNEL'])
  // Where a dropped file lies goes to the main process, and to nobody else.
  expect(preload.match(/getPathForFile/g)).toHaveLength(1)
  expect(preload).toMatch(/send\(DROP_CHANNEL, \{ ticket, path: webUtils\.getPathForFile/)
  expect(CHANNEL).toBe('styleloom:main')
})

test('the packages’ fuses are set', () => {
  const settings = sourceOf('electron-builder.yml')
  const fuses = [...settings.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(
    ([, name, value]) => `${name}: ${value}`,
  )
  expect(fuses).toEqual(
    expect.arrayContaining([
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]),
  )
})

test('Electron is pinned, and packaged in the version that is tested', () => {
  const { devDependencies } = JSON.parse(sourceOf('package.json')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
  expect(sourceOf('electron-builder.yml')).toContain(`electronVersion: ${devDependencies['electron']}\n`)
})

test('nothing of Electron opens what a graph says', () => {
  const sources = readdirSync(join(ROOT, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => sourceOf(join('electron', file)))
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter((text) => text.includes('openExternal'))).toEqual([])
  expect(sources.flatMap((text) => text.match(/shell\.\w+/g) ?? [])).toEqual(['shell.openPath'])
})

test('docs/security.md answers every point of the checklist, and names tests and files that exist', () => {
  const page = sourceOf('docs/security.md')
  const points = [...page.matchAll(/^\*\*(\d+)\. /gm)].map(([, number]) => Number(number))
  expect(points).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  const named = [...page.matchAll(/`((?:core|electron|test|docs)\/[\w./-]+)`/g)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  const tests = ['security', 'window', 'desktop-tasks'].map((name) =>
    sourceOf(`test/desktop/${name}.test.ts`),
  )
  const titles = [...page.matchAll(/(?<=[\s(])_([^_]+)_(?=[\s,.;)])/g)].flatMap(([, title = '']) =>
    title.split(' … '),
  )
  expect(titles.length).toBeGreaterThan(15)
  expect(
    titles.filter(
      (title) => !tests.join('\n').includes(title.replaceAll("'", '’')) && !tests.join('\n').includes(title),
    ),
  ).toEqual([])
})
