/**
 * The open documents, one of which is shown. There is one editor, one canvas and one engine: a document that is not
 * shown is put aside with its history, its place on the canvas and what was selected, and goes on from there.
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { required } from '../../core/base/assert'
import { stemOf } from '../../core/contract/file-types'
import type { DocumentDiff } from '../../core/doc/diff'
import { emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { parkDocument, recordsWithin, withSaved, type ParkedDocument } from '../../core/doc/parked-document'
import type { FileHandle } from '../host/host'
import type { EditorStore } from '../state/editor-store'

declare const brand: unique symbol
/** Names an open document for as long as this window lives. */
export type DocumentId = string & { readonly [brand]: 'DocumentId' }

/** The file that a document came from or was saved to last. */
export interface FileState {
  /** Null: the file is none of the user's to write over, as an example is. */
  readonly handle: FileHandle | null
  readonly name: string
}

export interface OpenDocument {
  readonly id: DocumentId
  readonly file: ReadonlySignal<FileState | null>
  /** The file's name without its ending, or the graph's own name. */
  readonly name: ReadonlySignal<string>
  readonly isSaved: ReadonlySignal<boolean>
}

export type DocumentEvent =
  | {
      readonly kind: 'opened'
      readonly id: DocumentId
      readonly content: Document
      readonly file: FileState | null
      readonly name: string
      readonly isSaved: boolean
    }
  | {
      /** By a command, or by undo and redo. */
      readonly kind: 'edited'
      readonly id: DocumentId
      readonly content: Document
      readonly diff: DocumentDiff
      /** Of the step that led to the present state; null for the state it was opened in. */
      readonly label: string | null
    }
  | {
      readonly kind: 'saved'
      readonly id: DocumentId
      readonly content: Document
      readonly file: FileState
    }
  | { readonly kind: 'closed'; readonly id: DocumentId }

export interface AddedFrom {
  readonly file: FileState | null
  /** In place of the graph's own name. */
  readonly name?: string
  /** No file holds it as it is, so that closing it asks. */
  readonly isUnsaved?: boolean
  /** Holds nothing of the user's: as long as it is untouched, the next document takes its place. */
  readonly isPassing?: boolean
}

export interface Documents {
  /** In the order of their tabs; never empty. */
  readonly all: ReadonlySignal<readonly OpenDocument[]>
  readonly active: ReadonlySignal<OpenDocument>
  /** Whether it has not been closed yet. Followed like `all` by whoever follows what it reads. */
  isOpen(id: DocumentId): boolean
  /** Opens a document in a tab of its own, or in place of one that holds nothing of the user's, and shows it. */
  add(content: Document, from: AddedFrom): OpenDocument
  /** The user means to have it: the next document opens beside it, though it be untouched. */
  keep(id: DocumentId): void
  show(id: DocumentId): void
  /** Shows the tab `step` places away, round the ends. */
  showNext(step: number): void
  /** Puts a tab at this place among the others. */
  move(id: DocumentId, place: number): void
  /** Closes it without a question. The last one leaves an empty one behind. */
  remove(id: DocumentId): void
  /** Shown or put aside. */
  contentOf(id: DocumentId): Document
  /** `content` is now in `file`, and counts as saved wherever undo and redo lead to it. What was edited since is not. */
  markSaved(id: DocumentId, content: Document, file: FileState): void
  /** Everything that an open document holds, or may hold again by undo and redo. */
  records(): Iterable<NodeRecord>
  /** Hears first of the documents that are open already. */
  watch(listener: (event: DocumentEvent) => void): () => void
}

interface Tab extends OpenDocument {
  readonly file: Signal<FileState | null>
  /** Null while it is shown: then the editor has it. */
  readonly aside: Signal<ParkedDocument | null>
  /** Puts camera, selection and the like back. */
  restoreLook: (() => void) | null
  isPassing: boolean
}

