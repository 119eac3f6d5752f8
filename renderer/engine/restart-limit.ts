/** Keeps a graph that kills its engine from killing one after the other for ever. */
export interface RestartLimit {
  /** An engine died at `now` (milliseconds). False: that was once too often. */
  mayRestart(now: number): boolean
  /** A run came to its end, so the engine works. */
  worked(): void
  /** How many died in a row. */
  readonly deaths: number
}

const MOST_DEATHS = 3
const WITHIN_MS = 60_000

export function createRestartLimit(): RestartLimit {
  let deaths: readonly number[] = []
  return {
    mayRestart(now) {
      deaths = [...deaths.filter((time) => now - time < WITHIN_MS), now]
      return deaths.length < MOST_DEATHS
    },
    worked() {
      deaths = []
    },
    get deaths() {
      return deaths.length
    },
  }
}
