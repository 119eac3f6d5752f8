import { diffDocuments, type DocumentDiff } from './diff'
import type { Document, NodeRecord } from './document'
import { everyNode } from './block'
import { createHistory, type History } from './history'

/** A document with all it takes to go on with it later: what can be undone, and where it was saved. */
export interface ParkedDocument {
  readonly document: Document
  readonly history: History
  /** As last saved, or as opened. */
  readonly saved: Document
}

export function parkDocument(document: Document, { isSaved = true } = {}): ParkedDocument {
  return { document, history: createHistory({ isSaved }), saved: document }
}

/** The same document with `content` in its file, which may be what it was a moment ago, while it was written. */
export function withSaved({ document, history }: ParkedDocument, content: Document): ParkedDocument {
  history.markSaved(diffDocuments(content, document))
  return { document, history, saved: content }
}

/** Every node record that is in the document or comes back by undo or redo. */
export function* recordsWithin({ document, history }: ParkedDocument): Iterable<NodeRecord> {
  yield* everyNode(document)
  for (const diff of history.diffs) yield* recordsOf(diff)
}

function* recordsOf({ nodes, blocks }: DocumentDiff): Iterable<NodeRecord> {
  yield* nodes.added.values()
  yield* nodes.removed.values()
  for (const { from, to } of nodes.updated.values()) yield* [from, to]
  for (const { nodes: inner } of [...blocks.added.values(), ...blocks.removed.values()]) yield* inner.values()
  for (const { from, to } of blocks.updated.values()) yield* [...from.nodes.values(), ...to.nodes.values()]
}
