/** The file tasks of the main contract, over paths that only this process sees. Dialogs are an argument. */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { FileKind, MainHandlers, OpenedFile, SavedFile } from '../../core/contract/main'
import {
  extensionOf,
  openFilter,
  saveFilter,
  withExtension,
  type FileFilter,
} from '../../core/contract/file-types'
import { pickSame } from '../../core/contract/same-file'
import type { SaveOptions } from '../../core/contract/save'
import { checkWritable, writeAtomically, type WrittenFile } from './atomic-write'
import { writeCompanions } from './companions'
import type { FileHandles, HeldFile } from './file-handles'
import { sha256Of, type FileVersion } from './file-version'
import { readCompanionFile, readWholeFile, readWithTime } from './read-file'

export interface Dialogs {
  /** An absolute path, or null when the user cancels. */
  chooseOpen(filter: FileFilter): Promise<string | null>
  /** @param suggested a name, or a path to start from */
  chooseSave(suggested: string, filter: FileFilter): Promise<string | null>
}

export type FileTasks = Pick<
  MainHandlers,
  'openFile' | 'readAgain' | 'findSame' | 'readCompanion' | 'saveGraph' | 'exportFile'
> & {
  /** For a file that the system asks to open. */
  openPath(path: string, kind: FileKind): Promise<Result<OpenedFile, FileProblem>>
}

export function createFileTasks(handles: FileHandles, dialogs: Dialogs): FileTasks {
  async function openPath(path: string, kind: FileKind): Promise<Result<OpenedFile, FileProblem>> {
    const read = await readWithTime(path)
    if (!read.ok) return read
    const { bytes, mtimeMs } = read.value
    const held: HeldFile = { path, kind }
    const handle = handles.hold(
      kind === 'graph'
        ? { ...held, version: await versionOf(bytes, { size: bytes.byteLength, mtimeMs }) }
        : held,
    )
    return ok({ handle, name: basename(path), bytes })
  }

  /** @param known what may be written over without losing anything of anybody; null for whatever is there */
  async function saveGraphTo(
    path: string,
    bytes: Uint8Array,
    companions: SaveOptions['companions'],
    known: FileVersion | null,
  ): Promise<Result<FileVersion, FileProblem>> {
    const options = { keepBackup: true, known }
    // Asked first, so that nothing is put beside a graph that is then not written.
    const problem = await checkWritable(path, bytes, options)
    if (problem !== null) return fail(problem)
    const beside = await writeCompanions(path, companions)
    if (!beside.ok) return beside
    const written = await writeAtomically(path, bytes, options)
    return written.ok ? ok(await versionOf(bytes, written.value)) : written
  }

  async function exportTo(path: string, bytes: Uint8Array): Promise<Result<SavedFile, FileProblem>> {
    const written = await writeAtomically(path, bytes)
    return written.ok ? ok({ handle: handles.hold({ path, kind: 'export' }), name: basename(path) }) : written
  }

  /** Null when the user cancels. */
  async function chooseSave(suggestedName: string): Promise<string | null> {
    const extension = extensionOf(suggestedName)
    const filter = saveFilter(suggestedName)
    let chosen = await dialogs.chooseSave(suggestedName, filter)
    // The bytes are of one format, so the name must be too. A corrected name that belongs to a file is shown to the
    // user once more: nobody has agreed to overwrite that one.
    while (chosen !== null && extensionOf(chosen) !== extension) {
      const corrected = withExtension(chosen, extension)
      chosen = existsSync(corrected) ? await dialogs.chooseSave(corrected, filter) : corrected
    }
    return chosen
  }

  return {
    openPath,
    async openFile(kind) {
      const path = await dialogs.chooseOpen(openFilter(kind))
      return path === null ? ok(null) : openPath(path, kind)
    },
    async readAgain(handle) {
      const { path } = handles.find(handle)
      const bytes = await readWholeFile(path)
      return bytes.ok ? ok({ handle, name: basename(path), bytes: bytes.value }) : bytes
    },
    async findSame(handle, among) {
      const wanted = handles.find(handle)
      const path = await realPath(wanted.path)
      return pickSame(among, async (other) => {
        const held = handles.find(other)
        if ((await realPath(held.path)) !== path) return 'another file'
        return held.version?.sha256 === wanted.version?.sha256 ? 'alike' : 'another version'
      })
    },
    readCompanion: (handle, name) => readCompanionFile(handles.find(handle).path, name),
    async saveGraph(handle, suggestedName, bytes, { companions, over }) {
      const held = handle === null ? null : handles.find(handle)
      if (handle !== null && held?.kind === 'graph' && hasFormat(held.path, suggestedName)) {
        const known = over ? null : (held.version ?? null)
        const saved = await saveGraphTo(held.path, bytes, companions, known)
        if (!saved.ok) return saved
        handles.renew(handle, saved.value)
        return ok({ handle, name: basename(held.path) })
      }
      const path = await chooseSave(suggestedName)
      if (path === null) return ok(null)
      // What lies there already, the dialog has shown to the user.
      const saved = await saveGraphTo(path, bytes, companions, null)
      if (!saved.ok) return saved
      return ok({ handle: handles.hold({ path, kind: 'graph', version: saved.value }), name: basename(path) })
    },
    async exportFile(_kind, suggestedName, bytes) {
      const path = await chooseSave(suggestedName)
      return path === null ? ok(null) : exportTo(path, bytes)
    },
  }
}

/** Through links, and as the disk spells it; a file that is gone keeps the name that it had. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

function hasFormat(path: string, name: string): boolean {
  return extensionOf(path) === extensionOf(name)
}

async function versionOf(bytes: Uint8Array, { size, mtimeMs }: WrittenFile): Promise<FileVersion> {
  return { size, mtimeMs, sha256: await sha256Of(bytes) }
}