/** @param keepLook notes what is seen of the shown document, and gives back what brings that view back */
export function createDocuments(
  root: Editor,
  whole: Pick<EditorStore, 'document' | 'isSaved' | 'markSaved'>,
  keepLook: () => () => void = () => () => undefined,
): Documents {
  let made = 0
  const tabs = signal<readonly Tab[]>([])
  const listeners = new Set<(event: DocumentEvent) => void>()
  const shown = signal(createTab(root.parked.document, { file: null, isPassing: true }))
  shown.value.aside.value = null
  tabs.value = [shown.value]

  function createTab(content: Document, { file: from, name, isUnsaved, isPassing = false }: AddedFrom): Tab {
    const file = signal(from)
    const aside = signal<ParkedDocument | null>(parkDocument(content, { isSaved: isUnsaved !== true }))
    return {
      id: `document-${++made}` as DocumentId,
      file,
      aside,
      restoreLook: null,
      isPassing,
      name: computed(() => {
        const own = (aside.value?.document ?? whole.document.value).project.name
        return file.value ? stemOf(file.value.name) : (name ?? own)
      }),
      isSaved: computed(() => aside.value?.history.isSaved ?? whole.isSaved.value),
    }
  }

  function tell(event: DocumentEvent): void {
    for (const listener of [...listeners]) listener(event)
  }

  function tabOf(id: DocumentId): Tab {
    return required(
      tabs.peek().find((tab) => tab.id === id),
      `the open document "${id}"`,
    )
  }

  function resume(tab: Tab): void {
    const next = tab.aside.peek()
    if (!next) return
    const before = shown.peek()
    batch(() => {
      before.restoreLook = keepLook()
      before.aside.value = root.parked
      shown.value = tab
      tab.aside.value = null
      root.resume(next)
      tab.restoreLook?.()
    })
  }

  function isUntouched({ isPassing, isSaved }: Tab): boolean {
    return isPassing && isSaved.peek() && root.history.steps.length === 1
  }

  function add(content: Document, from: AddedFrom): OpenDocument {
    const tab = createTab(content, from)
    const before = shown.peek()
    const given = isUntouched(before) ? before : null
    batch(() => {
      const after = tabs.peek().indexOf(before) + 1
      tabs.value = tabs.peek().toSpliced(given ? after - 1 : after, given ? 1 : 0, tab)
      resume(tab)
    })
    if (given) tell({ kind: 'closed', id: given.id })
    tell(openedEvent(tab))
    return tab
  }

  function contentOf({ aside }: Tab): Document {
    return aside.peek()?.document ?? root.document
  }

  function openedEvent(tab: Tab): DocumentEvent {
    const { id, file, name, isSaved } = tab
    const content = contentOf(tab)
    return { kind: 'opened', id, content, file: file.peek(), name: name.peek(), isSaved: isSaved.peek() }
  }

  root.subscribe(({ replaced, document, diff }) => {
    if (!replaced)
      tell({ kind: 'edited', id: shown.peek().id, content: document, diff, label: root.undoLabel })
  })

  return {
    all: tabs,
    active: shown,
    isOpen: (id) => tabs.value.some((tab) => tab.id === id),
    add,
    keep: (id) => void (tabOf(id).isPassing = false),
    show: (id) => resume(tabOf(id)),
    showNext(step) {
      const all = tabs.peek()
      const next = all.at((all.indexOf(shown.peek()) + step) % all.length)
      if (next) resume(next)
    },
    move(id, place) {
      const tab = tabOf(id)
      tabs.value = tabs
        .peek()
        .filter((other) => other !== tab)
        .toSpliced(place, 0, tab)
    },
    remove(id) {
      const tab = tabOf(id)
      const others = tabs.peek().filter((other) => other !== tab)
      const empty = others.length > 0 ? null : createTab(emptyDocument(), { file: null, isPassing: true })
      const left = empty ? [empty] : others
      batch(() => {
        if (tab === shown.peek()) {
          const at = tabs.peek().indexOf(tab)
          resume(required(left[at] ?? left[at - 1], 'a document to show'))
        }
        tabs.value = left
      })
      tell({ kind: 'closed', id })
      if (empty) tell(openedEvent(empty))
    },
    contentOf: (id) => contentOf(tabOf(id)),
    markSaved(id, content, file) {
      const tab = tabOf(id)
      const aside = tab.aside.peek()
      tab.file.value = file
      if (aside) tab.aside.value = withSaved(aside, content)
      else whole.markSaved(content)
      tell({ kind: 'saved', id, content, file })
    },
    *records() {
      yield* recordsWithin(root.parked)
      for (const { aside } of tabs.peek()) {
        const parked = aside.peek()
        if (parked) yield* recordsWithin(parked)
      }
    },
    watch(listener) {
      for (const tab of tabs.peek()) listener(openedEvent(tab))
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
