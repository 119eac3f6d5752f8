/** Files in: each graph and checkpoint opens in a tab of its own. */
import { ok, type Result } from '../../core/base/result'
import { extensionOf } from '../../core/contract/file-types'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { emptyDocument, type Document } from '../../core/doc/document'
import type { ExpectedResult } from '../../core/file/expected'
import { isAboutMissing } from '../../core/file/stored-values'
import { readGraphLink } from '../../core/file/graph-link'
import type { DocumentId, OpenDocument } from '../documents/documents'
import type { DroppedFile } from '../host/drops'
import type { Intake } from '../engine/intake'
import type { FileHandle, FileProblem, OpenedFile, OpenResult } from '../host/host'
import type { MissingValues } from '../sharing/missing-values'
import { words } from '../text/words'
import type { FileDesk, SessionParts } from './session-parts'

export interface Opening {
  startNew(): void
  open(): Promise<void>
  openExample(file: string): Promise<void>
  /** The files dropped with it count as lying beside it. */
  openDropped(dropped: DroppedFile, beside: readonly File[]): Promise<void>
  /** A file the system handed to the window. */
  openGiven(file: OpenResult): Promise<void>
  importCheckpoint(): Promise<void>
  /** Opens the graph in a link's fragment, as one that no file holds yet. */
  openLink(address: string): Promise<void>
  /**
   * Asks for a file, or takes the one of this handle, and reads the graph in it, without opening it; null when there is
   * none to be had.
   */
  readAside(handle?: FileHandle): Promise<{ readonly name: string; readonly document: Document } | null>
}

interface Origin {
  /** Saving may write over the file. */
  readonly isOurs: boolean
  /** One of those that come with the program. */
  readonly isExample?: boolean
}

const CHECKPOINTS = ['.npz', '.safetensors', '.npy']

interface FoundGraph {
  readonly document: Document
  readonly warnings: readonly Diagnostic[]
  readonly expected: ExpectedResult | null
}

