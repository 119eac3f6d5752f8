/** How nodes and ports are called where there is nothing to see but words. */
import type { NodeId } from '../../core/base/ids'
import type { Document, NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { expand } from '../../core/doc/expand'

/** The user's name for it, else its type's. */
export function titleOfRecord({ registry }: Pick<Editor, 'registry'>, record: NodeRecord): string {
  return record.title ?? registry.get(record.type)?.title ?? record.type
}

/** The title of a node that is there, else its id. */
export function nodeTitle(editor: Pick<Editor, 'registry' | 'document'>, node: NodeId): string {
  const record = editor.document.nodes.get(node)
  return record ? titleOfRecord(editor, record) : node
}

/** `AdaIN styles`. */
export function portTitle(editor: Pick<Editor, 'registry' | 'document'>, { node, port }: PortRef): string {
  return `${nodeTitle(editor, node)} ${port}`
}

/** The user's name for a node of a run, which may lie in blocks; else its path. */
export function titleInRun(document: Document, node: NodeId): string {
  return expand(document).nodes.get(node)?.title ?? node
}
