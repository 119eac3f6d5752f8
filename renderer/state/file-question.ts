import type { FileProblem, FileProblemCode } from '../../core/contract/file-problem'
import type { FileHandle } from '../host/host'
import type { Dialogs } from './dialogs'

/** `over`: write there in spite of it; `elsewhere`: choose another name. */
export type FileAnswer = 'over' | 'elsewhere' | 'cancel'

/** Why a graph was not saved, where the user can decide that it is saved all the same. */
export interface FileQuestion {
  readonly kind: 'file-question'
  readonly file: string
  /** The file in question; null where none has been chosen yet. */
  readonly handle: FileHandle | null
  readonly problem: FileProblem
  readonly answer: (answer: FileAnswer) => void
}

const QUESTIONS: readonly FileProblemCode[] = ['asked-too-late', 'changed-on-disk', 'gone-from-disk']

export function isQuestion({ code }: FileProblem): boolean {
  return QUESTIONS.includes(code)
}

export function askAboutFile(
  dialogs: Dialogs,
  about: Pick<FileQuestion, 'file' | 'handle' | 'problem'>,
): Promise<FileAnswer> {
  return new Promise((answer) => dialogs.open({ kind: 'file-question', ...about, answer }))
}
