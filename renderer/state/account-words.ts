/** The engine's account in the user's words. */
import type { NodeId } from '../../core/base/ids'
import type { SegmentAccount } from '../../core/contract/engine-types'
import { formatMs } from '../ui/format'

/** Names of changed values that fit a line. */
const MOST_NAMES = 2

/** `First run`, `z2.z changed`, `mix.w, noise4.strength and 3 more changed`, `Its result was known`. */
export function reasonWords({ ran, reason }: Pick<SegmentAccount, 'ran' | 'reason'>): string {
  if (!ran) return 'Its result was known'
  return upperFirst(shortenList(reason))
}

/** Why a whole run ran: what made the first segment of the flow run. */
export function causeOf(account: readonly SegmentAccount[]): string {
  const first = account.find((entry) => entry.ran)
  if (!first) return 'Everything was known'
  const { reason, root } = first
  return reason.startsWith('its ') ? `${upperFirst(reason.slice(4))}: ${root}` : reasonWords(first)
}

/** What a node has to say of the last run. */
export interface NodeNote {
  readonly entry: SegmentAccount
  /** `8.2 ms`, `reused`, or, for a node whose time is told where its segment ends, `with 64x64/Conv1`. */
  readonly text: string
  readonly isRoot: boolean
}

export function notesByNode(
  account: readonly SegmentAccount[],
  nameOf: (node: NodeId) => string,
): ReadonlyMap<NodeId, NodeNote> {
  const notes = new Map<NodeId, NodeNote>()
  for (const entry of account) {
    const own = entry.ran ? formatMs(entry.runMs + entry.prepareMs) : 'reused'
    for (const node of entry.nodes) {
      const isRoot = node === entry.root
      notes.set(node, { entry, isRoot, text: isRoot ? own : `with ${nameOf(entry.root)}` })
    }
  }
  return notes
}

function shortenList(reason: string): string {
  const names = reason.endsWith(' changed') ? reason.slice(0, -' changed'.length).split(', ') : []
  if (names.length <= MOST_NAMES) return reason
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more changed`
}

function upperFirst(text: string): string {
  // A port's name stays as it is written.
  return text.includes('.') ? text : text.charAt(0).toUpperCase() + text.slice(1)
}
