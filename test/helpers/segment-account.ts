import { nodeId } from '../../core/base/ids'
import type { SegmentAccount } from '../../core/contract/engine-types'

/** What a run tells of a segment of one node, which ran for the first time. */
export function segment(root: string, change: Partial<SegmentAccount> = {}): SegmentAccount {
  return {
    root: nodeId(root),
    nodes: [nodeId(root)],
    ran: true,
    runMs: 2,
    prepareMs: 0,
    reason: 'first run',
    macs: 0,
    ...change,
  }
}
