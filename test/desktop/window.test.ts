import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHANNEL, type Bridge } from '../../core/contract/bridge'
import { mainContract, type MainHandlers } from '../../core/contract/main'
import { menuActionIds } from '../../core/contract/menu'
import { serve } from '../../core/contract/serve'
import { createCloseGuard } from '../../electron/services/close-guard'
import { createFileHandles } from '../../electron/services/file-handles'
import { createFileTasks } from '../../electron/services/file-tasks'
import {
  createIpcTransport,
  type Contents,
  type Frame,
  type FrameEvent,
} from '../../electron/services/ipc-transport'
import { menuTemplate } from '../../electron/services/menu-template'
import { gpuSwitches, graphArgument, lockDown, windowOptions } from '../../electron/services/window-options'
import { createElectronHost } from '../../renderer/host/electron-host'
import type { FileHandle } from '../../renderer/host/host'
import { temporaryFolder } from './temporary-folder'

const OUR_PAGE = 'app://styleloom/index.html'

/** Electron's pipe between one window and the main process, as `ipcMain` and the preload script see it. */
function createPipe(url = OUR_PAGE) {
  const mainFrame: Frame = { url, parent: null }
  const toMain: ((event: FrameEvent, message: unknown) => void)[] = []
  const toPage: ((message: unknown) => void)[] = []
  const destroyed: (() => void)[] = []
  let isDestroyed = false
  const contents: Contents = {
    ipc: { on: (channel, listener) => channel === CHANNEL && toMain.push(listener) },
    isDestroyed: () => isDestroyed,
    send: (_channel, message) => toPage.forEach((listener) => listener(structuredClone(message))),
    once: (_event, listener) => destroyed.push(listener),
  }
  const postFrom = (senderFrame: Frame | null, message: unknown): void =>
    toMain.forEach((listener) => listener({ senderFrame }, structuredClone(message)))
  const bridge: Bridge = {
    post: (message) => postFrom(mainFrame, message),
    onMessage: (listener) => void toPage.push(listener),
  }
  const destroy = (): void => {
    isDestroyed = true
    destroyed.forEach((listener) => listener())
  }
  return { contents, bridge, mainFrame, postFrom, destroy }
}

const unused = (): never => {
  throw new Error('not part of this test')
}
const noFiles = { chooseOpen: unused, chooseSave: unused }

function openWindow(overrides: Partial<MainHandlers> = {}, url = OUR_PAGE) {
  const pipe = createPipe(url)
  const bugs: string[] = []
  const reportBug = (bug: Error): void => void bugs.push(bug.message)
  const intruders: string[] = []
  const { openPath: _openPath, ...files } = createFileTasks(createFileHandles(), noFiles)
  const handlers: MainHandlers = {
    ...files,
    appInfo: () => ({ version: '1', platform: 'test', engines: {} }),
    setDocumentState: () => undefined,
    setMenuKeys: () => undefined,
    setMenuWords: () => undefined,
    closeNow: () => undefined,
    ...overrides,
  }
  const transport = createIpcTransport(pipe.contents, (from) => intruders.push(from))
  const server = serve(mainContract, handlers, transport, { reportBug })
  const host = createElectronHost(pipe.bridge, OUR_PAGE, reportBug)
  return { host, server, bugs, intruders, pipe }
}

