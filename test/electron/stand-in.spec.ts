/** The stand-in is honest: it carries what Electron carries, and refuses what it does not know. */
import { expect, test } from './driver/test'

test.beforeEach(({ launcher }) => test.skip(launcher.kind === 'electron', 'about the stand-in alone'))

test('messages cross whole and in order, both ways', async ({ user }) => {
  const { app } = await user.start()
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.ipc.on('echo', (_event, message: unknown) => contents.send('echo', message))
  })
  const back = await app.page().evaluate(async () => {
    const { ipcRenderer } = window.__standIn.require('electron') as typeof Electron
    const sent = Array.from({ length: 200 }, (_, index) => ({
      index,
      bytes: new Uint8Array([index, 255]),
      map: new Map([[index, new Set([undefined])]]),
      none: undefined,
      date: new Date(index),
    }))
    const received: unknown[] = []
    const all = new Promise<void>((resolve) => {
      ipcRenderer.on('echo', (_event, message: unknown) => {
        if (received.push(message) === sent.length) resolve()
      })
    })
    for (const message of sent) ipcRenderer.send('echo', message)
    await all
    const tell = (messages: readonly unknown[]): string =>
      JSON.stringify(messages, (_key, value: unknown) =>
        value instanceof Map || value instanceof Set
          ? [value.constructor.name, ...value]
          : value instanceof Uint8Array
            ? ['bytes', ...value]
            : value === undefined
              ? 'undefined'
              : value,
      )
    return { sent: tell(sent), received: tell(received) }
  })
  expect(back.received).toBe(back.sent)
})

test('refuses calls, options, events and keys that it does not know', async ({ user }) => {
  const { app } = await user.start()
  const refusals = await app.evaluate(async (electron) => {
    const { app, BrowserWindow, dialog, Menu, protocol } = electron
    const attempts: Record<string, () => unknown> = {
      'a call': () => app.setBadgeCount(1),
      'a module': () => electron.powerMonitor,
      'an event': () => app.on('gpu-info-update', () => undefined),
      'a window’s option': () => new BrowserWindow({ kiosk: true }),
      'an unsafe setting': () => new BrowserWindow({ webPreferences: { nodeIntegration: true } }),
      'a role': () => Menu.buildFromTemplate([{ role: 'help' }]),
      'a key': () => Menu.buildFromTemplate([{ label: 'x', accelerator: 'CmdOrCtrl+Nonsense' }]),
      'an item without words': () => Menu.buildFromTemplate([{ click: () => undefined }]),
      'a scheme after the start': () => protocol.registerSchemesAsPrivileged([]),
      'a dialog without an answer': () => dialog.showOpenDialog({}),
      'a folder': () => app.getPath('music'),
    }
    const told: Record<string, string> = {}
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt()
        told[name] = 'was let through'
      } catch (thrown) {
        told[name] = String(thrown)
      }
    }
    return told
  })
  expect(refusals).toEqual({
    'a call': expect.stringContaining('no app.setBadgeCount') as unknown,
    'a module': expect.stringContaining('no electron.powerMonitor') as unknown,
    'an event': expect.stringContaining('no event "gpu-info-update" of app') as unknown,
    'a window’s option': expect.stringContaining('no BrowserWindow option.kiosk') as unknown,
    'an unsafe setting': expect.stringContaining('webPreferences.nodeIntegration: true') as unknown,
    'a role': expect.stringContaining('no menu role "help"') as unknown,
    'a key': expect.stringContaining('is no accelerator') as unknown,
    'an item without words': expect.stringContaining('must have either label, role or type') as unknown,
    'a scheme after the start': expect.stringContaining('before app is ready') as unknown,
    'a dialog without an answer': expect.stringContaining('the test has no answer') as unknown,
    'a folder': expect.stringContaining("no app.getPath('music')") as unknown,
  })
})
