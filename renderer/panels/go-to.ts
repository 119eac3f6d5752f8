import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Workspace } from '../app/workspace'

/** Selects a node and brings it into view; a node that is gone is nowhere to go to. */
export function goToNode(node: NodeId, { selection, view, editor }: Workspace): void {
  if (!editor.document.nodes.has(node)) return
  selection.selectNodes([node])
  view.value?.reveal(node)
}

/** Goes to the place of a problem. */
export function goToPlace({ place }: Diagnostic, workspace: Workspace): void {
  const { selection, view, editor } = workspace
  if (place.kind === 'node' && editor.document.nodes.has(place.node)) goToNode(place.node, workspace)
  else if (place.kind === 'link') {
    const link = editor.document.links.get(place.link)
    if (!link) return
    selection.set({ nodes: new Set(), links: new Set([link.id]) })
    view.value?.reveal(link.to.node)
  } else selection.selectNodes([])
}
