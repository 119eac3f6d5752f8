/**
 * Puts what is opened and saved on the list of recent files, and gives it the picture that its graph makes as soon as
 * there is one.
 */
import { effect } from '@preact/signals'
import type { DocumentId, Documents } from '../documents/documents'
import type { Live } from '../engine/live'
import { thumbnailOf } from '../files/png'
import type { FileHandle } from '../host/host'
import type { HostRecent } from '../host/recent'

export interface RememberedParts {
  readonly documents: Documents
  readonly live: Pick<Live, 'state'>
  readonly recent: HostRecent
  /** The picture shown now; null when there is none. */
  readonly picture: () => HTMLCanvasElement | null
  readonly makeThumbnail?: typeof thumbnailOf
  readonly reportBug: (bug: unknown) => void
}

/** Returns what stops it. */
export function rememberOpen({
  documents,
  live,
  recent,
  picture,
  makeThumbnail = thumbnailOf,
  reportBug,
}: RememberedParts): () => void {
  if (!recent.isKept) return () => undefined
  /** Documents whose file has no picture yet of what it holds now. */
  const due = new Map<DocumentId, FileHandle>()

  async function takePicture(): Promise<void> {
    const { id } = documents.active.peek()
    const handle = due.get(id)
    const canvas = picture()
    if (handle === undefined || !canvas || live.state.peek().status !== 'idle') return
    due.delete(id)
    const thumbnail = await makeThumbnail(canvas)
    if (thumbnail) await recent.remember(handle, thumbnail)
  }

  const unwatch = documents.watch((event) => {
    if (event.kind === 'closed') due.delete(event.id)
    if (event.kind !== 'opened' && event.kind !== 'saved') return
    const handle = event.file?.handle
    if (!handle) return
    due.set(event.id, handle)
    void recent.remember(handle, null).then(takePicture).catch(reportBug)
  })
  const unfollow = effect(() => {
    if (live.state.value.status === 'idle') void takePicture().catch(reportBug)
  })
  return () => {
    unwatch()
    unfollow()
  }
}
