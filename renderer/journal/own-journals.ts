/**
 * The journals of this very tab or window, in the one place that outlives a reload and a crash of the page and nothing
 * else: what stands there at the start was open a moment ago, and is opened again without a question.
 */
import { isJournalId, type JournalId } from '../../core/contract/journal'

export interface OwnJournals {
  /** What the page before this one had open, in the order in which it was begun. */
  readonly before: readonly JournalId[]
  add(id: JournalId): void
  remove(id: JournalId): void
}

const KEY = 'styleloom.journals'

export function createOwnJournals(storage: () => Storage): OwnJournals {
  const before = read()
  let own: readonly JournalId[] = before

  function read(): readonly JournalId[] {
    try {
      return (storage().getItem(KEY) ?? '').split(' ').filter(isJournalId)
    } catch {
      // Storage may be forbidden; the user is then asked as after any other end.
      return []
    }
  }

  function write(next: readonly JournalId[]): void {
    own = next
    try {
      storage().setItem(KEY, own.join(' '))
    } catch {
      // Forbidden, as said above.
    }
  }

  return {
    before,
    add: (id) => write([...own, id]),
    remove: (id) => write(own.filter((other) => other !== id)),
  }
}
