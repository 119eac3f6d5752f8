import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Result } from '../../core/base/result'
import type { ParityReport } from '../../core/contract/engine-types'
import { extensionOf } from '../../core/contract/file-types'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { emptyDocument, type Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { everyNode } from '../../core/doc/block'
import type { Live } from '../engine/live'
import type { FileHandle, FileProblem, Host, OpenedFile, OpenResult } from '../host/host'
import { askHowToSave, askToDiscard, type Dialogs, type SaveFormat } from '../state/dialogs'
import type { EditorStore } from '../state/editor-store'
import type { Notices } from '../state/notices'
import { words } from '../text/words'
import { pictureWithGraph, thumbnailOf } from './png'

/** The open document as a file: where it came from, how it is saved, and what asks before it is dropped. */
export interface DocumentSession {
  /** The file's name without its ending, or the graph's own name. */
  readonly name: ReadonlySignal<string>
  /** What is being read or written, for the status line; null when nothing is. */
  readonly busy: ReadonlySignal<string | null>
  startNew(): Promise<void>
  open(): Promise<void>
  openExample(file: string): Promise<void>
  openDropped(files: readonly File[]): Promise<void>
  /** A file the system handed to the window. */
  openGiven(file: OpenResult): Promise<void>
  importCheckpoint(): Promise<void>
  /** Asks for a file and reads the graph in it, beside the open one, which stays; null when there is none to be had. */
  readAside(): Promise<{ readonly name: string; readonly document: Document } | null>
  /** True when the document is saved now. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  exportOnnx(opset: number): Promise<void>
  exportPicture(): Promise<void>
  /** Writes a copy of the graph that was compared, with the report in it; the open document stays what it is. */
  saveParityReport(document: Document, report: ParityReport): Promise<void>
  /** False when the user would rather keep the document. */
  mayDiscard(): Promise<boolean>
}

export interface SessionParts {
  readonly editor: Editor
  readonly store: EditorStore
  readonly live: Live
  readonly host: Host
  readonly notices: Notices
  readonly dialogs: Dialogs
  /** The picture shown now; null when there is none. */
  readonly picture: () => HTMLCanvasElement | null
}

interface FileState {
  readonly handle: FileHandle | null
  readonly name: string
}

const CHECKPOINTS = ['.npz', '.safetensors', '.npy']

export function createDocumentSession(parts: SessionParts): DocumentSession {
  const { editor, store, live, host, notices, dialogs } = parts
  const file = signal<FileState | null>(null)
  const busy = signal<string | null>(null)
  let lastTurn: Promise<unknown> = Promise.resolve()
  const name = computed(() => (file.value ? stemOf(file.value.name) : store.document.value.project.name))

  function tell(problem: FileProblem): void {
    notices.show({ tone: 'error', message: problem.message, nextStep: problem.nextStep })
  }

  function report(title: string, text: string, diagnostics: readonly Diagnostic[]): void {
    dialogs.open({ kind: 'report', title, text, diagnostics })
  }

  async function during<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
    busy.value = what
    try {
      return await work()
    } finally {
      busy.value = null
    }
  }

  function take(document: Document, from: FileState | null): void {
    file.value = from
    editor.replace(document)
  }

  async function read(opened: OpenedFile, isOurs: boolean): Promise<void> {
    if (CHECKPOINTS.includes(extensionOf(opened.name))) await readCheckpoint(opened)
    else await readGraph(opened, isOurs)
  }

  /** The graph in a file, with its weights and pictures in the engine; null when it could not be read. */
  async function graphIn({
    handle,
    name: fileName,
    bytes,
  }: OpenedFile): Promise<{ readonly document: Document; readonly warnings: readonly Diagnostic[] } | null> {
    const opened = await live.openGraph(fileName, bytes)
    if (!opened.ok) {
      report(words.files.notOpened(fileName), words.files.notOpenedText, opened.error)
      return null
    }
    const warnings = [...opened.value.warnings]
    for (const path of opened.value.companions) {
      const companion = await host.readCompanion(handle, path)
      if (!companion.ok) tell(companion.error)
      const put = await live.putCompanion(path, companion.ok ? companion.value : null)
      if (!put.ok) warnings.push(...put.error)
    }
    return { document: opened.value.document, warnings }
  }

  async function readGraph(opened: OpenedFile, isOurs: boolean): Promise<void> {
    const { handle, name: fileName } = opened
    const graph = await graphIn(opened)
    if (!graph) return
    take(graph.document, { handle: isOurs ? handle : null, name: fileName })
    if (graph.warnings.length > 0)
      report(words.files.isOpen(fileName), words.files.isOpenText, graph.warnings)
  }

  async function readAside(): ReturnType<DocumentSession['readAside']> {
    const opened = await host.openFile('graph')
    if (!opened.ok) {
      tell(opened.error)
      return null
    }
    const found = opened.value
    if (!found) return null
    // In turn with what is opened: the engine waits for the files beside one graph at a time.
    const graph = await inTurn(() => during(words.diff.reading(found.name), () => graphIn(found)))
    return graph && { name: found.name, document: graph.document }
  }

  async function readCheckpoint({ name: fileName, bytes }: OpenedFile): Promise<void> {
    const imported = await live.importCheckpoint(fileName, bytes)
    if (!imported.ok) {
      report(words.files.notImported(fileName), words.files.nothingChanged, imported.error)
      return
    }
    const { document, scheme, unusedKeys } = imported.value
    take(document, null)
    notices.show({ tone: 'info', message: words.files.imported(fileName, scheme, unusedKeys) })
  }

  async function mayDiscard(): Promise<boolean> {
    if (editor.isSaved) return true
    const answer = await askToDiscard(dialogs, name.value)
    if (answer === 'save') return save()
    return answer === 'discard'
  }

  /** `isOurs`: saving may write over the file. An example or a dropped file is only read from. */
  function openFrom(
    ask: () => Promise<Result<OpenedFile | null, FileProblem>>,
    isOurs: boolean,
  ): Promise<void> {
    return inTurn(() => openNow(ask, isOurs))
  }

  /** One after the other: what was asked for last is what is open in the end. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = lastTurn.then(work)
    // Whoever asked hears of a failure; the next one starts all the same.
    lastTurn = done.catch(() => undefined)
    return done
  }

  async function openNow(
    ask: () => Promise<Result<OpenedFile | null, FileProblem>>,
    isOurs: boolean,
  ): Promise<void> {
    if (!(await mayDiscard())) return
    const opened = await ask()
    if (!opened.ok) tell(opened.error)
    else if (opened.value) {
      const found = opened.value
      await during(words.files.opening(found.name), () => read(found, isOurs))
    }
  }

  async function write(target: FileHandle | null, fileName: string, format: SaveFormat): Promise<boolean> {
    const { document } = editor
    const picture = parts.picture()
    return during(words.files.saving(fileName), async () => {
      const saved = await live.saveGraph(document, format, picture && (await thumbnailOf(picture)))
      if (!saved.ok) {
        report(words.files.notSaved(fileName), words.files.untouched, saved.error)
        return false
      }
      const written = await host.saveGraph(target, fileName, saved.value.bytes)
      if (!written.ok) {
        tell(written.error)
        return false
      }
      if (!written.value) return false
      file.value = { handle: written.value.handle, name: written.value.name }
      // What was edited while the file was being written is not in it.
      if (editor.document === document) store.markSaved()
      notices.show({ tone: 'info', message: words.files.saved(written.value.name) })
      return true
    })
  }

  async function save(): Promise<boolean> {
    const current = file.value
    if (!current?.handle || !isGraphName(current.name)) return saveAs()
    const format = formatOf(current.name)
    // Text only names loaded weights, and the files that hold them cannot be written beside it from here.
    if (format === 'loom.json' && hasBlobs(editor.document)) return saveAs()
    return write(current.handle, current.name, format)
  }

  async function saveAs(): Promise<boolean> {
    const answer = await askHowToSave(dialogs, name.value, hasBlobs(editor.document))
    return answer ? write(null, `${answer.name}.${answer.format}`, answer.format) : false
  }

  async function exportBytes(
    kind: 'onnx' | 'png',
    fileName: string,
    make: () => Promise<Uint8Array | null>,
  ): Promise<void> {
    await during(words.files.exporting(fileName), async () => {
      const bytes = await make()
      if (!bytes) return
      const written = await host.exportFile(kind, fileName, bytes)
      if (!written.ok) tell(written.error)
      else if (written.value)
        notices.show({ tone: 'info', message: words.files.exported(written.value.name) })
    })
  }

  async function saveParityReport(document: Document, found: ParityReport): Promise<void> {
    const fileName = `${name.value}-parity.loom`
    await during(words.files.saving(fileName), async () => {
      const saved = await live.saveParityReport(document, found)
      if (!saved.ok) {
        report(words.files.notSaved(fileName), words.files.nothingWritten, saved.error)
        return
      }
      const written = await host.saveGraph(null, fileName, saved.value)
      if (!written.ok) tell(written.error)
      else if (written.value) notices.show({ tone: 'info', message: words.files.saved(written.value.name) })
    })
  }

  return {
    name,
    busy,
    saveParityReport,
    mayDiscard,
    save,
    saveAs,
    startNew: () =>
      inTurn(async () => {
        if (await mayDiscard()) take(emptyDocument(), null)
      }),
    open: () => openFrom(() => host.openFile('graph'), true),
    importCheckpoint: () => openFrom(() => host.openFile('checkpoint'), true),
    openExample: (example) => openFrom(() => host.openExample(example), false),
    readAside,
    openDropped: (files) => openFrom(() => host.openDropped(files), false),
    openGiven: (given) => openFrom(() => Promise.resolve(given), true),
    exportOnnx: (opset) =>
      exportBytes('onnx', `${name.value}.onnx`, async () => {
        const model = await live.exportOnnx(editor.document, { opset })
        if (model.ok) return model.value
        report(words.files.notExportable, words.files.mendFirst, model.error)
        return null
      }),
    exportPicture: () =>
      exportBytes('png', `${name.value}.png`, () => {
        const picture = parts.picture()
        if (!picture) notices.show({ tone: 'error', message: words.files.noPicture })
        return Promise.resolve(picture && pictureWithGraph(picture, editor.document))
      }),
  }
}

function formatOf(fileName: string): SaveFormat {
  return extensionOf(fileName) === '.loom.json' ? 'loom.json' : 'loom'
}

function isGraphName(fileName: string): boolean {
  return ['.loom', '.loom.json'].includes(extensionOf(fileName))
}

function stemOf(fileName: string): string {
  return fileName.replace(/(\.loom\.json|\.[^.]+)$/i, '')
}

/** Loaded weights and chosen pictures: data that the JSON only names by its hash. */
function hasBlobs(document: Document): boolean {
  return [...everyNode(document)].some(
    ({ weights, params }) =>
      weights !== undefined ||
      Object.values(params).some((value) => typeof value === 'object' && value !== null),
  )
}
