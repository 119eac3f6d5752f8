/** Graphs out, to the files they came from or to new ones. A failure leaves the document unsaved and open. */
import { everyNode } from '../../core/doc/block'
import { extensionOf, fileStem } from '../../core/contract/file-types'
import type { ParityReport, SavedGraph } from '../../core/contract/engine-types'
import type { Document } from '../../core/doc/document'
import type { OpenDocument } from '../documents/documents'
import type { FileHandle } from '../host/host'
import { askHowToSave, type SaveFormat } from '../state/dialogs'
import { words } from '../text/words'
import { thumbnailOf } from './png'
import { createQueue } from './queue'
import type { FileDesk, SessionParts } from './session-parts'
import { writeGraph } from './write-file'

export interface Saving {
  /** True when the shown document is saved now. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  /** Writes a copy of the graph that was compared, with the report in it; the open document stays what it is. */
  saveParityReport(document: Document, report: ParityReport): Promise<void>
}

export function createSaving(parts: SessionParts, desk: FileDesk): Saving {
  const { documents, live, host, notices, dialogs } = parts
  // Two at once would each find the other's version in the file.
  const inTurn = createQueue()
  /** Documents whose file may lose the values that are missing here: the user has said so. */
  const mayLack = new WeakSet<OpenDocument>()

  documents.watch((event) => {
    if (event.kind === 'closed') notices.dismissTopic(topicOf(event))
  })

  async function write(
    open: OpenDocument,
    target: FileHandle | null,
    fileName: string,
    format: SaveFormat,
  ): Promise<boolean> {
    const { id } = open
    const content = documents.contentOf(id)
    const picture = documents.active.peek() === open ? parts.picture() : null
    const result = format === 'loom' ? parts.reproduction.toSave(id) : null
    return desk.during(words.files.saving(fileName), async () => {
      // It may be closed before the engine has written it down.
      const saved = await live.holding(async () =>
        live.saveGraph(content, format, picture && (await thumbnailOf(picture)), result),
      )
      if (!saved.ok) {
        desk.report(words.files.notSaved(fileName), words.files.untouched, saved.error)
        return false
      }
      const lacking = valuesMissing(saved.value)
      if (target !== null && lacking.length > 0 && !mayLack.has(open)) {
        askToLeaveOut(open, fileName, lacking)
        return false
      }
      const written = await writeGraph(parts, target, fileName, saved.value, id)
      if (!written.ok) {
        desk.tell(written.error)
        return false
      }
      if (written.value === 'elsewhere') return saveElsewhere(open)
      if (!written.value) return false
      const { handle, name } = written.value
      // It may have been closed meanwhile, without its changes; they are in the file all the same.
      if (documents.isOpen(id)) {
        documents.markSaved(id, content, { handle, name })
        parts.reproduction.saved(id, result)
      }
      notices.dismissTopic(topicOf(open))
      const message = lacking.length > 0 ? words.files.savedWithout(name, lacking) : words.files.saved(name)
      notices.show({ tone: 'info', message })
      return true
    })
  }

  /** The file may hold what is missing here, and would hold it no more. Asked once; another name asks nothing. */
  function askToLeaveOut(open: OpenDocument, fileName: string, lacking: readonly string[]): void {
    if (!documents.isOpen(open.id)) return
    notices.show({
      tone: 'error',
      message: words.files.wouldLack(fileName, lacking),
      nextStep: words.files.wouldLackStep,
      topic: topicOf(open),
      stays: true,
      action: {
        label: words.files.leaveOut,
        run() {
          mayLack.add(open)
          inTurn(() => saveThere(open)).catch(reportError)
        },
      },
    })
  }

  async function saveElsewhere(open: OpenDocument): Promise<boolean> {
    if (!documents.isOpen(open.id)) return false
    // A file that the system hands over meanwhile must not take its place.
    documents.keep(open.id)
    const answer = await askHowToSave(dialogs, open.name.peek(), hasBlobs(documents.contentOf(open.id)))
    if (!answer || !documents.isOpen(open.id)) return false
    return write(open, null, `${answer.name}.${answer.format}`, answer.format)
  }

  async function saveThere(open: OpenDocument): Promise<boolean> {
    if (!documents.isOpen(open.id)) return false
    const file = open.file.peek()
    if (!file?.handle || !isGraphName(file.name)) return saveElsewhere(open)
    const format = formatOf(file.name)
    // Text only names loaded weights, and a web page cannot write the files that hold them.
    const canBeText = host.kind === 'desktop' || !hasBlobs(documents.contentOf(open.id))
    if (format === 'loom.json' && !canBeText) return saveElsewhere(open)
    return write(open, file.handle, file.name, format)
  }

  return {
    save() {
      const shown = documents.active.peek()
      return inTurn(() => saveThere(shown))
    },
    saveAs() {
      const shown = documents.active.peek()
      return inTurn(() => saveElsewhere(shown))
    },
    async saveParityReport(document, found) {
      const fileName = `${fileStem(documents.active.peek().name.peek())}-parity.loom`
      await desk.during(words.files.saving(fileName), async () => {
        const saved = await live.saveParityReport(document, found)
        if (!saved.ok) {
          desk.report(words.files.notSaved(fileName), words.files.nothingWritten, saved.error)
          return
        }
        const file = { bytes: saved.value, companions: [] }
        const written = await writeGraph(parts, null, fileName, file)
        if (!written.ok) desk.tell(written.error)
        else if (written.value !== null && written.value !== 'elsewhere')
          notices.show({ tone: 'info', message: words.files.saved(written.value.name) })
      })
    },
  }
}

function topicOf({ id }: Pick<OpenDocument, 'id'>): string {
  return `missing-in-file ${id}`
}

/** What the file does not hold, as `node.weight`. */
function valuesMissing({ warnings }: SavedGraph): readonly string[] {
  return warnings.map(({ place }) => {
    const path = place.kind === 'file' ? place.path : ''
    const [, node, name] = /^nodes\/(.+)\/(?:weights|params)\/(.+)$/.exec(path) ?? []
    return node === undefined || name === undefined ? path : `${node}.${name}`
  })
}

function formatOf(fileName: string): SaveFormat {
  return extensionOf(fileName) === '.loom.json' ? 'loom.json' : 'loom'
}

function isGraphName(fileName: string): boolean {
  return ['.loom', '.loom.json'].includes(extensionOf(fileName))
}

/** Loaded weights and chosen pictures: data that the JSON only names by its hash. */
function hasBlobs(document: Document): boolean {
  return [...everyNode(document)].some(
    ({ weights, params }) =>
      weights !== undefined ||
      Object.values(params).some((value) => typeof value === 'object' && value !== null),
  )
}
