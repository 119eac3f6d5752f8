/** The last runs, for the plot: pure. */
import type { Backend, RenderReport } from '../../core/contract/engine-types'
import { causeOf } from './account-words'

export interface RunRecord {
  /** Counted from 1 since the graph was opened. */
  readonly number: number
  readonly what: string
  readonly backend: Backend
  readonly runMs: number
  readonly prepareMs: number
  readonly ran: number
  readonly segments: number
}

/** Runs and milliseconds on one backend since the graph was opened. */
export interface BackendTotal {
  readonly backend: Backend
  readonly runs: number
  readonly runMs: number
  readonly prepareMs: number
}

export interface RunHistory {
  /** Oldest first, at most `MOST_RUNS`. */
  readonly runs: readonly RunRecord[]
  readonly totals: readonly BackendTotal[]
}

export const MOST_RUNS = 100
export const NO_HISTORY: RunHistory = { runs: [], totals: [] }

type Reported = Pick<RenderReport, 'account' | 'backend' | 'runMs' | 'compileMs'>

export function appendRun({ runs, totals }: RunHistory, report: Reported): RunHistory {
  const { backend, runMs, compileMs: prepareMs, account } = report
  const record: RunRecord = {
    number: (runs.at(-1)?.number ?? 0) + 1,
    what: causeOf(account),
    backend,
    runMs,
    prepareMs,
    ran: account.filter((entry) => entry.ran).length,
    segments: account.length,
  }
  const before = totals.find((total) => total.backend === backend) ?? {
    backend,
    runs: 0,
    runMs: 0,
    prepareMs: 0,
  }
  const total: BackendTotal = {
    backend,
    runs: before.runs + 1,
    runMs: before.runMs + runMs,
    prepareMs: before.prepareMs + prepareMs,
  }
  return {
    runs: [...runs, record].slice(-MOST_RUNS),
    totals: [...totals.filter((other) => other.backend !== backend), total],
  }
}

/**
 * Milliseconds at the top of the plot. A rare long run (the first one prepares everything) is cut off, or all others would
 * be lines of no height: the top is a little above what nine of ten runs stay under.
 */
export function plotTop(runs: readonly RunRecord[]): number {
  const lengths = runs.map(({ runMs, prepareMs }) => runMs + prepareMs).sort((a, b) => a - b)
  const longest = lengths.at(-1) ?? 0
  const usual = (lengths[Math.floor((lengths.length - 1) * 0.9)] ?? 0) * 1.25
  return Math.max(1, runs.length < 4 ? longest : Math.min(longest, usual))
}
