/** Ends work on files for a reason that the user is told, from however deep inside. Never leaves the services. */
import { fileProblem, type FileProblem, type FileProblemCode } from '../../core/contract/file-problem'
import { errnoOf, type Meanings } from './file-problems'

interface Particulars {
  /** The name of the file it is about, where that is not the one that the task is about. */
  readonly name?: string
  readonly detail?: string
}

export class Refusal extends Error {
  constructor(
    readonly code: FileProblemCode,
    readonly particulars: Particulars = {},
  ) {
    super(code)
  }

  problem(name: string): FileProblem {
    return fileProblem(this.code, this.particulars.name ?? name, this.particulars.detail)
  }
}

/** One code of the system means different things at different steps: here, what `meanings` say. */
export async function step<Value>(
  meanings: Meanings,
  work: Promise<Value>,
  particulars?: Particulars,
): Promise<Value> {
  try {
    return await work
  } catch (thrown) {
    const code = meanings[errnoOf(thrown) ?? '']
    throw code === undefined ? thrown : new Refusal(code, particulars)
  }
}
