/**
 * The border between the window and the main process. Tasks, not primitives: the window never names a path, it
 * holds handles that only the main process can turn into one.
 */
import * as v from 'valibot'
import type { Result } from '../base/result'
import { defineContract, event, returns, type ClientOf, type EmittersOf, type HandlersOf } from './define'
import { desktopTasks } from './desktop'
import type { FileProblem } from './file-problem'
import { fileProblemCodes } from './file-problem'
import { journalTasks } from './journal'
import { menuActionIds } from './menu'
import { droppedTasks } from './dropped'
import { recentTasks } from './recent'
import { saveOptions, savingTasks } from './save'
import { weightsFolderTasks } from './weights-folder'

declare const brand: unique symbol
/** Stands for a file that the user chose. Means nothing outside the process that made it. */
export type FileHandle = string & { readonly [brand]: 'FileHandle' }

export type FileKind = v.InferOutput<typeof fileKind>
export type ExportKind = v.InferOutput<typeof exportKind>
export type OpenedFile = v.InferOutput<typeof openedFile>
export type MenuKeys = Readonly<v.InferOutput<typeof menuKeys>>
/** What the menu says: labels by the ids of its groups and items. */
export type MenuLabels = v.InferOutput<typeof menuWords>
export type DocumentState = v.InferOutput<typeof documentState>

export interface SavedFile {
  readonly handle: FileHandle
  /** The name the user gave, without a folder. */
  readonly name: string
}

export interface AppInfo {
  readonly version: string
  readonly platform: string
  /** What the app runs on, by name: `chrome`, `electron`, `node`. */
  readonly engines: Readonly<Record<string, string>>
}

export const MAX_NAME_LENGTH = 255

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)
const handle = v.custom<FileHandle>((value) => typeof value === 'string' && /^[a-z]+-[0-9a-z-]+$/.test(value))
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME_LENGTH), v.regex(/^[^/\\]+$/))
const fileKind = v.picklist(['graph', 'checkpoint', 'picture', 'weights'])
const exportKind = v.picklist(['onnx', 'png', 'svg', 'loom'])
const openedFile = v.object({ handle, name: v.string(), bytes })
const problem = v.object({ code: v.picklist(fileProblemCodes), message: v.string(), nextStep: v.string() })
const openResult = v.variant('ok', [
  v.object({ ok: v.literal(true), value: openedFile }),
  v.object({ ok: v.literal(false), error: problem }),
])
/** The keys in force by action; an action without one is missing. */
const menuKeys = v.record(v.string(), v.string())
const menuWords = v.object({
  groups: v.record(v.string(), v.string()),
  items: v.record(v.string(), v.string()),
  desktop: v.record(v.string(), v.string()),
})
const documentState = v.object({ title: v.string(), unsaved: v.boolean() })

export const mainContract = defineContract('main', {
  appInfo: returns<AppInfo>().call(),
  /** Asks for a file and reads it; null when the user cancels. */
  openFile: returns<Result<OpenedFile | null, FileProblem>>().call(fileKind),
  /** Reads a file that lies below the folder of `handle`'s file; null when there is none of this name. */
  readCompanion: returns<Result<Uint8Array | null, FileProblem>>().call(handle, v.string()),
  /** Writes over the handle's file, or asks where when it is null or no graph of this format; null when the user cancels. */
  saveGraph: returns<Result<SavedFile | null, FileProblem>>().call(
    v.nullable(handle),
    fileName,
    bytes,
    saveOptions,
  ),
  exportFile: returns<Result<SavedFile | null, FileProblem>>().call(exportKind, fileName, bytes),
  /** The window's title, its edited mark, and whether closing must ask first. */
  setDocumentState: returns<undefined>().call(documentState),
  /** What the menu shows and listens to in place of its own keys. */
  setMenuKeys: returns<undefined>().call(menuKeys),
  /** The menu in the window's language, told once. */
  setMenuWords: returns<undefined>().call(menuWords),
  /** Closes without asking: the answer to `closeAsked`. */
  closeNow: returns<undefined>().call(),
  ...desktopTasks,
  ...journalTasks,
  ...recentTasks,
  ...savingTasks,
  ...droppedTasks,
  ...weightsFolderTasks,

  /** The system asks to open a file: a double click, an argument. Holds the problem when it could not be read. */
  openRequested: event(openResult),
  menuChosen: event(v.picklist(menuActionIds)),
  /** The user closes the window with unsaved changes; nothing closes until `closeNow`. */
  closeAsked: event(),
})

export type MainClient = ClientOf<typeof mainContract>
export type MainHandlers = HandlersOf<typeof mainContract>
export type MainEmitters = EmittersOf<typeof mainContract>
