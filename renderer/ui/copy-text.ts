import type { Notices } from '../state/notices'

/** Copies a text and says so. The system may forbid it; then the text is at least shown. */
export function copyText(text: string, notices: Notices): void {
  navigator.clipboard.writeText(text).then(
    () => notices.show({ tone: 'info', message: `Copied ${text}.` }),
    () =>
      notices.show({ tone: 'error', message: `The clipboard cannot be written here. The text is: ${text}` }),
  )
}
