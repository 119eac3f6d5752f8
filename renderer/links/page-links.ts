import { holdsGraph } from '../../core/file/graph-link'
import type { DocumentSession } from '../files/document-session'

/**
 * Opens the graph in the page's address, now and whenever a link of this page is followed, and takes it out of the
 * address: reloading would open it a second time, and no bookmark should keep it by mistake. True when there is one now.
 */
export function openPageLinks(window: Window, session: Pick<DocumentSession, 'openLink'>): boolean {
  function open(): boolean {
    const { hash, pathname, search } = window.location
    if (!holdsGraph(hash)) return false
    window.history.replaceState(null, '', pathname + search)
    void session.openLink(hash).catch(reportError)
    return true
  }

  window.addEventListener('hashchange', open)
  return open()
}
