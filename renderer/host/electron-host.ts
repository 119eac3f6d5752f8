import { createBridgeTransport, type Bridge } from '../../core/contract/bridge'
import { connect } from '../../core/contract/client'
import { mainContract } from '../../core/contract/main'
import type { Host } from './host'
import { createWindowFiles } from './window-files'

/** The desktop's host: the main process does what the contract says, the window keeps what needs no system. */
export function createElectronHost(bridge: Bridge, base: string, reportBug: (bug: Error) => void): Host {
  const { client } = connect(mainContract, createBridgeTransport(bridge), { reportBug })
  const files = createWindowFiles(base)
  return {
    kind: 'desktop',
    hasNativeMenu: true,
    appInfo: () => client.appInfo(),
    openFile: (kind) => client.openFile(kind),
    openExample: (name) => files.openExample(name),
    openDropped: (dropped) => files.openDropped(dropped),
    readCompanion: (handle, name) => files.readCompanion(handle, name) ?? client.readCompanion(handle, name),
    saveGraph(handle, suggestedName, bytes) {
      const theirs = handle === null || files.owns(handle) ? null : handle
      return client.saveGraph(theirs, suggestedName, bytes)
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
