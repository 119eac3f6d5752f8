import type { Workspace } from '../app/workspace'
import { words } from '../text/words'

/** A link in a note leads nowhere by itself: its address is copied, and shown. */
export async function copyAddress(
  address: string,
  { host, notices }: Pick<Workspace, 'host' | 'notices'>,
): Promise<void> {
  const say = words.annotations
  if (await host.clipboard.write(address)) notices.show({ tone: 'info', message: say.addressCopied(address) })
  else notices.show({ tone: 'error', message: say.addressNotCopied(address) })
}
