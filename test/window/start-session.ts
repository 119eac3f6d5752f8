import { required } from '../../core/base/assert'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createDocuments } from '../../renderer/documents/documents'
import { createDocumentSession } from '../../renderer/files/document-session'
import { createReproduction } from '../../renderer/sharing/reproduction'
import { createDialogs, type SaveFormat } from '../../renderer/state/dialogs'
import { createEditorStore } from '../../renderer/state/editor-store'
import type { FileAnswer } from '../../renderer/state/file-question'
import { createNotices } from '../../renderer/state/notices'
import { allNodes } from '../helpers/random-graph'
import { fakeHost, fakeLive } from './fakes'

/** Documents and files over a host and an engine that answer at once, with a user who answers dialogs. */
export function startSession() {
  const editor = createEditor(emptyDocument(), allNodes)
  const store = createEditorStore(editor)
  const [host, live, notices, dialogs] = [fakeHost(), fakeLive(), createNotices(), createDialogs()]
  const documents = createDocuments(editor, store)
  const reproduction = createReproduction({ documents, live, reportBug: console.error })
  const session = createDocumentSession({
    documents,
    reproduction,
    live,
    host,
    notices,
    dialogs,
    picture: () => null,
  })
  return {
    editor,
    documents,
    name: () => documents.active.value.name.value,
    names: () => documents.all.value.map(({ name }) => name.value),
    host,
    live,
    dialogs,
    notices,
    session,
    rename: (name: string) => editor.dispatch({ type: 'project/edit', change: { name } }),
    said: () => notices.current.value.map(({ message }) => message),
    /** Answers the dialog that is open now. */
    answerDiscard(answer: 'save' | 'discard' | 'cancel') {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'discard') throw new Error(`the dialog is ${request.kind}`)
      request.answer(answer)
      dialogs.close()
    },
    answerSaveAs(name: string | null, format: SaveFormat = 'loom') {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'save-as') throw new Error(`the dialog is ${request.kind}`)
      request.answer(name === null ? null : { name, format })
      dialogs.close()
    },
    answerQuestion(answer: FileAnswer) {
      const request = required(dialogs.current.value, 'a dialog')
      if (request.kind !== 'file-question') throw new Error(`the dialog is ${request.kind}`)
      request.answer(answer)
      dialogs.close()
    },
  }
}

/** Until all that can happen without the user has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
