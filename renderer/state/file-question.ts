import type { FileProblem, FileProblemCode } from '../../core/contract/file-problem'
import type { DiffStore } from '../diff/diff-store'
import type { DocumentId, Documents } from '../documents/documents'
import type { FileHandle } from '../host/host'
import type { Dialogs } from './dialogs'
import type { Drawer } from './drawer'

/** `over`: write there in spite of it; `elsewhere`: choose another name. */
export type FileAnswer = 'over' | 'elsewhere' | 'cancel'

/** Why a graph was not saved, where the user can decide that it is saved all the same. */
export interface FileQuestion {
  readonly kind: 'file-question'
  readonly file: string
  /** The file in question; null where none has been chosen yet. */
  readonly handle: FileHandle | null
  /** The open document that was to be written there; for an export there is none. */
  readonly document?: DocumentId | undefined
  readonly problem: FileProblem
  readonly answer: (answer: FileAnswer) => void
}

export interface CompareParts {
  readonly documents: Pick<Documents, 'show'>
  readonly drawer: Pick<Drawer, 'show'>
  readonly diff: Pick<DiffStore, 'chooseFile'>
}

const QUESTIONS: readonly FileProblemCode[] = ['asked-too-late', 'changed-on-disk', 'gone-from-disk']

export function isQuestion({ code }: FileProblem): boolean {
  return QUESTIONS.includes(code)
}

/** Nothing can be compared that has been closed meanwhile, or with a file that nobody has chosen. */
export function canCompare(
  { problem, handle, document }: FileQuestion,
  documents: Pick<Documents, 'isOpen'>,
): boolean {
  const isOpen = document === undefined || documents.isOpen(document)
  return problem.code === 'changed-on-disk' && handle !== null && isOpen
}

/** Shows what saving the document would do to the file. */
export async function compareWithFile(
  { handle, document }: FileQuestion,
  { documents, drawer, diff }: CompareParts,
): Promise<void> {
  // The user may have gone on to another one while this one was written.
  if (document !== undefined) documents.show(document)
  drawer.show('diff')
  if (handle !== null) await diff.chooseFile('before', handle)
}

export function askAboutFile(
  dialogs: Dialogs,
  about: Pick<FileQuestion, 'file' | 'handle' | 'document' | 'problem'>,
): Promise<FileAnswer> {
  return new Promise((answer) => dialogs.open({ kind: 'file-question', ...about, answer }))
}
