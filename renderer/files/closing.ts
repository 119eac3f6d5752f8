/** Nothing unsaved goes without a question: of a tab that is closed, of all of them when the window closes. */
import type { Document } from '../../core/doc/document'
import type { DocumentId, OpenDocument } from '../documents/documents'
import { askToDiscard } from '../state/dialogs'
import type { Saving } from './saving'
import type { SessionParts } from './session-parts'

export interface Closing {
  /** True when the tab is closed now. Asked again while it is being closed, it tells what comes of that. */
  close(id: DocumentId): Promise<boolean>
  closeOthers(id: DocumentId): Promise<boolean>
  /**
   * False when the user would rather go on. Asks once, however many documents are unsaved, and once more about what was
   * edited while they were saved. Asked again meanwhile, it tells what comes of that.
   */
  mayCloseWindow(): Promise<boolean>
}

type Closings = ReadonlyMap<DocumentId, Promise<boolean>>

const NONE: Closings = new Map()

export function createClosing(
  { documents, dialogs }: Pick<SessionParts, 'documents' | 'dialogs'>,
  { save }: Pick<Saving, 'save'>,
): Closing {
  const closings = new Map<DocumentId, Promise<boolean>>()

  function openOf(ids: readonly DocumentId[]): readonly OpenDocument[] {
    return documents.all.peek().filter(({ id }) => ids.includes(id))
  }

  async function saveAll(given: readonly OpenDocument[]): Promise<boolean> {
    for (const open of given) {
      if (open.isSaved.peek() || !documents.isOpen(open.id)) continue
      documents.show(open.id)
      if (!(await save())) return false
    }
    return true
  }

  /**
   * True when none of these is lost by closing it.
   * @param others what is being closed with a question of its own, which comes first
   */
  async function mayDrop(given: () => readonly OpenDocument[], others: Closings): Promise<boolean> {
    // As it was when the user agreed to lose it.
    const dropped = new Map<DocumentId, Document>()
    for (;;) {
      while (others.size > 0) await Promise.allSettled(others.values())
      const unsaved = given().filter(
        ({ id, isSaved }) => !isSaved.peek() && dropped.get(id) !== documents.contentOf(id),
      )
      const [first] = unsaved
      if (!first) return true
      // What is asked about is seen behind the question.
      documents.show(first.id)
      const answer = await askToDiscard(
        dialogs,
        unsaved.map(({ name }) => name.peek()),
      )
      if (answer === 'cancel') return false
      if (answer === 'save' && !(await saveAll(unsaved))) return false
      if (answer === 'discard') {
        for (const { id } of openOf(unsaved.map((open) => open.id))) dropped.set(id, documents.contentOf(id))
      }
    }
  }

  async function removeOnceAsked(ids: readonly DocumentId[]): Promise<boolean> {
    if (!(await mayDrop(() => openOf(ids), NONE))) return false
    for (const { id } of openOf(ids)) documents.remove(id)
    return true
  }

  async function closeAll(given: readonly OpenDocument[]): Promise<boolean> {
    const underWay = given.flatMap(({ id }) => closings.get(id) ?? [])
    const ids = given.map(({ id }) => id).filter((id) => !closings.has(id))
    const closing = removeOnceAsked(ids).finally(() => {
      for (const id of ids) closings.delete(id)
    })
    for (const id of ids) closings.set(id, closing)
    return (await Promise.all([closing, ...underWay])).every((isClosed) => isClosed)
  }

  return {
    close: (id) => closeAll(openOf([id])),
    closeOthers: (id) => closeAll(documents.all.peek().filter((open) => open.id !== id)),
    mayCloseWindow: joined(() => mayDrop(() => documents.all.peek(), closings)),
  }
}

export interface WindowClosing {
  mayClose(): Promise<boolean>
  close(): Promise<void>
  /** The window stays: what was to happen after it closed is off. */
  keepOpen(): void
}

/** Answers each wish to close the window, as one as long as the first has no answer: it closes, or it is kept open. */
export function createWindowCloser({ mayClose, close, keepOpen }: WindowClosing): () => Promise<void> {
  return joined(async () => {
    let isClosed = false
    try {
      if (!(await mayClose())) return
      await close()
      isClosed = true
    } finally {
      if (!isClosed) keepOpen()
    }
  })
}

/** While it runs, whoever asks for it again gets what comes of it. */
function joined<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null
  return () => (running ??= work().finally(() => (running = null)))
}
