/**
 * Follows the open documents and keeps a journal of each one that is not as its file is: from the first change on, every
 * change at once, the values that the graph names, and now and then a picture of a state that can be gone back to.
 */
import { sha256Hex } from '../../core/base/hash'
import { stemOf } from '../../core/contract/file-types'
import type { FileProblem } from '../../core/contract/file-problem'
import type { JournalId, JournalStore } from '../../core/contract/journal'
import { everyNode } from '../../core/doc/block'
import type { DocumentDiff } from '../../core/doc/diff'
import type { Document, NodeRecord } from '../../core/doc/document'
import { createJournalWriter, type JournalClock, type JournalWriter } from '../../core/journal/journal-writer'
import { namedValues } from '../../core/weights/named-values'
import type { DocumentEvent, DocumentId, Documents, FileState } from '../documents/documents'
import type { BlobKeeper } from './blob-keeper'
import type { JournalLocks } from './locks'
import type { OwnJournals } from './own-journals'

export interface JournalKeeper {
  /** The next document that is opened unsaved has so many unsaved changes already. */
  expectChanges(count: number): void
  /** True once all that happened to the document is kept; false when it cannot be, or there is nothing to keep. */
  settled(document: DocumentId): Promise<boolean>
  /** The picture stands: a state worth going back to, unless there was one a moment ago. */
  pictureStands(): void
  /** The window closes with the user's consent. Resolves when the journals say so, or it takes too long. */
  closing(): Promise<void>
}

export interface JournalKeeperParts {
  readonly documents: Pick<Documents, 'watch' | 'active' | 'all'>
  readonly store: JournalStore
  readonly blobs: BlobKeeper
  readonly locks: Pick<JournalLocks, 'hold'>
  readonly own: Pick<OwnJournals, 'add' | 'remove'>
  readonly clock: JournalClock
  /** A small PNG of the shown picture; null when there is none. */
  readonly thumbnail: () => Promise<Uint8Array | null>
  readonly isStanding: () => boolean
  readonly onProblem: (problem: FileProblem) => void
  readonly reportBug: (bug: unknown) => void
  readonly newId?: () => JournalId
}

const POINT_EVERY_MS = 30_000
/** After the last change. */
const SETTLED_MS = 1500
/** A disk that hangs must not hold the window. */
const CLOSING_MS = 2000

interface Followed {
  content: Document
  file: FileState | null
  readonly name: string
  /** Changes that are not in the user's file. */
  unsaved: number
  journal: { readonly writer: JournalWriter; readonly release: Promise<() => void> } | null
  lastPoint: number
  isChangedSincePoint: boolean
}

