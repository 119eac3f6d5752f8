/** At the latest after so many milliseconds, however busy the window is. */
const LATEST_MS = 200

export interface IdleTask {
  /** Runs the work once, after the next frame, when nothing is waited for. */
  ask(): void
  stop(): void
}

/**
 * For what sums up the whole graph: it follows an edit one frame later, so that the frame that answers the user's hand
 * costs what the edit touches.
 */
export function whenIdle(work: () => void): IdleTask {
  let asked: number | null = null

  function run(): void {
    asked = null
    work()
  }

  return {
    ask() {
      asked ??= request(run)
    },
    stop() {
      if (asked !== null) cancel(asked)
      asked = null
    },
  }
}

/** Where the browser tells of no idle time, a moment later has to do. */
const isTold = typeof requestIdleCallback === 'function'

function request(run: () => void): number {
  return isTold ? requestIdleCallback(run, { timeout: LATEST_MS }) : Number(setTimeout(run))
}

function cancel(asked: number): void {
  if (isTold) cancelIdleCallback(asked)
  else clearTimeout(asked)
}
