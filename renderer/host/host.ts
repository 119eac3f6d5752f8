/**
 * What the window can ask of its surroundings, in the window's own words. The desktop app and the browser each
 * implement it; nothing else in the window knows which of the two it runs in.
 */
import type { Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type {
  AppInfo,
  DocumentState,
  ExportKind,
  FileHandle,
  FileKind,
  MenuKeys,
  MenuLabels,
  OpenedFile,
  SavedFile,
} from '../../core/contract/main'
import type { MenuActionId } from '../../core/contract/menu'
import type { JournalStore } from '../../core/contract/journal'
import type { SameFile } from '../../core/contract/same-file'
import type { SaveOptions } from '../../core/contract/save'
import type { HostClipboard } from './clipboard'
import type { HostDesktop } from './desktop'
import type { HostDrops } from './drops'
import type { HostRecent } from './recent'
import type { HostWeights } from './weights'

export type {
  AppInfo,
  DocumentState,
  ExportKind,
  FileHandle,
  FileKind,
  FileProblem,
  MenuKeys,
  MenuLabels,
  OpenedFile,
  SameFile,
  SavedFile,
}

export type OpenResult = Result<OpenedFile, FileProblem>
export type SaveResult = Result<SavedFile | null, FileProblem>

export interface Host {
  readonly kind: 'desktop' | 'browser'
  readonly clipboard: HostClipboard
  readonly desktop: HostDesktop
  /** Where work that is not saved is kept. */
  readonly journal: JournalStore
  readonly recent: HostRecent
  readonly drops: HostDrops
  readonly weights: HostWeights
  /** False: the window draws the menu itself. */
  readonly hasNativeMenu: boolean

  appInfo(): Promise<AppInfo>

  /** Asks for a file; null when the user cancels. Must be called from a click or a key press. */
  openFile(kind: FileKind): Promise<Result<OpenedFile | null, FileProblem>>
  /** A graph or picture from our own `examples/` folder: `faces/mixing.loom.json`. */
  openExample(name: string): Promise<OpenResult>
  /** What the handle's graph file holds now, for a look: saving still goes by what was opened or saved last. */
  readAgain(handle: FileHandle): Promise<OpenResult>
  /** Which of `among` is of the same file, rather one that knows it alike; null when none is, or nobody can tell. */
  findSame(handle: FileHandle, among: readonly FileHandle[]): Promise<SameFile | null>
  /** A file that an opened graph refers to; null when there is none. `name` may come straight out of the graph. */
  readCompanion(handle: FileHandle, name: string): Promise<Result<Uint8Array | null, FileProblem>>

  /**
   * Writes a graph to the file it came from, or asks where when `handle` is null or cannot be written over (an
   * example, a dropped file, a picture, another format). The ending of `suggestedName` says the format of `bytes`.
   * Only the desktop writes companions beside it.
   */
  saveGraph(
    handle: FileHandle | null,
    suggestedName: string,
    bytes: Uint8Array,
    options?: SaveOptions,
  ): Promise<SaveResult>
  exportFile(kind: ExportKind, suggestedName: string, bytes: Uint8Array): Promise<SaveResult>

  /** Shown in the title; with `unsaved` the window asks before it closes. */
  setDocumentState(state: DocumentState): void
  /** The keys of the native menu, by action; does nothing where there is none. */
  setMenuKeys(keys: MenuKeys): void
  /** What the native menu says; does nothing where there is none. */
  setMenuWords(words: MenuLabels): void
  /** Closes without asking: the answer to `onCloseAsked`. */
  closeNow(): void

  /** Each returns a function that stops listening. Register before the first `await`: early events are kept till then. */
  onOpenRequested(listener: (file: OpenResult) => void): () => void
  onMenuChosen(listener: (action: MenuActionId) => void): () => void
  onCloseAsked(listener: () => void): () => void
}
