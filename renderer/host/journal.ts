/** Where this window keeps its journals: the desktop's main process has files for them, a browser its database. */
import type { JournalStore } from '../../core/contract/journal'
import type { MainClient } from '../../core/contract/main'

export function createElectronJournal(client: MainClient): JournalStore {
  return {
    begin: (id, text) => client.beginJournal(id, text),
    append: (id, text) => client.appendToJournal(id, text),
    list: () => client.listJournals(),
    read: (id) => client.readJournal(id),
    remove: (id) => client.removeJournal(id),
    missing: (names) => client.missingBlobs([...names]),
    putBlob: (name, bytes) => client.putBlob(name, bytes),
    blob: (name) => client.readBlob(name),
    collect: () => client.collectBlobs(),
  }
}
