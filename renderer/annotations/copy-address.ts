import type { Notices } from '../state/notices'
import { words } from '../text/words'

/** A link in a note leads nowhere by itself: its address is copied, and shown. */
export function copyAddress(address: string, notices: Notices): void {
  const say = words.annotations
  navigator.clipboard.writeText(address).then(
    () => notices.show({ tone: 'info', message: say.addressCopied(address) }),
    () => notices.show({ tone: 'error', message: say.addressNotCopied(address) }),
  )
}