export function createJournalKeeper(parts: JournalKeeperParts): JournalKeeper {
  const { documents, store, blobs, locks, own, clock, reportBug, newId = newJournalId } = parts
  const followed = new Map<DocumentId, Followed>()
  let expected = 1
  let cancelPoint = (): void => undefined

  function isSaved(id: DocumentId): boolean {
    return (
      documents.all
        .peek()
        .find((open) => open.id === id)
        ?.isSaved.peek() ?? false
    )
  }

  function begin(one: Followed): JournalWriter {
    const id = newId()
    const release = locks.hold(id)
    release.catch(reportBug)
    own.add(id)
    const writer = createJournalWriter({
      id,
      head: { name: nameOf(one), file: one.file && { name: one.file.name } },
      document: one.content,
      unsaved: one.unsaved,
      store: {
        // A journal that nobody holds would be offered to another window.
        begin: async (journal, text) => {
          await release
          // Written anew, it no longer names what only its lines did.
          blobs.forget()
          const begun = await store.begin(journal, text)
          if (begun.ok) blobs.want(namedValues(everyNode(one.content)))
          return begun
        },
        append: (journal, text) => store.append(journal, text),
      },
      clock,
      onProblem: parts.onProblem,
      reportBug,
    })
    one.journal = { writer, release }
    return writer
  }

  function opened({
    id,
    content,
    file,
    name,
    isSaved: isSavedNow,
  }: Extract<DocumentEvent, { kind: 'opened' }>): void {
    const unsaved = isSavedNow ? 0 : expected
    if (!isSavedNow) expected = 1
    const one: Followed = {
      content,
      file,
      name,
      unsaved,
      journal: null,
      lastPoint: Number.NEGATIVE_INFINITY,
      isChangedSincePoint: !isSavedNow,
    }
    followed.set(id, one)
    if (!isSavedNow) begin(one)
  }

  function edited(
    one: Followed,
    { id, content, diff, label }: Extract<DocumentEvent, { kind: 'edited' }>,
  ): void {
    const writer = one.journal?.writer ?? begin(one)
    one.content = content
    one.unsaved = isSaved(id) ? 0 : one.unsaved + 1
    one.isChangedSincePoint = true
    writer.change({ document: content, diff, label, unsaved: one.unsaved })
    // The picture of a graph that is only moved or renamed stands already.
    cancelPoint()
    cancelPoint = clock.after(SETTLED_MS, pictureStands)
    blobs.want(namedValues(changedNodes(diff)))
  }

  function saved(one: Followed, { id, file }: Extract<DocumentEvent, { kind: 'saved' }>): void {
    one.file = file
    // What was edited while the file was written is not in it.
    one.unsaved = isSaved(id) ? 0 : Math.max(1, one.unsaved)
    one.journal?.writer.saved({ name: nameOf(one), file: { name: file.name } }, one.unsaved)
  }

  async function closed(one: Followed): Promise<void> {
    if (!one.journal) return
    const { writer, release } = one.journal
    blobs.forget()
    if (one.unsaved > 0) {
      writer.putAway()
      await writer.settled()
    }
    writer.stop()
    if (one.unsaved === 0) await store.remove(writer.id)
    own.remove(writer.id)
    ;(await release)()
  }

  function nameOf({ file, name }: Followed): string {
    return file ? stemOf(file.name) : name
  }

  documents.watch((event) => {
    if (event.kind === 'opened') return opened(event)
    const one = followed.get(event.id)
    if (!one) return undefined
    switch (event.kind) {
      case 'edited':
        return edited(one, event)
      case 'saved':
        return saved(one, event)
      case 'closed':
        followed.delete(event.id)
        void closed(one).catch(reportBug)
        return undefined
    }
  })

  async function makePoint(one: Followed, writer: JournalWriter): Promise<void> {
    const { content } = one
    one.isChangedSincePoint = false
    one.lastPoint = clock.now()
    const png = await parts.thumbnail()
    // What was drawn is no picture of what it has become since; the next one is.
    if (one.content !== content) {
      one.lastPoint = Number.NEGATIVE_INFINITY
      return
    }
    const name = png && sha256Hex(png)
    if (png && name) {
      const put = await store.putBlob(name, png)
      if (!put.ok) parts.onProblem(put.error)
    }
    writer.point(name)
  }

  function pictureStands(): void {
    cancelPoint()
    const one = followed.get(documents.active.peek().id)
    if (!one?.journal || !one.isChangedSincePoint || !parts.isStanding()) return
    const wait = one.lastPoint + POINT_EVERY_MS - clock.now()
    if (wait > 0) cancelPoint = clock.after(wait, pictureStands)
    else makePoint(one, one.journal.writer).catch(reportBug)
  }

  return {
    expectChanges: (count) => void (expected = Math.max(1, count)),
    async settled(id) {
      const journal = followed.get(id)?.journal
      if (!journal) return false
      return (await journal.writer.settled()) && blobs.settled()
    },
    pictureStands,
    async closing() {
      const ended = [...followed.values()].map(async ({ journal, unsaved }) => {
        if (!journal) return
        if (unsaved === 0) return void (await store.remove(journal.writer.id))
        journal.writer.putAway()
        await journal.writer.settled()
      })
      await Promise.race([
        Promise.all(ended),
        new Promise<void>((resolve) => void clock.after(CLOSING_MS, resolve)),
      ])
    },
  }
}

function changedNodes({ nodes, blocks }: DocumentDiff): readonly NodeRecord[] {
  const updated = <Item>(map: ReadonlyMap<unknown, { readonly to: Item }>): Item[] =>
    [...map.values()].map(({ to }) => to)
  const changedBlocks = [...blocks.added.values(), ...updated(blocks.updated)]
  return [
    ...nodes.added.values(),
    ...updated(nodes.updated),
    ...changedBlocks.flatMap((block) => [...block.nodes.values()]),
  ]
}

/** Twenty letters and digits: nobody draws the same twice. */
function newJournalId(): JournalId {
  const drawn = crypto.getRandomValues(new Uint8Array(20))
  return [...drawn].map((byte) => (byte % 36).toString(36)).join('') as JournalId
}
