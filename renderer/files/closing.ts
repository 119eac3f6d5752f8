/** Nothing unsaved goes without one question: of a tab that is closed, of all of them when the window closes. */
import type { DocumentId, OpenDocument } from '../documents/documents'
import { askToDiscard } from '../state/dialogs'
import type { Saving } from './saving'
import type { SessionParts } from './session-parts'

export interface Closing {
  /** True when the tab is closed now. */
  close(id: DocumentId): Promise<boolean>
  closeOthers(id: DocumentId): Promise<boolean>
  /** False when the user would rather go on. Asks once, however many documents are unsaved. */
  mayCloseWindow(): Promise<boolean>
}

export function createClosing(
  { documents, dialogs }: Pick<SessionParts, 'documents' | 'dialogs'>,
  { save }: Pick<Saving, 'save'>,
): Closing {
  /** True when none of these is lost by closing it. */
  async function mayDrop(given: readonly OpenDocument[]): Promise<boolean> {
    const unsaved = given.filter(({ isSaved }) => !isSaved.peek())
    const [first] = unsaved
    if (!first) return true
    // What is asked about is seen behind the question.
    documents.show(first.id)
    const answer = await askToDiscard(
      dialogs,
      unsaved.map(({ name }) => name.peek()),
    )
    if (answer !== 'save') return answer === 'discard'
    for (const { id } of unsaved) {
      documents.show(id)
      if (!(await save())) return false
    }
    return true
  }

  async function closeAll(given: readonly OpenDocument[]): Promise<boolean> {
    if (!(await mayDrop(given))) return false
    for (const { id } of given) documents.remove(id)
    return true
  }

  return {
    close: (id) => closeAll(documents.all.peek().filter((open) => open.id === id)),
    closeOthers: (id) => closeAll(documents.all.peek().filter((open) => open.id !== id)),
    mayCloseWindow: () => mayDrop(documents.all.peek()),
  }
}