/** Lets everything that is under way in microtasks arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('the desktop host', () => {
  test('reaches the main process through the contract, files and all', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'g.loom.json'), '{}')
    writeFileSync(join(folder, 'w.npz'), 'w')
    const tasks = createFileTasks(createFileHandles(), {
      chooseOpen: () => Promise.resolve(join(folder, 'g.loom.json')),
      chooseSave: unused,
    })
    const { host, bugs } = openWindow(tasks)
    const opened = await host.openFile('graph')
    if (!opened.ok || opened.value === null) throw new Error('nothing was opened')
    expect(opened.value.name).toBe('g.loom.json')
    const { handle } = opened.value
    expect(await host.readCompanion(handle, 'w.npz')).toEqual({ ok: true, value: new Uint8Array([119]) })
    expect(await host.readCompanion(handle, '../w.npz')).toMatchObject({ error: { code: 'outside-folder' } })
    expect(await host.saveGraph(handle, 'g.loom.json', new Uint8Array([123, 125]))).toMatchObject({
      ok: true,
    })
    expect(bugs).toEqual([])
  })

  test.each(['/etc/passwd', '../x', 'file-1/..', ''])('%j is no handle', async (handle) => {
    const { host } = openWindow()
    await expect(host.readCompanion(handle as FileHandle, 'x')).rejects.toThrow(/readCompanion, argument 1/)
  })

  test.each(['a/b.onnx', '..\\b', '', 'x'.repeat(300)])('%j is no name to suggest', async (name) => {
    const { host } = openWindow()
    await expect(host.exportFile('onnx', name, new Uint8Array())).rejects.toThrow(/exportFile, argument 2/)
  })

  test('asks where to save what the window has opened by itself', async () => {
    const asked: unknown[] = []
    const { host } = openWindow({ saveGraph: (handle) => (asked.push(handle), { ok: true, value: null }) })
    const dropped = await host.openDropped([new File(['x'], 'cat.loom')])
    if (!dropped.ok) throw new Error('nothing was dropped')
    await host.saveGraph(dropped.value.handle, 'cat.loom', new Uint8Array())
    expect(asked).toEqual([null])
  })

  test('hears what main tells, from before it listened too', async () => {
    const { host, server } = openWindow()
    const heard: unknown[] = []
    host.onMenuChosen((action) => heard.push(action))
    host.onCloseAsked(() => heard.push('close?'))
    host.onOpenRequested((file) => heard.push(file))
    server.emit.menuChosen('file.save')
    server.emit.closeAsked(undefined)
    const opened = { handle: 'file-1' as FileHandle, name: 'a.loom', bytes: new Uint8Array([1]) }
    server.emit.openRequested({ ok: true, value: opened })
    await settled()
    expect(heard).toEqual(['file.save', 'close?', { ok: true, value: opened }])
  })
})

describe('the sender of every message', () => {
  const foreign: [
    name: string,
    frame: (pipe: ReturnType<typeof createPipe>) => Frame | null,
    told: string,
  ][] = [
    ['a frame inside our page', ({ mainFrame }) => ({ url: OUR_PAGE, parent: mainFrame }), OUR_PAGE],
    ['a frame that is gone', () => null, 'a frame that is gone'],
  ]
  test.each(foreign)('%s is refused', async (_name, frame, told) => {
    const { pipe, intruders, server, host } = openWindow()
    const heard: unknown[] = []
    host.onMenuChosen((action) => heard.push(action))
    await settled()
    pipe.postFrom(frame(pipe), { kind: 'hello', contract: 'main', version: 'other', session: 0 })
    await settled()
    expect(intruders).toEqual([told])
    server.emit.menuChosen('edit.undo')
    await settled()
    expect(heard).toEqual(['edit.undo'])
  })

  test.each([
    'https://evil.example/',
    'app://styleloom.evil/',
    'app://other/index.html',
    'file:///index.html',
    '',
  ])('a main frame that shows %j is refused', async (url) => {
    const { intruders, bugs } = openWindow({}, url)
    await settled()
    expect([intruders, bugs]).toEqual([[url], []])
  })

  test('nothing is sent to a window that is gone', async () => {
    const { pipe, server, bugs } = openWindow()
    const reasons: string[] = []
    server.onClosed((reason) => reasons.push(reason))
    await settled()
    pipe.destroy()
    server.emit.menuChosen('edit.undo')
    expect([reasons, bugs]).toEqual([['the window was closed'], []])
  })
})

describe('the window', () => {
  test('has every door to Node shut', () => {
    expect(windowOptions('/p.cjs').webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
  })

  test('goes nowhere, opens nothing and is granted nothing', () => {
    const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
    const answers: unknown[] = []
    lockDown(
      {
        on: (event: string, listener: (event: { url: string; preventDefault(): void }) => void) =>
          listeners.set(event, listener),
        setWindowOpenHandler: (handler) => answers.push(handler()),
      },
      {
        setPermissionRequestHandler: (handler) => handler(null, 'camera', (granted) => answers.push(granted)),
        setPermissionCheckHandler: (handler) => answers.push(handler()),
      },
    )
    const isStopped = (event: string, url: string): boolean => {
      let stopped = false
      listeners.get(event)?.({ url, preventDefault: () => (stopped = true) })
      return stopped
    }
    expect(answers).toEqual([{ action: 'deny' }, false, false])
    expect(isStopped('will-navigate', 'https://example.com/')).toBe(true)
    expect(isStopped('will-navigate', 'app://styleloom.evil/')).toBe(true)
    expect(isStopped('will-navigate', OUR_PAGE)).toBe(false)
    expect(isStopped('will-attach-webview', '')).toBe(true)
  })

  test('asks for WebGPU on Linux only', () => {
    expect(gpuSwitches('linux')).toEqual([['enable-unsafe-webgpu'], ['enable-features', 'Vulkan']])
    expect(gpuSwitches('darwin')).toEqual([])
  })

  test.each([
    [['electron', '.', '--flag', '/a/cat.loom'], '/a/cat.loom'],
    [['styleloom', 'cat.loom.json'], 'cat.loom.json'],
    [['styleloom', 'face.PNG', '--x=a.loom'], 'face.PNG'],
    [['styleloom', '--open=a.loom'], null],
    [['cat.loom'], null],
    [[], null],
  ])('started as %j opens %j', (argv, file) => expect(graphArgument(argv)).toBe(file))
})

describe('closing', () => {
  test('asks while there is unsaved work, until the user approves', () => {
    let asked = 0
    let answering = true
    const guard = createCloseGuard(
      () => asked++,
      () => answering,
    )
    expect(guard.mayClose()).toBe(true)
    guard.setUnsaved(true)
    expect([guard.mayClose(), guard.mayClose(), asked]).toEqual([false, false, 2])
    guard.setUnsaved(false)
    expect(guard.mayClose()).toBe(true)
    guard.setUnsaved(true)
    guard.approve()
    expect([guard.mayClose(), asked]).toEqual([true, 2])
    answering = false
    const hung = createCloseGuard(
      () => asked++,
      () => answering,
    )
    hung.setUnsaved(true)
    expect([hung.mayClose(), asked]).toEqual([true, 2])
  })
})

describe('the native menu', () => {
  const flatten = (platform: string, chosen: string[] = []) =>
    menuTemplate(platform, (action) => chosen.push(action)).flatMap((group) => group.submenu ?? [])

  test('has every action once; each click tells its own, but for what the system does', () => {
    const chosen: string[] = []
    const items = flatten('linux', chosen)
    expect(items.map((item) => item.id).filter((id) => id !== undefined)).toEqual(menuActionIds)
    for (const item of items) item.click?.()
    expect(menuActionIds.filter((id) => !chosen.includes(id))).toEqual([
      'edit.cut',
      'edit.copy',
      'edit.paste',
    ])
  })

  test('shows the keys in force, but takes none that a text field needs or the system does not know', () => {
    const keys = {
      'edit.duplicate': 'CmdOrCtrl+Shift+K',
      'edit.copy': 'F6',
      'edit.delete': 'Delete',
      'view.fit': 'B',
      'view.zoomIn': 'CmdOrCtrl+ä',
    }
    const shown = menuTemplate('linux', () => undefined, keys)
      .flatMap((group) => group.submenu ?? [])
      .flatMap(({ id, accelerator, role }) =>
        accelerator ? [`${id} ${accelerator} ${role ?? 'click'}`] : [],
      )
    expect(shown).toEqual(['edit.copy F6 click', 'edit.duplicate CmdOrCtrl+Shift+K click'])
  })

  test('puts Quit where the system has it', () => {
    const quits = (platform: string) => flatten(platform).some((item) => item.role === 'quit')
    expect([quits('linux'), quits('win32'), quits('darwin')]).toEqual([true, true, false])
    expect(menuTemplate('darwin', () => undefined).map((group) => group.role ?? group.label)).toEqual([
      'appMenu',
      'File',
      'Edit',
      'Arrange',
      'Block',
      'Run',
      'View',
      'windowMenu',
    ])
  })
})
