import { createBridgeTransport, type Bridge } from '../../core/contract/bridge'
import { connect } from '../../core/contract/client'
import { mainContract } from '../../core/contract/main'
import { PLAIN_SAVE } from '../../core/contract/save'
import { createElectronClipboard } from './clipboard'
import { createElectronDesktop } from './desktop'
import { createElectronDrops } from './drops'
import type { Host } from './host'
import { createElectronJournal } from './journal'
import { createElectronRecent } from './recent'
import { createElectronWeights } from './weights'
import { createWindowFiles } from './window-files'

/** The desktop's host: the main process does what the contract says, the window keeps what needs no system. */
export function createElectronHost(bridge: Bridge, base: string, reportBug: (bug: Error) => void): Host {
  const { client } = connect(mainContract, createBridgeTransport(bridge), { reportBug })
  const files = createWindowFiles(base)
  return {
    kind: 'desktop',
    clipboard: createElectronClipboard(client),
    desktop: createElectronDesktop(client, reportBug),
    journal: createElectronJournal(client),
    recent: createElectronRecent(client),
    drops: createElectronDrops(bridge, client, files),
    weights: createElectronWeights(client),
    hasNativeMenu: true,
    appInfo: () => client.appInfo(),
    openFile: (kind) => client.openFile(kind),
    openExample: (name) => files.openExample(name),
    readAgain: (handle) => client.readAgain(handle),
    // What is the window's own is no file of the user's.
    findSame: (handle, among) =>
      files.owns(handle)
        ? Promise.resolve(null)
        : client.findSame(
            handle,
            among.filter((other) => !files.owns(other)),
          ),
    readCompanion: (handle, name) => files.readCompanion(handle, name) ?? client.readCompanion(handle, name),
    saveGraph(handle, suggestedName, bytes, options = PLAIN_SAVE) {
      const theirs = handle === null || files.owns(handle) ? null : handle
      return client.saveGraph(theirs, suggestedName, bytes, options)
    },
    exportFile: (kind, suggestedName, bytes) => client.exportFile(kind, suggestedName, bytes),
    setDocumentState: (state) => void client.setDocumentState(state).catch(reportBug),
    setMenuKeys: (keys) => void client.setMenuKeys(keys).catch(reportBug),
    setMenuWords: (words) => void client.setMenuWords(words).catch(reportBug),
    closeNow: () => void client.closeNow().catch(reportBug),
    onOpenRequested: (listener) => client.onOpenRequested(listener),
    onMenuChosen: (listener) => client.onMenuChosen(listener),
    onCloseAsked: (listener) => client.onCloseAsked(() => listener()),
  }
}
