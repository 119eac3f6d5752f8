/** Figures drawn from a run's account; the window and the command line tell the same ones. */
import type { NodeId } from '../base/ids'
import { nodeSeenFrom } from '../doc/block-path'
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
 * The account as it reads where the blocks along `within` have been entered: what ran in an instance is told as one with it,
 * what ran elsewhere not at all.
 */
export function accountSeenFrom(
  within: readonly NodeId[],
  account: readonly SegmentAccount[],
): readonly SegmentAccount[] {
  const byRoot = new Map<NodeId, SegmentAccount>()
  for (const entry of account) {
    const root = nodeSeenFrom(within, entry.root)
    if (root === null) continue
    const nodes = entry.nodes.flatMap((node) => nodeSeenFrom(within, node) ?? [])
    const other = byRoot.get(root)
    byRoot.set(root, {
      ...entry,
      root,
      nodes: [...new Set([...(other?.nodes ?? []), ...nodes])],
      ran: entry.ran || other?.ran === true,
      runMs: entry.runMs + (other?.runMs ?? 0),
      prepareMs: entry.prepareMs + (other?.prepareMs ?? 0),
      macs: entry.macs + (other?.macs ?? 0),
    })
  }
  return [...byRoot.values()]
}

/** The segment that each node ran in; of several, the one that ends with it. */
export function entriesByNode(account: readonly SegmentAccount[]): ReadonlyMap<NodeId, SegmentAccount> {
  const entries = new Map(account.flatMap((entry) => entry.nodes.map((node) => [node, entry] as const)))
  for (const entry of account) entries.set(entry.root, entry)
  return entries
}

/**
 * Achieved GFLOP/s, two operations a multiply-add. Multiply-adds count as the graph is drawn: a rewrite that needs fewer
 * shows as a higher speed. Null where nothing was multiplied or no time passed.
 */
export function gigaflops(macs: number, ms: number): number | null {
  return macs > 0 && ms > 0 ? (2 * macs) / (ms * 1e6) : null
}
