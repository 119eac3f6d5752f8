/** The engine's account in the user's words. */
import type { SegmentAccount } from '../../core/contract/engine-types'
import { words } from '../text/words'

/** Names of changed values that fit a line. */
const MOST_NAMES = 2

/** `First run`, `z2.z changed`, `mix.w, noise4.strength and 3 more changed`, `Its result was known`. */
export function reasonWords({ ran, reason }: Pick<SegmentAccount, 'ran' | 'reason'>): string {
  if (!ran) return words.account.wasKnown
  return upperFirst(shortenList(reason))
}

/** Why a whole run ran: what made the first segment of the flow run. */
export function causeOf(account: readonly SegmentAccount[]): string {
  const first = account.find((entry) => entry.ran)
  if (!first) return words.account.allKnown
  const { reason, root } = first
  return reason.startsWith('its ') ? `${upperFirst(reason.slice(4))}: ${root}` : reasonWords(first)
}

function shortenList(reason: string): string {
  const names = reason.endsWith(' changed') ? reason.slice(0, -' changed'.length).split(', ') : []
  if (names.length <= MOST_NAMES) return reason
  return words.account.moreChanged(names.slice(0, MOST_NAMES), names.length - MOST_NAMES)
}

function upperFirst(text: string): string {
  // A port's name stays as it is written.
  return text.includes('.') ? text : text.charAt(0).toUpperCase() + text.slice(1)
}
