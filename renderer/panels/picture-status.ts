import type { LiveState } from '../engine/live'

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
    const hint = 'Connect an Image output to see a picture.'
    return { tone: 'waiting', words: 'Nothing to show yet', hint }
  }
  if (
    status === 'failed' ||
    (status === 'idle' && diagnostics.some(({ severity }) => severity === 'error'))
  ) {
    const words = hasPicture ? 'Last good picture' : 'No picture'
    return { tone: 'failed', words, hint: 'No picture could be made. See Problems.' }
  }
  return { tone: status, words: WORDS[status], hint: 'The picture appears here.' }
}

const WORDS = {
  starting: 'Starting the engine…',
  running: 'Running…',
  idle: 'Up to date',
  stopped: 'Stopped until the next edit',
} as const
