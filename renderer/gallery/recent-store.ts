/** The recent files as the window shows them, and what can be done with them. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { DocumentSession } from '../files/document-session'
import type { HostRecent, RecentFile } from '../host/recent'
import type { Notices } from '../state/notices'
import { words } from '../text/words'

export interface RecentStore {
  /** False: nothing can be opened again here without choosing it. */
  readonly isKept: boolean
  /** Newest first; null until they have been looked up. */
  readonly files: ReadonlySignal<readonly RecentFile[] | null>
  /** Must be called from a click or a key press. */
  open(file: RecentFile): Promise<void>
  forget(file: RecentFile): Promise<void>
  clear(): Promise<void>
  /** Looks again whether the files are still there. */
  refresh(): Promise<void>
}

export function createRecentStore(
  recent: HostRecent,
  session: Pick<DocumentSession, 'openGiven'>,
  notices: Notices,
  reportBug: (bug: unknown) => void,
): RecentStore {
  const files = signal<readonly RecentFile[] | null>(null)
  let asked = 0

  async function refresh(): Promise<void> {
    const turn = ++asked
    const found = await recent.list()
    // Only the newest answer counts.
    if (turn === asked) files.value = found
  }

  recent.onChanged(() => void refresh().catch(reportBug))

  return {
    isKept: recent.isKept,
    files,
    async open(file) {
      const opened = await recent.open(file.id)
      if (opened) await session.openGiven(opened)
      else
        notices.show({
          tone: 'error',
          message: words.gallery.notAllowed(file.name),
          nextStep: words.gallery.notAllowedStep,
        })
      if (opened?.ok === false) await refresh()
    },
    forget: ({ id }) => recent.forget(id),
    clear: () => recent.clear(),
    refresh,
  }
}
