/**
 * The weights folder of a browser that gives pages folders. Its handle outlasts the page in IndexedDB; the permission to
 * read it may have to be given anew, which a browser only lets the user do after a click.
 */
import { fail, ok } from '../../core/base/result'
import { fileProblem } from '../../core/contract/file-problem'
import { extensionOf } from '../../core/contract/file-types'
import { VALUE_FILES } from '../../core/file/values-in'
import {
  FOLDER_LIMITS,
  searchFolder,
  type FolderFile,
  type FolderIndex,
} from '../../core/file/weights-folder'
import type { HostWeights } from './weights'
import type { WeightsDatabase } from './weights-database'
import { problemOfDom, readFileBytes } from './window-files'

type PermissionAsker = (options: { readonly mode: 'read' }) => Promise<PermissionState>
type PickFolder = (options: {
  readonly id: string
  readonly mode: 'read'
}) => Promise<FileSystemDirectoryHandle>

/** Of the File System Access API, what TypeScript's own declarations leave out. */
interface AskableFolder extends FileSystemDirectoryHandle {
  readonly queryPermission?: PermissionAsker
  readonly requestPermission?: PermissionAsker
}

export interface FolderWindow {
  readonly showDirectoryPicker: PickFolder
}

export function hasFolders(window: object): window is FolderWindow {
  return 'showDirectoryPicker' in window
}

export function createBrowserWeights(
  pick: PickFolder,
  database: WeightsDatabase<FileSystemDirectoryHandle>,
): HostWeights {
  /** Remembered for this page where storage is forbidden. */
  let chosen: Promise<FileSystemDirectoryHandle | null> | null = null
  let index: FolderIndex = new Map()

  function current(): Promise<FileSystemDirectoryHandle | null> {
    chosen ??= unlessRefused(
      database.read().then((found) => {
        index = found?.index ?? new Map()
        return found?.folder ?? null
      }),
      null,
    )
    return chosen
  }

  async function keep(folder: FileSystemDirectoryHandle): Promise<void> {
    await unlessRefused(database.write({ folder, index }), undefined)
  }

  return {
    isOffered: true,
    folder: async () => nameOf(await current()),
    async choose() {
      const before = await current()
      const folder = await unlessCancelled(pick({ id: 'weights', mode: 'read' }))
      if (!folder) return nameOf(before)
      if (!before || !(await before.isSameEntry(folder))) index = new Map()
      chosen = Promise.resolve(folder)
      await keep(folder)
      return nameOf(folder)
    },
    async forget() {
      chosen = Promise.resolve(null)
      index = new Map()
      await unlessRefused(database.clear(), undefined)
    },
    async find(wanted, hashesOf) {
      const folder = await current()
      if (!folder || wanted.length === 0) return ok([])
      if (!(await mayRead(folder))) return fail(fileProblem('weights-folder-closed', folder.name))
      try {
        const search = await searchFolder(await listFiles(folder), new Set(wanted), index, hashesOf)
        index = search.index
        await keep(folder)
        return ok(search.found)
      } catch (thrown) {
        return fail(problemOfDom(thrown, folder.name))
      }
    },
  }
}

function nameOf(folder: FileSystemDirectoryHandle | null): { readonly name: string } | null {
  return folder && { name: folder.name }
}

async function mayRead(folder: AskableFolder): Promise<boolean> {
  const now = (await folder.queryPermission?.({ mode: 'read' })) ?? 'granted'
  if (now !== 'prompt') return now === 'granted'
  // Refused without a question when nothing was clicked lately.
  const asked = await unlessRefused(folder.requestPermission?.({ mode: 'read' }) ?? null, null)
  return asked === 'granted'
}

/** In the order of their paths, as far as the limits go. */
async function listFiles(root: FileSystemDirectoryHandle): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = []
  let folders = 0
  async function walk(folder: FileSystemDirectoryHandle, below: string, depth: number): Promise<void> {
    if (++folders > FOLDER_LIMITS.folders) return
    const entries: FileSystemHandle[] = []
    for await (const entry of folder.values()) entries.push(entry)
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= FOLDER_LIMITS.files) return
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (isFolder(entry)) {
        if (depth < FOLDER_LIMITS.depth) await walk(entry, path, depth + 1)
      } else if (isFile(entry) && VALUE_FILES.includes(extensionOf(entry.name))) {
        const file = await unlessRefused(entry.getFile(), null)
        if (file) files.push(fileAt(path, file))
      }
    }
  }
  await walk(root, '', 1)
  return files
}

function fileAt(path: string, file: File): FolderFile {
  return {
    path,
    size: file.size,
    modified: file.lastModified,
    async read() {
      const bytes = await readFileBytes(file)
      return bytes.ok ? bytes.value : null
    },
  }
}

function isFolder(entry: FileSystemHandle): entry is FileSystemDirectoryHandle {
  return entry.kind === 'directory'
}

function isFile(entry: FileSystemHandle): entry is FileSystemFileHandle {
  return entry.kind === 'file'
}

async function unlessCancelled<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null
    throw thrown
  }
}

/** Forbidden, full, cleared or gone meanwhile: then there is nothing to be had, and nothing is lost. */
async function unlessRefused<Value>(asked: Promise<Value> | Value, otherwise: Value): Promise<Value> {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof DOMException) return otherwise
    throw thrown
  }
}
