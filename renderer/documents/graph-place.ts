/** What takes its time, as the reading of a picture does, ends in the graph that it was begun in, whichever is shown by then. */
import type { NodeId } from '../../core/base/ids'
import type { GraphScope } from '../../core/doc/graph-scope'
import type { DocumentId, Documents } from './documents'

/** The graph of an open document, or the one inside an instance in it. */
export interface GraphPlace {
  readonly document: DocumentId
  /** The instances that lead there, outermost first; empty for the document's own graph. */
  readonly path: readonly NodeId[]
}

interface Parts {
  readonly documents: Pick<Documents, 'active' | 'isOpen' | 'show'>
  readonly editor: Pick<GraphScope, 'path' | 'show'>
}

export function shownPlace({ documents, editor }: Parts): GraphPlace {
  return { document: documents.active.peek().id, path: editor.path }
}

export function isShown(parts: Parts, place: GraphPlace): boolean {
  const { document, path } = shownPlace(parts)
  return (
    document === place.document &&
    path.length === place.path.length &&
    path.every((id, i) => id === place.path[i])
  )
}

/** False when that graph is there no more. */
export function showPlace(parts: Parts, place: GraphPlace): boolean {
  if (!parts.documents.isOpen(place.document)) return false
  parts.documents.show(place.document)
  parts.editor.show(place.path)
  return isShown(parts, place)
}
