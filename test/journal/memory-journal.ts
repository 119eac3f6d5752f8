import type { Sha256 } from '../../core/base/ids'
import { fail, ok } from '../../core/base/result'
import { fileProblem } from '../../core/contract/file-problem'
import type { JournalId, JournalStore } from '../../core/contract/journal'

export interface MemoryJournal extends JournalStore {
  readonly texts: Map<JournalId, string>
  readonly blobs: Map<Sha256, Uint8Array>
  /** Everything that is written is refused. */
  isFull: boolean
}

/** A store that lasts as long as the test. */
export function createMemoryJournal(): MemoryJournal {
  const texts = new Map<JournalId, string>()
  const blobs = new Map<Sha256, Uint8Array>()
  const changed = new Map<JournalId, number>()
  let writes = 0
  const store: MemoryJournal = {
    texts,
    blobs,
    isFull: false,
    begin(id, text) {
      if (store.isFull) return Promise.resolve(fail(fileProblem('disk-full', 'journal')))
      texts.set(id, text)
      changed.set(id, ++writes)
      return Promise.resolve(ok(null))
    },
    append(id, text) {
      const before = texts.get(id)
      if (before === undefined) return Promise.resolve(fail(fileProblem('not-found', 'journal')))
      return store.begin(id, before + text)
    },
    list: () => Promise.resolve(ok([...texts.keys()].map((id) => ({ id, changed: changed.get(id) ?? 0 })))),
    read: (id) => Promise.resolve(ok(texts.get(id) ?? null)),
    remove(id) {
      texts.delete(id)
      return Promise.resolve(ok(null))
    },
    missing: (names) => Promise.resolve(ok(names.filter((name) => !blobs.has(name)))),
    putBlob(name, bytes) {
      if (store.isFull) return Promise.resolve(fail(fileProblem('disk-full', 'journal')))
      blobs.set(name, bytes)
      return Promise.resolve(ok(null))
    },
    blob: (name) => Promise.resolve(ok(blobs.get(name) ?? null)),
    collect: () => Promise.resolve(ok(null)),
  }
  return store
}
