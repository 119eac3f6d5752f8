import type { Notices } from '../state/notices'
import { words } from '../text/words'

/** Copies a text and says so. The system may forbid it; then the text is at least shown. */
export function copyText(text: string, notices: Notices): void {
  navigator.clipboard.writeText(text).then(
    () => notices.show({ tone: 'info', message: words.actions.copied(text) }),
    () => notices.show({ tone: 'error', message: words.actions.notCopied(text) }),
  )
}
