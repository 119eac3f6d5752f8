/** `BrowserWindow`: a window's size, title and life. The page in it is Chromium's. */
import { app } from './app'
import { answerDisplay, beginning, display } from './display'
import { createEvent, createEvents } from './events'
import { closingPages, forgetWindow, isReady, openWindows } from './lifecycle'
import { grantedPermissions, mayRequest } from './session'
import { checkKeys, strict } from './strict'
import { createWebContents, type StandInContents } from './web-contents'

const OPTIONS = [
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'show',
  'backgroundColor',
  'title',
  'icon',
  'webPreferences',
]
const PREFERENCES: Electron.WebPreferences = {
  preload: '',
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
}

const windows = new Map<number, BrowserWindow>()
const pages = new Map<number, StandInContents>()
let lastId = 0

/** Electron's window is made with `new`; what it makes here is a plain object behind `strict`. */
export const BrowserWindow = strict(
  'BrowserWindow',
  Object.assign(
    function (options: Electron.BrowserWindowConstructorOptions = {}) {
      return createWindow(options)
    } as unknown as new (options?: Electron.BrowserWindowConstructorOptions) => BrowserWindow,
    {
      getAllWindows: () => [...windows.values()],
      getFocusedWindow: () => [...windows.values()].find((window) => window.isFocused()) ?? null,
      fromWebContents: (contents: unknown) =>
        [...windows.values()].find((window) => window.webContents === contents) ?? null,
    },
  ),
)

export type BrowserWindow = ReturnType<typeof createWindow>

function createWindow(options: Electron.BrowserWindowConstructorOptions) {
  if (!isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
  checkKeys('BrowserWindow option', options, OPTIONS)
  const { preload = null, ...preferences } = options.webPreferences ?? {}
  checkPreferences(preferences)

  const id = ++lastId
  const [screen] = beginning.displays
  const { width = 800, height = 600 } = options
  let bounds = {
    x: options.x ?? Math.round(((screen?.width ?? width) - width) / 2),
    y: options.y ?? Math.round(((screen?.height ?? height) - height) / 2),
    width,
    height,
  }
  let state: 'normal' | 'maximized' | 'minimized' | 'full screen' = 'normal'
  let visible = options.show ?? true
  let focused = visible
  let title = options.title ?? 'Electron'
  let edited = false
  let background = options.backgroundColor ?? '#FFF'
  let destroyed = false

  const events = createEvents('BrowserWindow', [
    'close',
    'closed',
    'ready-to-show',
    'show',
    'hide',
    'focus',
    'blur',
    'resize',
    'resized',
    'move',
    'moved',
    'maximize',
    'unmaximize',
    'minimize',
    'restore',
    'enter-full-screen',
    'leave-full-screen',
    'unresponsive',
    'responsive',
    'page-title-updated',
  ])

  const opened = grantedPermissions('app://').then((granted) =>
    display.openWindow(id, shownSize(), preload, granted),
  )
  const page = createWebContents(id, opened)
  app.emit('web-contents-created', createEvent({}), page.contents)
  page.contents.once('did-finish-load', () => events.emit('ready-to-show'))

  function shownSize(): { width: number; height: number } {
    const fills = state === 'maximized' || state === 'full screen'
    const { width, height } = fills ? (screen ?? bounds) : bounds
    return { width, height }
  }

  function become(next: typeof state, told: 'maximize' | 'unmaximize' | 'minimize' | 'restore' | FullScreen) {
    state = next
    events.emit(told)
    resized()
  }

  function resized(): void {
    events.emit('resize')
    void opened.then(() => (destroyed ? null : display.resize(id, shownSize()))).catch(console.error)
  }

  function destroy(): void {
    if (destroyed) return
    destroyed = true
    windows.delete(id)
    pages.delete(id)
    page.destroy()
    events.emit('closed')
    closingPages.push(display.close(id))
    forgetWindow(id)
  }

  const window = strict('BrowserWindow', {
    ...events,
    id,
    webContents: page.contents,
    loadURL: (url: string) => page.load(url),
    show() {
      visible = true
      focused = true
      events.emit('show')
    },
    hide: () => void (visible = false),
    focus() {
      focused = true
      events.emit('focus')
    },
    blur() {
      focused = false
      events.emit('blur')
    },
    close() {
      const event = createEvent({})
      events.emit('close', event)
      if (!event.defaultPrevented) destroy()
    },
    destroy,
    isDestroyed: () => destroyed,
    isVisible: () => visible,
    isFocused: () => focused,
    isMinimized: () => state === 'minimized',
    isMaximized: () => state === 'maximized',
    isFullScreen: () => state === 'full screen',
    maximize: () => become('maximized', 'maximize'),
    unmaximize: () => become('normal', 'unmaximize'),
    minimize: () => become('minimized', 'minimize'),
    restore: () => become('normal', 'restore'),
    setFullScreen: (on: boolean) =>
      on ? become('full screen', 'enter-full-screen') : become('normal', 'leave-full-screen'),
    getTitle: () => title,
    setTitle: (now: string) => void (title = now),
    isDocumentEdited: () => edited,
    setDocumentEdited: (now: boolean) => void (edited = now),
    getBackgroundColor: () => background,
    setBackgroundColor: (now: string) => void (background = now),
    getBounds: () => ({ ...bounds, ...shownSize() }),
    getNormalBounds: () => ({ ...bounds }),
    getSize: () => [shownSize().width, shownSize().height],
    getPosition: () => [bounds.x, bounds.y],
    setBounds(now: Partial<Electron.Rectangle>) {
      bounds = { ...bounds, ...now }
      events.emit('move')
      resized()
    },
  }) satisfies Partial<Record<keyof Electron.BrowserWindow, unknown>>

  windows.set(id, window)
  pages.set(id, page)
  openWindows.set(id, window)
  return window
}

type FullScreen = 'enter-full-screen' | 'leave-full-screen'

/** Only the safe settings can be played here: Chromium's page is always sandboxed, and never has Node. */
function checkPreferences(given: Electron.WebPreferences): void {
  checkKeys('webPreferences', given, Object.keys(PREFERENCES))
  for (const [name, value] of Object.entries(given))
    if (value !== PREFERENCES[name as keyof typeof PREFERENCES])
      throw new Error(`The stand-in shows no page with webPreferences.${name}: ${String(value)}`)
}

function pageOf(id: number): StandInContents | null {
  return pages.get(id) ?? null
}

answerDisplay({
  message: async (id, channel, args, frame) => pageOf(id)?.message(channel, args, frame),
  mayNavigate: async (id, url, isMain) => pageOf(id)?.mayNavigate(url, isMain) ?? false,
  mayRequest: (url) => mayRequest(url),
  windowAsked: async (id, url) => pageOf(id)?.askedForWindow(url),
  finishedLoad: async (id) => pageOf(id)?.finishedLoad(),
  crashed: async (id) => pageOf(id)?.crashed(),
})
