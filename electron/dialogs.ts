import { app, dialog, type BrowserWindow } from 'electron'
import { dirname, isAbsolute, join } from 'node:path'
import type { FileFilter } from '../core/contract/file-types'
import type { Dialogs } from './services/file-tasks'

/** The system's file dialogs over `window`. Electron does not remember the last folder, so this does. */
export function createDialogs(window: BrowserWindow): Dialogs {
  let folder = app.getPath('documents')

  function remember(path: string | undefined): string | null {
    if (path === undefined || path === '') return null
    folder = dirname(path)
    return path
  }
  return {
    async chooseOpen(filter) {
      const chosen = await dialog.showOpenDialog(window, {
        defaultPath: folder,
        filters: toElectron(filter),
        properties: ['openFile'],
      })
      return remember(chosen.filePaths[0])
    },
    async chooseSave(suggested, filter) {
      const chosen = await dialog.showSaveDialog(window, {
        defaultPath: isAbsolute(suggested) ? suggested : join(folder, suggested),
        filters: toElectron(filter),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return chosen.canceled ? null : remember(chosen.filePath)
    },
  }
}

/** Asks for a folder over `window`, starting at `current`; null when the user cancels. */
export async function chooseFolder(window: BrowserWindow, current: string | null): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    defaultPath: current ?? app.getPath('documents'),
    properties: ['openDirectory', 'createDirectory'],
  })
  return chosen.filePaths[0] ?? null
}

function toElectron(filter: FileFilter): { name: string; extensions: string[] }[] {
  return [
    { name: filter.name, extensions: [...filter.extensions] },
    { name: 'All files', extensions: ['*'] },
  ]
}
