/** Hands files to the host, and asks where the user can decide that they are written all the same. */
import { ok, type Result } from '../../core/base/result'
import type { SavedGraph } from '../../core/contract/engine-types'
import type { DocumentId } from '../documents/documents'
import type { ExportKind, FileHandle, FileProblem, SavedFile, SaveResult } from '../host/host'
import { askAboutFile, isQuestion } from '../state/file-question'
import type { SessionParts } from './session-parts'

/** `elsewhere`: the user would rather choose another name; null: rather not save. */
export type WrittenGraph = Result<SavedFile | 'elsewhere' | null, FileProblem>

/**
 * @param handle null for a file that is yet to be chosen
 * @param document the open one that the graph is of
 */
export async function writeGraph(
  { host, dialogs }: Pick<SessionParts, 'host' | 'dialogs'>,
  handle: FileHandle | null,
  file: string,
  { bytes, companions }: Pick<SavedGraph, 'bytes' | 'companions'>,
  document?: DocumentId,
): Promise<WrittenGraph> {
  let over = false
  for (;;) {
    const written = await host.saveGraph(handle, file, bytes, { companions: [...companions], over })
    if (written.ok || !isQuestion(written.error)) return written
    // Asked and answered: what stands in the way now is another thing.
    if (over && handle !== null) return written
    const answer = await askAboutFile(dialogs, { file, handle, document, problem: written.error })
    if (answer !== 'over') return ok(answer === 'elsewhere' ? answer : null)
    over = true
  }
}

/** A file for other programs: null when the user would rather not write it. */
export async function writeExport(
  { host, dialogs }: Pick<SessionParts, 'host' | 'dialogs'>,
  kind: ExportKind,
  file: string,
  bytes: Uint8Array,
): Promise<SaveResult> {
  for (;;) {
    const written = await host.exportFile(kind, file, bytes)
    if (written.ok || !isQuestion(written.error)) return written
    const answer = await askAboutFile(dialogs, { file, handle: null, problem: written.error })
    if (answer !== 'over') return ok(null)
  }
}
