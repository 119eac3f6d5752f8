/**
 * Which journals belong to a window that lives: each window holds a Web Lock for each of its own, and the browser takes
 * them away when the window ends, however it ends.
 */
import type { JournalId } from '../../core/contract/journal'

export interface JournalLocks {
  /** Holds the journal's lock until it is released; resolves once it is held. */
  hold(id: JournalId): Promise<() => void>
  /** The same, or null when another window holds it and does not let go within this time, in milliseconds. */
  claim(id: JournalId, patience: number): Promise<(() => void) | null>
}

type Manager = Pick<LockManager, 'request'>

/**
 * Where the page may have no locks (`found` is undefined), only what this window knows to be its own is claimed: all else
 * may belong to another one.
 */
export function createJournalLocks(found: Promise<Manager | undefined>): JournalLocks {
  function request(manager: Manager, id: JournalId, options: LockOptions): Promise<(() => void) | null> {
    return new Promise((resolve, reject) => {
      manager
        .request(`styleloom-journal-${id}`, options, (lock) => {
          if (!lock) {
            resolve(null)
            return undefined
          }
          return new Promise<void>((release) => resolve(() => release()))
        })
        .catch((thrown: unknown) => {
          if (thrown instanceof DOMException && thrown.name === 'AbortError') resolve(null)
          else reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
        })
    })
  }

  return {
    async hold(id) {
      const manager = await found
      return (manager && (await request(manager, id, {}))) ?? (() => undefined)
    },
    async claim(id, patience) {
      const manager = await found
      if (manager === undefined) return patience > 0 ? () => undefined : null
      const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
      return request(manager, id, options)
    },
  }
}

/** The locks of this page; undefined where it may have none. */
export async function usableLocks(navigator: Navigator): Promise<LockManager | undefined> {
  if (!('locks' in navigator)) return undefined
  try {
    // An origin without storage has the object and no locks.
    await navigator.locks.query()
    return navigator.locks
  } catch {
    return undefined
  }
}
