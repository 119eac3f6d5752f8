/** Figures drawn from a run's account; the window and the command line tell the same ones. */
import type { SegmentAccount } from './engine-types'

export interface RunTotals {
  readonly runMs: number
  readonly prepareMs: number
  readonly segments: number
  readonly ran: number
  /** Multiply-adds of the segments that ran, and of all. */
  readonly macsRan: number
  readonly macs: number
  /** The part of all multiply-adds that did not have to be done again, 0 to 1; by segments where nothing multiplies. */
  readonly reused: number
  /** Of what ran; null where it cannot be told. */
  readonly gflops: number | null
}

export function runTotals(account: readonly SegmentAccount[]): RunTotals {
  const ran = account.filter((entry) => entry.ran)
  const sum = (entries: readonly SegmentAccount[], of: (entry: SegmentAccount) => number): number =>
    entries.reduce((total, entry) => total + of(entry), 0)
  const runMs = sum(ran, (entry) => entry.runMs)
  const macsRan = sum(ran, (entry) => entry.macs)
  const macs = sum(account, (entry) => entry.macs)
  const known = macs > 0 ? 1 - macsRan / macs : 1 - ran.length / Math.max(1, account.length)
  return {
    runMs,
    prepareMs: sum(ran, (entry) => entry.prepareMs),
    segments: account.length,
    ran: ran.length,
    macsRan,
    macs,
    reused: account.length === 0 ? 0 : known,
    gflops: gigaflops(macsRan, runMs),
  }
}

/**
 * Achieved GFLOP/s, two operations a multiply-add. Multiply-adds count as the graph is drawn: a rewrite that needs fewer
 * shows as a higher speed. Null where nothing was multiplied or no time passed.
 */
export function gigaflops(macs: number, ms: number): number | null {
  return macs > 0 && ms > 0 ? (2 * macs) / (ms * 1e6) : null
}
