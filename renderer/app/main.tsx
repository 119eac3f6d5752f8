/** The start of the window: builds its parts, opens the first graph, and hands everything to the view. */
import { effect } from '@preact/signals'
import { render } from 'preact'
import { required } from '../../core/base/assert'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { listenToClipboard } from '../actions/clipboard-events'
import { commitDraft, followDrafts } from '../actions/drafts'
import { listenToKeys, runFromMenu } from '../actions/keyboard'
import { createLive } from '../engine/live'
import { createWindowCloser } from '../files/closing'
import { chooseHost } from '../host/choose-host'
import '../styles/index.css'
import { App } from './app'
import { openPageLinks } from '../links/page-links'
import { listenToFiles } from '../drops/file-drops'
import { offerOfflineCopy } from './offline-notices'
import { shownKeys } from '../state/keymap'
import { language, words } from '../text/words'
import { linkToSystem } from './system-link'
import { createWorkspace } from './workspace'

const FIRST_EXAMPLE = 'portraits64.loom'

const host = chooseHost(window, reportError)
const editor = createEditor(emptyDocument(), createRegistry(nodeDefinitions))
const workspace = createWorkspace(editor, createLive(editor), host, window)
const { session, documents, notices } = workspace

document.documentElement.lang = language
host.setMenuWords(words.menu)

const hasDraft = followDrafts(window)
effect(() =>
  host.setDocumentState({
    title: documents.active.value.name.value,
    unsaved: hasDraft.value || documents.all.value.some(({ isSaved }) => !isSaved.value),
  }),
)
effect(() => {
  // A native menu takes its keys before the window sees them: it must have none while one chooses a new key.
  const isChoosing = workspace.dialogs.current.value?.kind === 'shortcuts'
  host.setMenuKeys(isChoosing ? {} : shownKeys(workspace.keymap.keys.value))
})
host.onMenuChosen((id) => runFromMenu(id, workspace))
host.onOpenRequested((file) => void session.openGiven(file).catch(reportError))
const closeWindow = createWindowCloser({
  mayClose() {
    commitDraft(document)
    return session.mayCloseWindow()
  },
  close: () => workspace.journal.closing().then(() => host.closeNow()),
  keepOpen: () => host.desktop.keepOpen(),
})
host.onCloseAsked(() => void closeWindow().catch(reportError))
linkToSystem(window, workspace)
listenToKeys(window, workspace)
listenToClipboard(window, workspace)
listenToFiles(window, workspace)
offerOfflineCopy(window, workspace.live, notices)
// Our own bugs are shown to the user too: a window that silently does nothing helps nobody.
window.addEventListener('error', ({ message, error }) => {
  // The browser's own remarks (a resize observer that takes two frames) come without an error.
  if (error) showBug(message, error)
})
window.addEventListener('unhandledrejection', ({ reason }) => showBug(String(reason), reason))

render(<App workspace={workspace} />, required(document.getElementById('app'), 'the element #app'))

const query = new URLSearchParams(window.location.search)
const isLinked = openPageLinks(window, session)
const [navigation] = window.performance.getEntriesByType('navigation')
const isNewAddress = navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate'
void workspace.journal
  .start(isNewAddress && (query.has('empty') || query.has('example')))
  .then((isBack) => {
    // `given`: the system hands over files.
    if (!isBack && !isLinked && !query.has('empty') && !query.has('given'))
      return session.openExample(query.get('example') ?? FIRST_EXAMPLE)
  })
  .catch(reportError)

function showBug(message: string, thrown: unknown): void {
  host.desktop.reportBug(workspace.bugs.note(message, thrown))
  notices.show({
    tone: 'error',
    message: words.app.bug(message),
    nextStep: words.app.bugStep,
    action: {
      label: words.menu.items['help.report'],
      run: () => workspace.dialogs.open({ kind: 'problem-report' }),
    },
  })
}
