/** The one window: made locked down, served through the main contract, closed only when nothing is lost. */
import { app, BrowserWindow, clipboard, Menu, nativeTheme, screen, shell } from 'electron'
import { join } from 'node:path'
import { mainContract, type AppInfo } from '../core/contract/main'
import { serve } from '../core/contract/serve'
import { askUser } from './ask'
import { chooseFolder, createDialogs } from './dialogs'
import { APP_ORIGIN } from './services/app-protocol'
import { createCloseGuard } from './services/close-guard'
import { createDesktopTasks } from './services/desktop-tasks'
import { createDroppedFiles } from './services/dropped-files'
import { createFileHandles } from './services/file-handles'
import { createFileTasks } from './services/file-tasks'
import { createIpcTransport } from './services/ipc-transport'
import { createJournalFiles } from './services/journal-files'
import { createJournalTasks } from './services/journal-tasks'
import type { Log } from './services/log'
import { createNativeMenu } from './services/native-menu'
import { openRecentFiles } from './services/recent-files'
import { recentItems } from './services/recent-items'
import { createRecentTasks } from './services/recent-tasks'
import type { SettingsFile } from './services/settings-file'
import { watchWindow } from './services/trouble'
import { createWeightsFolder } from './services/weights-folder'
import { GROUND, windowOptions } from './services/window-options'
import { followPlace, placeWindow } from './services/window-state'

export interface EditorWindow {
  /** Hands a graph to the window, which opens it in a tab or says what is wrong with it. */
  open(path: string): Promise<void>
  focus(): void
}

export interface WindowParts {
  /** Graphs are waiting to be opened: the window need not begin with an example. */
  readonly isGiven: boolean
  readonly settings: SettingsFile
  readonly log: Log
  /** Notes a bug where it can be found. */
  report(bug: unknown): void
  /** The user keeps the window open: what was to happen after it closed is off. */
  keptOpen(): void
}

export async function openEditorWindow({
  isGiven,
  settings,
  log,
  report,
  keptOpen,
}: WindowParts): Promise<EditorWindow> {
  const recent = await openRecentFiles(app.getPath('userData'), { home: app.getPath('home'), report })
  nativeTheme.themeSource = settings.current.theme
  const window = createWindow(settings)

  let answering = true
  let quitting = false
  const guard = createCloseGuard(
    () => server.emit.closeAsked(undefined),
    () => answering,
  )
  const handles = createFileHandles()
  const { openPath, ...fileTasks } = createFileTasks(handles, createDialogs(window))
  const desktopTasks = createDesktopTasks({
    settings,
    log,
    nativeTheme,
    clipboard,
    isFocused: () => window.isFocused(),
    openFolder: (path) => shell.openPath(path),
    keepOpen() {
      quitting = false
      keptOpen()
    },
  })
  const nativeMenu = createNativeMenu(
    {
      show(template) {
        const menu = Menu.buildFromTemplate(template)
        Menu.setApplicationMenu(menu)
        return (id) => menu.getMenuItemById(id)
      },
    },
    {
      platform: process.platform,
      choose: (action) => server.emit.menuChosen(action),
      clearRecent() {
        app.clearRecentDocuments()
        recent.clear().catch(report)
      },
    },
  )
  const transport = createIpcTransport(window.webContents, (url) =>
    report(new Error(`A message from ${url} was refused: it is not our window's page`)),
  )
  const server = serve(
    mainContract,
    {
      ...fileTasks,
      ...desktopTasks,
      ...nativeMenu.tasks,
      ...createRecentTasks(recent, handles, openPath),
      ...createJournalTasks(createJournalFiles({ folder: join(app.getPath('userData'), 'journal') })),
      ...createDroppedFiles(window.webContents, openPath, (what) => report(new Error(what))),
      ...createWeightsFolder({
        own: app.getPath('userData'),
        home: app.getPath('home'),
        choose: (current) => chooseFolder(window, current),
        report,
      }),
      appInfo,
      setDocumentState({ title, unsaved }) {
        window.setTitle(`${unsaved ? '• ' : ''}${title} - Styleloom`)
        window.setDocumentEdited(unsaved)
        guard.setUnsaved(unsaved)
        return undefined
      },
      closeNow() {
        guard.approve()
        if (quitting) app.quit()
        else window.close()
        return undefined
      },
    },
    transport,
    { reportBug: report },
  )

  async function open(path: string): Promise<void> {
    const file = await openPath(path, 'graph')
    // What is told to a page that died is lost: it is told to the one that comes instead.
    if (window.webContents.isCrashed())
      window.webContents.once('did-finish-load', () => server.emit.openRequested(file))
    else server.emit.openRequested(file)
  }

  function showRecent(): void {
    const [newest] = recent.entries
    if (newest !== undefined) app.addRecentDocument(newest.path)
    nativeMenu.setRecent(recentItems(recent.entries, (path) => void open(path).catch(report)))
  }

  recent.onChange(() => {
    showRecent()
    server.emit.recentChanged(undefined)
  })
  showRecent()
  app.on('before-quit', () => (quitting = true))
  window.on('close', (event) => {
    if (!guard.mayClose()) event.preventDefault()
  })
  watchWindow(window.webContents, {
    ask: askUser,
    log,
    setAnswering: (now) => (answering = now),
    quit: () => app.quit(),
  })
  followPlace(window, (state) => settings.change({ window: state }))
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(ground())
  })

  await window.loadURL(`${APP_ORIGIN}/index.html${isGiven ? '?given' : ''}`)

  return {
    open,
    focus() {
      if (window.isMinimized()) window.restore()
      window.focus()
    },
  }
}

function createWindow(settings: SettingsFile): BrowserWindow {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  const areas = [primary, ...others].map(({ workArea }) => workArea)
  const saved = settings.current.window
  const window = new BrowserWindow({
    ...windowOptions(join(import.meta.dirname, 'preload.cjs'), placeWindow(saved, areas)),
    backgroundColor: ground(),
  })
  window.once('ready-to-show', () => {
    // Both show the window, so neither comes before there is something to see.
    if (saved?.maximized === true) window.maximize()
    if (saved?.fullScreen === true) window.setFullScreen(true)
    window.show()
  })
  return window
}

function ground(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light
}

function appInfo(): AppInfo {
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    platform: `${process.platform} ${process.arch}`,
    engines: { electron: electron ?? 'unknown', chrome: chrome ?? 'unknown', node },
  }
}
