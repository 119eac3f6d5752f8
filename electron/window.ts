/** The one window: made locked down, served through the main contract, closed only when nothing is lost. */
import { app, BrowserWindow, Menu, session } from 'electron'
import { join } from 'node:path'
import { mainContract, type AppInfo, type MenuKeys, type MenuLabels } from '../core/contract/main'
import type { MenuActionId } from '../core/contract/menu'
import { serve } from '../core/contract/serve'
import { createDialogs } from './dialogs'
import { APP_ORIGIN } from './services/app-protocol'
import { createCloseGuard } from './services/close-guard'
import { createFileHandles } from './services/file-handles'
import { createFileTasks } from './services/file-tasks'
import { createIpcTransport } from './services/ipc-transport'
import { menuTemplate } from './services/menu-template'
import { lockDown, windowOptions } from './services/window-options'

export interface EditorWindow {
  /** Hands a graph to the window, which asks about unsaved work itself. */
  open(path: string): Promise<void>
  focus(): void
}

export async function openEditorWindow(report: (bug: Error) => void): Promise<EditorWindow> {
  const window = new BrowserWindow(windowOptions(join(import.meta.dirname, 'preload.cjs')))
  lockDown(window.webContents, session.defaultSession)

  let answering = true
  let quitting = false
  let menuKeys: MenuKeys | undefined
  let menuWords: MenuLabels | undefined
  const guard = createCloseGuard(
    () => server.emit.closeAsked(undefined),
    () => answering,
  )
  const { openPath, ...fileTasks } = createFileTasks(createFileHandles(), createDialogs(window))
  const transport = createIpcTransport(window.webContents, (url) =>
    report(new Error(`A message from ${url} was refused: it is not our window's page`)),
  )
  const server = serve(
    mainContract,
    {
      ...fileTasks,
      appInfo,
      setDocumentState({ title, unsaved }) {
        window.setTitle(`${unsaved ? '• ' : ''}${title} - Styleloom`)
        window.setDocumentEdited(unsaved)
        guard.setUnsaved(unsaved)
        return undefined
      },
      setMenuKeys(keys) {
        menuKeys = keys
        showMenu()
        return undefined
      },
      setMenuWords(words) {
        menuWords = words
        showMenu()
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

  function showMenu(): void {
    const choose = (action: MenuActionId): void => server.emit.menuChosen(action)
    const template = menuTemplate(process.platform, choose, menuKeys, menuWords)
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  app.on('before-quit', () => (quitting = true))
  window.on('close', (event) => {
    if (!guard.mayClose()) event.preventDefault()
  })
  window.on('unresponsive', () => (answering = false))
  window.on('responsive', () => (answering = true))
  watchForCrashes(window, report, (alive) => (answering = alive))

  showMenu()

  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${APP_ORIGIN}/index.html`)

  return {
    async open(path) {
      server.emit.openRequested(await openPath(path, 'graph'))
    },
    focus() {
      if (window.isMinimized()) window.restore()
      window.focus()
    },
  }
}

const MAX_RELOADS = 3

/** A page that died is loaded again, a few times: its journal brings the work back. */
function watchForCrashes(
  window: BrowserWindow,
  report: (bug: Error) => void,
  setAlive: (alive: boolean) => void,
): void {
  let reloads = 0
  window.webContents.on('did-finish-load', () => setAlive(true))
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    setAlive(false)
    report(new Error(`The window's process ended: ${reason} (exit code ${exitCode})`))
    if (++reloads <= MAX_RELOADS) window.webContents.reload()
  })
}

function appInfo(): AppInfo {
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    platform: `${process.platform} ${process.arch}`,
    engines: { electron: electron ?? 'unknown', chrome: chrome ?? 'unknown', node },
  }
}
