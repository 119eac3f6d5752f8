/** `webContents`: the page in one window, and the messages from and to it. */
import { display } from './display'
import { createEvent, createEvents } from './events'
import type { FrameInfo } from './link'
import { toApp, toChromium } from './protocol'
import { session } from './session'
import { strict } from './strict'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

export type StandInContents = ReturnType<typeof createWebContents>

export function createWebContents(id: number, opened: Promise<void>) {
  const events = createEvents('webContents', [
    'destroyed',
    'did-finish-load',
    'did-start-loading',
    'did-fail-load',
    'dom-ready',
    'render-process-gone',
    'unresponsive',
    'responsive',
    'will-navigate',
    'will-redirect',
    'will-frame-navigate',
    'will-attach-webview',
    'preload-error',
    'console-message',
  ])
  const heard = new Map<string, (event: object, ...args: readonly unknown[]) => void>()
  let destroyed = false
  let crashed = false
  let url = ''
  let openHandler: OpenHandler | null = null
  // One thing after the other, as Electron sends them: a message after a load is for the page that was loaded.
  let last: Promise<unknown> = opened

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = last.then(act)
    last = done.catch(() => undefined)
    return done
  }

  /** Two at once would get into each other's keys. */
  function press(keys: string): void {
    inTurn(() => display.press(id, keys)).catch(console.error)
  }

  const contents = strict('webContents', {
    ...events,
    id,
    session: session.defaultSession,
    ipc: strict('webContents.ipc', {
      on(channel: string, listener: (event: never, ...args: never[]) => void): void {
        heard.set(channel, listener as (event: object, ...args: readonly unknown[]) => void)
      },
    }),
    send(channel: string, ...args: readonly unknown[]): void {
      if (destroyed) throw new TypeError('Object has been destroyed')
      const cloned = structuredClone(args)
      // A message to a page that dies is lost, as it is in Electron.
      inTurn(() => display.send(id, channel, cloned)).catch(() => undefined)
    },
    isDestroyed: () => destroyed,
    isCrashed: () => crashed,
    isLoading: () => false,
    getURL: () => url,
    setWebRTCIPHandlingPolicy: () => undefined,
    setWindowOpenHandler: (handler: OpenHandler) => void (openHandler = handler),
    reload(): void {
      crashed = false
      inTurn(() => display.reload(id)).catch(console.error)
    },
    forcefullyCrashRenderer: () => void display.crash(id).catch(console.error),
    executeJavaScript: (code: string) => display.execute(id, code),
    cut: () => press('Control+x'),
    copy: () => press('Control+c'),
    paste: () => press('Control+v'),
  }) satisfies Partial<Record<keyof Electron.WebContents, unknown>>

  return {
    contents,
    async load(address: string): Promise<void> {
      url = address
      await inTurn(async () => display.load(id, await toChromium(address)))
    },
    destroy(): void {
      destroyed = true
      events.emit('destroyed')
    },
    /** The rest is what the page does. */
    message(channel: string, args: readonly unknown[], frame: FrameInfo): void {
      const parent = frame.isMain ? null : { url }
      heard.get(channel)?.({ senderFrame: { url: toApp(frame.url), parent }, sender: contents }, ...args)
    },
    mayNavigate(address: string, isMainFrame: boolean): boolean {
      const event = createEvent({ url: toApp(address), isMainFrame, isSameDocument: false })
      events.emit('will-frame-navigate', event)
      if (isMainFrame) events.emit('will-navigate', event, event.url)
      return !event.defaultPrevented
    },
    askedForWindow(address: string): void {
      const details = { url: toApp(address), disposition: 'new-window', frameName: '', features: '' }
      const answer = openHandler?.(details as Electron.HandlerDetails)
      if (answer?.action !== 'deny') throw new Error(`A second window was allowed for ${details.url}`)
    },
    finishedLoad(): void {
      crashed = false
      events.emit('did-finish-load')
    },
    crashed(): void {
      crashed = true
      events.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 133 })
    },
  }
}
