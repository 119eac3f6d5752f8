/**
 * A file that the user drops on the window of the desktop app. The page holds a `File` and never sees its path: the
 * preload script tells the path to the main process under a ticket, and the page asks for the ticket's file.
 */
import * as v from 'valibot'
import type { Result } from '../base/result'
import { returns } from './define'
import type { FileProblem } from './file-problem'
import type { OpenedFile } from './main'

/** From the preload script to the main process, beside the contract's channel. */
export const DROP_CHANNEL = 'styleloom:drop'

const ticket = v.pipe(v.string(), v.regex(/^drop-\d{1,9}$/))

/** What is sent there. The path is empty for a `File` that lies on no disk. */
export const dropMessage = v.strictObject({ ticket, path: v.pipe(v.string(), v.maxLength(32_767)) })

export const droppedTasks = {
  /** The ticket's file as one of the user's own; null when it is none that a graph can be saved to. A ticket is good once. */
  openDropped: returns<Result<OpenedFile | null, FileProblem>>().call(ticket),
}
