import type { JournalStore } from '../../core/contract/journal'
import type { MainHandlers } from '../../core/contract/main'

type JournalTasks = Pick<
  MainHandlers,
  | 'beginJournal'
  | 'appendToJournal'
  | 'listJournals'
  | 'readJournal'
  | 'removeJournal'
  | 'missingBlobs'
  | 'putBlob'
  | 'readBlob'
  | 'collectBlobs'
>

/** The window's journals, in whatever store the main process keeps them. */
export function createJournalTasks(store: JournalStore): JournalTasks {
  return {
    beginJournal: (id, text) => store.begin(id, text),
    appendToJournal: (id, text) => store.append(id, text),
    listJournals: () => store.list(),
    readJournal: (id) => store.read(id),
    removeJournal: (id) => store.remove(id),
    missingBlobs: (names) => store.missing(names),
    putBlob: (name, bytes) => store.putBlob(name, bytes),
    readBlob: (name) => store.blob(name),
    collectBlobs: () => store.collect(),
  }
}
