import { gigaflops, runTotals, type RunTotals } from '../core/contract/run-account'
import type { Backend, MemoryUse, SegmentAccount } from '../core/contract/engine-types'
import type { RunReport } from '../runtime/engine'

/** What `--profile` prints: the figures of the window's engine panel. Milliseconds, bytes, GFLOP/s. */
export interface Profile {
  readonly backend: Backend
  readonly totals: RunTotals
  readonly memory: MemoryUse
  readonly segments: readonly (SegmentAccount & { readonly gflops: number | null })[]
}

export function profileOf({ backend, account, memory }: RunReport): Profile {
  return {
    backend,
    totals: runTotals(account),
    memory,
    segments: account.map((entry) => ({
      ...entry,
      gflops: entry.ran ? gigaflops(entry.macs, entry.runMs) : null,
    })),
  }
}
