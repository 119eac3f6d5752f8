import { APP_VERSION } from '../../core/app-version'
import { fail, ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import { extensionOf } from '../../core/contract/file-types'
import type { FileHandle } from '../../core/contract/main'
import {
  createAccessPickers,
  createDownloadPickers,
  hasFileSystemAccess,
  type FilePickers,
  type SaveTarget,
} from './file-pickers'
import type { Host, SaveResult } from './host'
import { chooseMainFile, createWindowFiles, findBeside, problemOfDom, readFileBytes } from './window-files'

interface HeldFile {
  readonly target: SaveTarget | null
  readonly readBeside: (name: string) => Promise<Result<Uint8Array | null, FileProblem>>
}

const NEVER = (): (() => void) => () => undefined

/** The host of a plain web page. It has no native menu, and nobody opens files in it from outside. */
export function createBrowserHost(window: Window & typeof globalThis, pickers = choosePickers(window)): Host {
  const windowFiles = createWindowFiles(window.document.baseURI)
  const held = new Map<FileHandle, HeldFile>()
  let unsaved = false

  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault()
  })

  function hold(file: HeldFile): FileHandle {
    const handle = `browser-${held.size + 1}` as FileHandle
    held.set(handle, file)
    return handle
  }

  async function writeTo(
    target: SaveTarget,
    handle: FileHandle | null,
    bytes: Uint8Array,
  ): Promise<SaveResult> {
    try {
      await target.write(bytes)
    } catch (thrown) {
      return fail(problemOfDom(thrown, target.name))
    }
    const readBeside = (name: string) => findBeside(null, [], name)
    return ok({ handle: handle ?? hold({ target, readBeside }), name: target.name })
  }

  async function askAndWrite(suggestedName: string, bytes: Uint8Array): Promise<SaveResult> {
    const target = await pickers.save(suggestedName)
    return target === null ? ok(null) : writeTo(target, null, bytes)
  }

  return {
    kind: 'browser',
    hasNativeMenu: false,
    appInfo: () =>
      Promise.resolve({
        version: APP_VERSION,
        platform: 'web',
        engines: { browser: window.navigator.userAgent },
      }),
    async openFile(kind) {
      const picked = await pickers.open(kind)
      const files = picked.map(({ file }) => file)
      const main = chooseMainFile(files)
      if (main === null) return ok(null)
      const bytes = await readFileBytes(main)
      if (!bytes.ok) return bytes
      const target = kind === 'graph' ? (picked.find(({ file }) => file === main)?.target ?? null) : null
      const handle = hold({ target, readBeside: (name) => findBeside(main, files, name) })
      return ok({ handle, name: main.name, bytes: bytes.value })
    },
    openExample: (name) => windowFiles.openExample(name),
    openDropped: (files) => windowFiles.openDropped(files),
    readCompanion: (handle, name) =>
      windowFiles.readCompanion(handle, name) ?? find(held, handle).readBeside(name),
    saveGraph(handle, suggestedName, bytes) {
      const target = handle === null || windowFiles.owns(handle) ? null : find(held, handle).target
      const fits = target !== null && extensionOf(target.name) === extensionOf(suggestedName)
      return fits ? writeTo(target, handle, bytes) : askAndWrite(suggestedName, bytes)
    },
    exportFile: (_kind, suggestedName, bytes) => askAndWrite(suggestedName, bytes),
    setDocumentState(state) {
      unsaved = state.unsaved
      window.document.title = `${unsaved ? '• ' : ''}${state.title} - Styleloom`
    },
    setMenuKeys: () => undefined,
    setMenuWords: () => undefined,
    closeNow() {
      unsaved = false
      window.close()
    },
    onOpenRequested: NEVER,
    onMenuChosen: NEVER,
    // The browser asks by itself, with its own words.
    onCloseAsked: NEVER,
  }
}

function choosePickers(window: Window): FilePickers {
  return hasFileSystemAccess(window) ? createAccessPickers(window) : createDownloadPickers(window.document)
}

function find(held: ReadonlyMap<FileHandle, HeldFile>, handle: FileHandle): HeldFile {
  const file = held.get(handle)
  if (file === undefined) throw new Error(`Internal error: no file has the handle "${handle}"`)
  return file
}
