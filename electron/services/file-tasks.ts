/** The file tasks of the main contract, over paths that only this process sees. Dialogs are an argument. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { FileKind, MainHandlers, OpenedFile, SavedFile } from '../../core/contract/main'
import {
  extensionOf,
  openFilter,
  saveFilter,
  withExtension,
  type FileFilter,
} from '../../core/contract/file-types'
import { writeAtomically } from './atomic-write'
import type { FileHandles, HeldFile } from './file-handles'
import { readCompanionFile, readWholeFile } from './read-file'

export interface Dialogs {
  /** An absolute path, or null when the user cancels. */
  chooseOpen(filter: FileFilter): Promise<string | null>
  /** @param suggested a name, or a path to start from */
  chooseSave(suggested: string, filter: FileFilter): Promise<string | null>
}

export type FileTasks = Pick<MainHandlers, 'openFile' | 'readCompanion' | 'saveGraph' | 'exportFile'> & {
  /** For a file that the system asks to open. */
  openPath(path: string, kind: FileKind): Promise<Result<OpenedFile, FileProblem>>
}

export function createFileTasks(handles: FileHandles, dialogs: Dialogs): FileTasks {
  async function openPath(path: string, kind: FileKind): Promise<Result<OpenedFile, FileProblem>> {
    const bytes = await readWholeFile(path)
    if (!bytes.ok) return bytes
    return ok({ handle: handles.hold({ path, kind }), name: basename(path), bytes: bytes.value })
  }

  async function saveTo(file: HeldFile, bytes: Uint8Array): Promise<Result<SavedFile, FileProblem>> {
    const written = await writeAtomically(file.path, bytes)
    return written.ok ? ok({ handle: handles.hold(file), name: basename(file.path) }) : written
  }

  async function askAndSave(
    suggestedName: string,
    kind: HeldFile['kind'],
    bytes: Uint8Array,
  ): Promise<Result<SavedFile | null, FileProblem>> {
    const extension = extensionOf(suggestedName)
    const filter = saveFilter(suggestedName)
    let chosen = await dialogs.chooseSave(suggestedName, filter)
    // The bytes are of one format, so the name must be too. A corrected name that belongs to a file is shown to the
    // user once more: nobody has agreed to overwrite that one.
    while (chosen !== null && extensionOf(chosen) !== extension) {
      const corrected = withExtension(chosen, extension)
      chosen = existsSync(corrected) ? await dialogs.chooseSave(corrected, filter) : corrected
    }
    return chosen === null ? ok(null) : saveTo({ path: chosen, kind }, bytes)
  }

  return {
    openPath,
    async openFile(kind) {
      const path = await dialogs.chooseOpen(openFilter(kind))
      return path === null ? ok(null) : openPath(path, kind)
    },
    readCompanion: (handle, name) => readCompanionFile(handles.find(handle).path, name),
    async saveGraph(handle, suggestedName, bytes) {
      const held = handle === null ? null : handles.find(handle)
      if (held?.kind === 'graph' && extensionOf(held.path) === extensionOf(suggestedName))
        return saveTo(held, bytes)
      return askAndSave(suggestedName, 'graph', bytes)
    },
    exportFile: (_kind, suggestedName, bytes) => askAndSave(suggestedName, 'export', bytes),
  }
}
