import type { Workspace } from '../app/workspace'
import { words } from '../text/words'

/** Copies a text and says so. The system may forbid it; then the text is at least shown. */
export async function copyText(
  text: string,
  { host, notices }: Pick<Workspace, 'host' | 'notices'>,
): Promise<void> {
  const isCopied = await host.clipboard.write(text)
  if (isCopied) notices.show({ tone: 'info', message: words.actions.copied(text) })
  else notices.show({ tone: 'error', message: words.actions.notCopied(text) })
}
