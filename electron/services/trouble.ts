/**
 * What happens when a process under the window dies or hangs. The document is safe in its journal whatever is done
 * here; the aim is a window that works again without the user losing time.
 */
import type { Log } from './log'

export interface Question {
  readonly message: string
  readonly detail: string
  /** The first is the default. */
  readonly buttons: readonly [string, string]
}

/** Answers with the button's index. An aborted question answers with the first. */
export type Ask = (question: Question, signal?: AbortSignal) => Promise<number>

export interface Gone {
  readonly reason: string
  readonly exitCode: number
}

/** What is used of Electron's `WebContents`. */
export interface WatchedContents {
  on(event: 'did-finish-load', listener: () => void): unknown
  on(event: 'render-process-gone', listener: (event: unknown, details: Gone) => void): unknown
  on(event: 'preload-error', listener: (event: unknown, path: string, error: Error) => void): unknown
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown
  reload(): void
  forcefullyCrashRenderer(): void
}

export interface WatchOptions {
  readonly ask: Ask
  readonly log: Log
  /** False while asking the window anything would be of no use. */
  setAnswering(answering: boolean): void
  quit(): void
  readonly now?: () => number
}

/** So many crashes within so long are no accident any more. */
export const CRASHES = { most: 3, spanMs: 5 * 60_000 } as const

/** Loads a page that died again; one that keeps dying, or hangs, is the user's to decide. */
export function watchWindow(contents: WatchedContents, options: WatchOptions): void {
  const { ask, log, setAnswering, quit, now = Date.now } = options
  const crashes = createCrashCounter(now)
  let isEndedByUs = false
  let waiting: AbortController | null = null

  async function afterCrash(): Promise<void> {
    const isAccident = isEndedByUs || crashes.add() < CRASHES.most
    isEndedByUs = false
    if (isAccident || (await ask(KEEPS_ENDING)) === 0) contents.reload()
    else quit()
  }

  async function whileSilent(): Promise<void> {
    if (waiting !== null) return
    waiting = new AbortController()
    const answer = await ask(SILENT, waiting.signal)
    const isStillSilent = !waiting.signal.aborted
    waiting = null
    if (answer !== 1 || !isStillSilent) return
    // A page that is busy for ever does not hear of a reload: its process has to go first.
    isEndedByUs = true
    contents.forcefullyCrashRenderer()
  }

  contents.on('did-finish-load', () => setAnswering(true))
  contents.on('preload-error', (_event, _path, error) => log.bug(error))
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    setAnswering(false)
    waiting?.abort()
    log.bug(new Error(`The window's process ended: ${reason} (exit code ${exitCode})`))
    afterCrash().catch(log.bug)
  })
  contents.on('unresponsive', () => {
    setAnswering(false)
    log.info('The window does not answer')
    whileSilent().catch(log.bug)
  })
  contents.on('responsive', () => {
    setAnswering(true)
    waiting?.abort()
  })
}

export interface GpuWatch {
  /** Tells that a process of Chromium's has ended. */
  ended(type: string, gone: Gone): void
}

/** Notes the ends of helper processes; when the graphics process keeps ending, offers to do without it. */
export function createGpuWatch(options: {
  readonly ask: Ask
  readonly log: Log
  /** Restarts with graphics acceleration off, after the user was asked about unsaved work. */
  restartWithoutGpu(): void
  readonly now?: () => number
}): GpuWatch {
  const { ask, log, restartWithoutGpu, now = Date.now } = options
  const crashes = createCrashCounter(now)
  let isAsked = false
  return {
    ended(type, { reason, exitCode }) {
      if (reason === 'clean-exit') return
      log.bug(new Error(`The ${type} process ended: ${reason} (exit code ${exitCode})`))
      if (type !== 'GPU' || crashes.add() < CRASHES.most || isAsked) return
      isAsked = true
      ask(GPU_KEEPS_ENDING)
        .then((answer) => {
          if (answer === 0) restartWithoutGpu()
        })
        .catch(log.bug)
    },
  }
}

/** Counts the crashes of the last five minutes, the new one included. */
function createCrashCounter(now: () => number): { add(): number } {
  let times: number[] = []
  return {
    add() {
      const time = now()
      times = [...times.filter((before) => time - before < CRASHES.spanMs), time]
      return times.length
    },
  }
}

const KEEPS_ENDING: Question = {
  message: 'Styleloom’s window keeps ending.',
  detail: 'Your work is kept and will be offered again. The log says more: Help, Open Logs Folder.',
  buttons: ['Try Again', 'Quit'],
}

const SILENT: Question = {
  message: 'Styleloom’s window does not answer.',
  detail: 'It may be busy with a large graph. Reloading ends what it is doing; your work is kept.',
  buttons: ['Wait', 'Reload'],
}

const GPU_KEEPS_ENDING: Question = {
  message: 'The graphics card’s process keeps ending.',
  detail:
    'Styleloom can restart without graphics acceleration: pictures are then computed on the processor. You are asked about unsaved changes first.',
  buttons: ['Restart Without It', 'Go On'],
}