export function createOpening(
  { documents, live, host, notices, reproduction }: SessionParts,
  desk: FileDesk,
  missing: Pick<MissingValues, 'of' | 'search' | 'tell'>,
): Opening {
  /** The graph in a file, with its weights and pictures in the engine; null when it could not be read. */
  async function graphIn(
    { handle, name: fileName, bytes }: OpenedFile | (Omit<OpenedFile, 'handle'> & { readonly handle: null }),
    intake: Intake,
  ): Promise<FoundGraph | null> {
    const opened = await intake.openGraph(fileName, bytes)
    if (!opened.ok) {
      desk.report(words.files.notOpened(fileName), words.files.notOpenedText, opened.error)
      return null
    }
    const { document, companions, expected } = opened.value
    const warnings = [...opened.value.warnings]
    const unread: FileProblem[] = []
    for (const path of companions) {
      // Beside a link lies nothing, whatever it says.
      const companion = handle === null ? ok(null) : await host.readCompanion(handle, path)
      if (!companion.ok) unread.push(companion.error)
      const put = await intake.putCompanion(path, companion.ok ? companion.value : null)
      if (!put.ok) warnings.push(...put.error)
    }
    await missing.search(document, intake)
    if (missing.of(document).length > 0) unread.forEach(desk.tell)
    // What is still missing is told by its stand-ins.
    return { document, expected, warnings: warnings.filter((warning) => !isAboutMissing(warning)) }
  }

  /** The open document whose file this is; null when there is none. */
  async function openTwin(
    handle: FileHandle,
  ): Promise<{ readonly id: DocumentId; readonly isAlike: boolean } | null> {
    const handleOf = (open: OpenDocument): FileHandle | null => open.file.peek()?.handle ?? null
    const among = documents.all.peek().flatMap((open) => handleOf(open) ?? [])
    const same = among.length === 0 ? null : await host.findSame(handle, among)
    const open = same && documents.all.peek().find((other) => handleOf(other) === same.handle)
    return same && open ? { id: open.id, isAlike: same.isAlike } : null
  }

  async function readGraph(
    opened: OpenedFile,
    { isOurs, isExample = false }: Origin,
    intake: Intake,
  ): Promise<void> {
    const { handle, name } = opened
    const twin = isOurs ? await openTwin(handle) : null
    if (twin?.isAlike) {
      documents.show(twin.id)
      notices.show({ tone: 'info', message: words.files.isOpenHere(name) })
      return
    }
    const graph = await graphIn(opened, intake)
    if (!graph) return
    const from = { file: { handle: isOurs ? handle : null, name }, isPassing: isExample }
    const { id } = documents.add(graph.document, from)
    reproduction.expect(id, graph.expected)
    if (twin) notices.show({ tone: 'info', message: words.files.isOpenTwice(name) })
    missing.tell(graph.document)
    if (graph.warnings.length > 0)
      desk.report(words.files.isOpen(name), words.files.isOpenText, graph.warnings)
  }

  async function readCheckpoint({ name: fileName, bytes }: OpenedFile, intake: Intake): Promise<void> {
    const imported = await intake.importCheckpoint(fileName, bytes)
    if (!imported.ok) {
      desk.report(words.files.notImported(fileName), words.files.nothingChanged, imported.error)
      return
    }
    const { document, scheme, unusedKeys } = imported.value
    documents.add(document, { file: null })
    notices.show({ tone: 'info', message: words.files.imported(fileName, scheme, unusedKeys) })
  }

  async function readLink(address: string, intake: Intake): Promise<void> {
    const bytes = readGraphLink(address)
    if (!bytes.ok) {
      desk.report(words.out.link.notOpened, words.files.notOpenedText, [bytes.error])
      return
    }
    const graph = await graphIn({ handle: null, name: words.out.link.name, bytes: bytes.value }, intake)
    if (!graph) return
    documents.add(graph.document, { file: null, isUnsaved: true })
    missing.tell(graph.document)
    if (graph.warnings.length > 0)
      desk.report(words.files.isOpen(words.out.link.name), words.files.isOpenText, graph.warnings)
  }

  /** Told of while it goes on, and until it ends nothing goes that it has read. */
  function reading<Value>(what: string, work: (intake: Intake) => Promise<Value>): Promise<Value> {
    return desk.during(what, () => live.holding(work))
  }

  function openFrom(asked: Promise<Result<OpenedFile | null, FileProblem>>, origin: Origin): Promise<void> {
    // Its turn may come later; then whoever waits for it hears of a failure.
    asked.catch(() => undefined)
    return desk.inTurn(async () => {
      const opened = await asked
      if (!opened.ok) desk.tell(opened.error)
      else if (opened.value) {
        const found = opened.value
        const isCheckpoint = CHECKPOINTS.includes(extensionOf(found.name))
        await reading(words.files.opening(found.name), (intake) =>
          isCheckpoint ? readCheckpoint(found, intake) : readGraph(found, origin, intake),
        )
      }
    })
  }

  /** Asks at once: a browser lets a page ask only right after a click. The turn is that of the answer. */
  async function pick(kind: 'graph' | 'checkpoint'): Promise<void> {
    const picked = await host.openFile(kind)
    await openFrom(Promise.resolve(picked), { isOurs: true })
  }

  return {
    startNew: () => void documents.add(emptyDocument(), { file: null, isPassing: true }),
    open: () => pick('graph'),
    importCheckpoint: () => pick('checkpoint'),
    openExample: (example) => openFrom(host.openExample(example), { isOurs: false, isExample: true }),
    async openDropped(dropped, beside) {
      const found = await host.drops.open(dropped, beside)
      if (!found.ok) desk.tell(found.error)
      else await openFrom(Promise.resolve(ok(found.value.opened)), { isOurs: found.value.isOurs })
    },
    openGiven: (given) => openFrom(Promise.resolve(given), { isOurs: true }),
    openLink: (address) =>
      desk.inTurn(() =>
        reading(words.files.opening(words.out.link.name), (intake) => readLink(address, intake)),
      ),
    async readAside(handle) {
      const opened = await (handle === undefined ? host.openFile('graph') : host.readAgain(handle))
      if (!opened.ok) {
        desk.tell(opened.error)
        return null
      }
      const found = opened.value
      if (!found) return null
      // In turn with what is opened: the engine waits for the files beside one graph at a time.
      const graph = await desk.inTurn(() =>
        reading(words.diff.reading(found.name), (intake) => graphIn(found, intake)),
      )
      return graph && { name: found.name, document: graph.document }
    },
  }
}
