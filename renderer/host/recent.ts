/** Recent files as the window asks for them, of the desktop app and of a browser that can open a file again. */
import type { FileHandle, MainClient } from '../../core/contract/main'
import type { RecentFile, RecentId } from '../../core/contract/recent'
import type { OpenResult } from './host'

export type { RecentFile, RecentId }

export interface HostRecent {
  /** False: nothing can be opened again here without choosing it, so there is no list to show. */
  readonly isKept: boolean
  /** Newest first. */
  list(): Promise<readonly RecentFile[]>
  /** Null when the user does not allow it. Must be called from a click or a key press. */
  open(id: RecentId): Promise<OpenResult | null>
  /** The file is open now. A thumbnail (PNG, at most 256 px) replaces the one before; null keeps it. */
  remember(handle: FileHandle, thumbnail: Uint8Array | null): Promise<void>
  forget(id: RecentId): Promise<void>
  clear(): Promise<void>
  /** Returns a function that stops listening. */
  onChanged(listener: () => void): () => void
}

export function createElectronRecent(client: MainClient): HostRecent {
  return {
    isKept: true,
    list: () => client.recentFiles(),
    open: (id) => client.openRecent(id),
    remember: async (handle, thumbnail) => void (await client.rememberRecent(handle, thumbnail)),
    forget: async (id) => void (await client.forgetRecent(id)),
    clear: async () => void (await client.clearRecent()),
    onChanged: (listener) => client.onRecentChanged(listener),
  }
}

/** Where nothing can be remembered. */
export function createNoRecent(): HostRecent {
  return {
    isKept: false,
    list: () => Promise.resolve([]),
    open: () => Promise.resolve(null),
    remember: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    clear: () => Promise.resolve(),
    onChanged: () => () => undefined,
  }
}
