/** Models and pictures out: what others can use without the program. */
import { fileStem } from '../../core/contract/file-types'
import type { Document } from '../../core/doc/document'
import type { ExportKind } from '../host/host'
import { words } from '../text/words'
import { thumbnailOf } from './png'
import type { FileDesk, SessionParts } from './session-parts'
import { writeExport } from './write-file'

export interface Exporting {
  exportOnnx(opset: number): Promise<void>
  /**
   * Writes what `make` makes of the shown document to a file that the user names; the document's own name is suggested.
   * Null: there was not the memory for it, which is told.
   */
  exportDrawn(
    kind: Extract<ExportKind, 'png' | 'svg'>,
    make: (content: Document) => Promise<Uint8Array | null>,
  ): Promise<void>
  /** Writes a copy without what tells of its author. The document stays what it is, and is not saved by it. */
  exportForSharing(what: { readonly titles: boolean; readonly notes: boolean }): Promise<void>
}

export function createExporting(parts: SessionParts, desk: FileDesk): Exporting {
  const { documents, live, notices } = parts

  async function exportBytes(
    kind: ExportKind,
    fileName: string,
    make: () => Promise<Uint8Array | null>,
  ): Promise<void> {
    await desk.during(words.files.exporting(fileName), async () => {
      const bytes = await make()
      if (!bytes) return
      const written = await writeExport(parts, kind, fileName, bytes)
      if (!written.ok) desk.tell(written.error)
      else if (written.value)
        notices.show({ tone: 'info', message: words.files.exported(written.value.name) })
    })
  }

  function shown() {
    const { id, name } = documents.active.peek()
    return { name: fileStem(name.peek()), content: documents.contentOf(id) }
  }

  return {
    exportOnnx(opset) {
      const { name, content } = shown()
      return exportBytes('onnx', `${name}.onnx`, async () => {
        const model = await live.exportOnnx(content, { opset })
        if (model.ok) return model.value
        desk.report(words.files.notExportable, words.files.mendFirst, model.error)
        return null
      })
    },
    exportDrawn(kind, make) {
      const { name, content } = shown()
      return exportBytes(kind, `${name}.${kind}`, async () => {
        const bytes = await make(content)
        if (!bytes)
          notices.show({ tone: 'error', message: words.out.noMemory, nextStep: words.out.noMemoryNext })
        return bytes
      })
    },
    exportForSharing(what) {
      const { id } = documents.active.peek()
      const content = documents.contentOf(id)
      const picture = parts.picture()
      const result = parts.reproduction.toSave(id)
      // The document's own name may tell what nobody is to know.
      return exportBytes('loom', `${words.out.share.fileName}.loom`, async () => {
        const thumbnail = picture && (await thumbnailOf(picture))
        const copy = await live.saveForSharing(content, what, thumbnail, result)
        if (copy.ok) return copy.value
        desk.report(words.files.notSaved(words.out.share.title), words.files.nothingWritten, copy.error)
        return null
      })
    },
  }
}
