import type { LiveState } from '../engine/live'
import { words } from '../text/words'

export interface PictureStatus {
  readonly tone: 'failed' | LiveState['status'] | 'waiting'
  readonly words: string
  /** Said in the middle of the panel while there is no picture. */
  readonly hint: string
}

/** What the panel says of the last run. A graph without an output is unfinished, which is no failure. */
export function pictureStatus(state: LiveState, hasOutput: boolean, hasPicture: boolean): PictureStatus {
  const { status, problem, diagnostics } = state
  if (problem !== null) return { tone: 'failed', words: problem, hint: problem }
  if (!hasOutput) {
    return { tone: 'waiting', words: words.picture.noOutput, hint: words.picture.noOutputHint }
  }
  if (
    status === 'failed' ||
    (status === 'idle' && diagnostics.some(({ severity }) => severity === 'error'))
  ) {
    const told = hasPicture ? words.picture.lastGood : words.picture.none
    return { tone: 'failed', words: told, hint: words.picture.noneHint }
  }
  return { tone: status, words: words.picture.statuses[status], hint: words.picture.hint }
}
