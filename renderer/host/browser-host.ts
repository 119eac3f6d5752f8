import { APP_VERSION } from '../../core/app-version'
import { assert } from '../../core/base/assert'
import { fail, ok, type Result } from '../../core/base/result'
import { fileProblem, type FileProblem } from '../../core/contract/file-problem'
import { extensionOf } from '../../core/contract/file-types'
import type { FileHandle } from '../../core/contract/main'
import { pickSame } from '../../core/contract/same-file'
import { PLAIN_SAVE } from '../../core/contract/save'
import {
  createAccessPickers,
  createDownloadPickers,
  createTarget,
  hasFileSystemAccess,
  type FilePickers,
  type PickedFile,
  type SaveTarget,
} from './file-pickers'
import { findChange, versionOf, type FileVersion } from './file-version'
import type { Host, SaveResult } from './host'
import { createBrowserJournal } from './browser-journal'
import { createBrowserRecent } from './browser-recent'
import { createBrowserClipboard } from './clipboard'
import { createNoDesktop } from './desktop'
import { createBrowserDrops } from './drops'
import { createNoRecent } from './recent'
import { createRecentDatabase } from './recent-database'
import { createBrowserWeights, hasFolders } from './browser-weights'
import { words } from '../text/words'
import { createNoWeights } from './weights'
import { createWeightsDatabase } from './weights-database'
import { chooseMainFile, createWindowFiles, findBeside, problemOfDom, readFileBytes } from './window-files'

interface HeldFile {
  readonly target: SaveTarget | null
  /** What was read or written here last; null where the browser cannot look again. */
  readonly version: FileVersion | null
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

  async function writeNew(suggestedName: string, bytes: Uint8Array): Promise<SaveResult> {
    try {
      const target = await pickers.save(suggestedName)
      return target === null ? ok(null) : await writeChosen(target, bytes)
    } catch (thrown) {
      // The click that began it was too long ago.
      return fail(problemOfDom(thrown, suggestedName, { SecurityError: 'asked-too-late' }))
    }
  }

  async function writeChosen(target: SaveTarget, bytes: Uint8Array): Promise<SaveResult> {
    try {
      const version = await writeTo(target, bytes)
      return ok({ handle: hold({ target, version, readBeside: besideNothing }), name: target.name })
    } catch (thrown) {
      return fail(problemOfDom(thrown, target.name))
    }
  }

  async function writeOver(
    handle: FileHandle,
    target: SaveTarget,
    bytes: Uint8Array,
    over: boolean,
  ): Promise<SaveResult> {
    const known = find(held, handle)
    try {
      if (!over && target.file && known.version) {
        const change = await findChange(target.file, known.version, bytes)
        if (change !== null) return fail(fileProblem(change, target.name))
      }
      held.set(handle, { ...known, version: await writeTo(target, bytes) })
      return ok({ handle, name: target.name })
    } catch (thrown) {
      return fail(problemOfDom(thrown, target.name, { NotFoundError: 'gone-from-disk' }))
    }
  }

  const recent = hasFileSystemAccess(window)
    ? createBrowserRecent({
        database: createRecentDatabase(window.indexedDB),
        fileOf: (handle) => held.get(handle)?.target?.file ?? null,
        hold: (file, version) => hold({ target: createTarget(file), version, readBeside: besideNothing }),
      })
    : createNoRecent()

  const weights = hasFolders(window)
    ? createBrowserWeights(
        (options) => window.showDirectoryPicker(options),
        createWeightsDatabase(window.indexedDB),
      )
    : createNoWeights()

  return {
    kind: 'browser',
    weights,
    clipboard: createBrowserClipboard(window),
    desktop: createNoDesktop(),
    journal: createBrowserJournal(window.indexedDB),
    recent,
    drops: createBrowserDrops(windowFiles, async (entry, file, bytes, beside) => {
      const target = createTarget(entry)
      const version = await versionOf(file, bytes)
      return hold({ target, version, readBeside: (name) => findBeside(file, beside, name) })
    }),
    hasNativeMenu: false,
    appInfo: () =>
      Promise.resolve({
        version: APP_VERSION,
        platform: 'web',
        engines: { browser: window.navigator.userAgent },
      }),
    async openFile(kind) {
      let picked: readonly PickedFile[]
      try {
        picked = await pickers.open(kind)
      } catch (thrown) {
        return fail(problemOfDom(thrown, words.files.picked))
      }
      const files = picked.map(({ file }) => file)
      const main = chooseMainFile(files)
      if (main === null) return ok(null)
      const bytes = await readFileBytes(main)
      if (!bytes.ok) return bytes
      const target = kind === 'graph' ? (picked.find(({ file }) => file === main)?.target ?? null) : null
      const version = target?.file ? await versionOf(main, bytes.value) : null
      const handle = hold({ target, version, readBeside: (name) => findBeside(main, files, name) })
      return ok({ handle, name: main.name, bytes: bytes.value })
    },
    openExample: (name) => windowFiles.openExample(name),
    async readAgain(handle) {
      const { target } = find(held, handle)
      const name = target?.name ?? ''
      if (!target?.file) return fail(fileProblem('not-found', name))
      try {
        const bytes = await readFileBytes(await target.file.getFile())
        return bytes.ok ? ok({ handle, name, bytes: bytes.value }) : bytes
      } catch (thrown) {
        return fail(problemOfDom(thrown, name))
      }
    },
    async findSame(handle, among) {
      const wanted = held.get(handle)
      const file = wanted?.target?.file
      if (!file) return null
      return pickSame(among, async (other) => {
        const { target, version } = held.get(other) ?? {}
        if (!target?.file || !(await file.isSameEntry(target.file))) return 'another file'
        return version?.sha256 === wanted.version?.sha256 ? 'alike' : 'another version'
      })
    },
    readCompanion: (handle, name) =>
      windowFiles.readCompanion(handle, name) ?? find(held, handle).readBeside(name),
    saveGraph(handle, suggestedName, bytes, { companions, over } = PLAIN_SAVE) {
      assert(companions.length === 0, 'a page was to write files beside a graph')
      if (handle === null || windowFiles.owns(handle)) return writeNew(suggestedName, bytes)
      const { target } = find(held, handle)
      return target !== null && extensionOf(target.name) === extensionOf(suggestedName)
        ? writeOver(handle, target, bytes, over)
        : writeNew(suggestedName, bytes)
    },
    exportFile: (_kind, suggestedName, bytes) => writeNew(suggestedName, bytes),
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

/** @returns what the file is now; null where the browser cannot look at it */
async function writeTo(target: SaveTarget, bytes: Uint8Array): Promise<FileVersion | null> {
  await target.write(bytes)
  return target.file ? versionOf(await target.file.getFile(), bytes) : null
}

function besideNothing(name: string): Promise<Result<Uint8Array | null, FileProblem>> {
  return findBeside(null, [], name)
}

function choosePickers(window: Window): FilePickers {
  return hasFileSystemAccess(window) ? createAccessPickers(window) : createDownloadPickers(window.document)
}

function find(held: ReadonlyMap<FileHandle, HeldFile>, handle: FileHandle): HeldFile {
  const file = held.get(handle)
  if (file === undefined) throw new Error(`Internal error: no file has the handle "${handle}"`)
  return file
}
