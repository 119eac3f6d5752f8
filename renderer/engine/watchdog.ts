/**
 * Notices that the engine has gone silent while somebody waits for it. onnxruntime blocks the worker for as long as a
 * segment runs, so silence is normal; only more of it than the work can explain is not.
 */
import type { Clock } from './clock'

/** What is asked of the engine, as far as it tells how long an answer may take. */
export interface Work {
  /** Multiply-adds still to do. */
  readonly macs: number
  /** Bytes to read, hash or write. */
  readonly bytes: number
}

export const NO_WORK: Work = { macs: 0, bytes: 0 }

const LEAST_PATIENCE_MS = 60_000
/** A slow machine with one thread, and ten times the time that it should need. */
const SLOWEST_MACS_PER_MS = 1e6
const SLOWEST_BYTES_PER_MS = 20_000
const GENEROSITY = 10

/** How long the engine may be silent over some work, in milliseconds. */
export function patience({ macs, bytes }: Work): number {
  return Math.max(LEAST_PATIENCE_MS, GENEROSITY * (macs / SLOWEST_MACS_PER_MS + bytes / SLOWEST_BYTES_PER_MS))
}

export interface Watch {
  /** The rest of the work has become known. */
  expect(work: Work): void
  end(): void
}

export interface Watchdog {
  /** Somebody waits from now until `end`. */
  begin(work: Work): Watch
  /** The engine said something, whatever it was. */
  sign(): void
}

const TICK_MS = 5_000

/** @param onSilence called once a silence, with its length in milliseconds */
export function createWatchdog(clock: Clock, onSilence: (ms: number) => void): Watchdog {
  const waits = new Set<{ work: Work }>()
  let silent = 0
  let ticked = 0
  let stop: (() => void) | null = null

  function tick(): void {
    // A computer that slept or a window in the background ticks late: the engine had no more of that time than we had.
    silent += Math.min(clock.now() - ticked, 2 * TICK_MS)
    ticked = clock.now()
    const allowed = Math.max(...[...waits].map(({ work }) => patience(work)))
    if (silent <= allowed) return
    const length = silent
    silent = 0
    onSilence(length)
  }

  return {
    begin(work) {
      const wait = { work }
      waits.add(wait)
      if (stop === null) {
        silent = 0
        ticked = clock.now()
        stop = clock.every(TICK_MS, tick)
      }
      return {
        expect(rest) {
          wait.work = rest
        },
        end() {
          waits.delete(wait)
          if (waits.size > 0) return
          stop?.()
          stop = null
        },
      }
    },
    sign() {
      silent = 0
    },
  }
}
