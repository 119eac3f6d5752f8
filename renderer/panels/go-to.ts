import type { NodeId } from '../../core/base/ids'
import { pathOf } from '../../core/doc/block-path'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Workspace } from '../app/workspace'

/** Selects a node of the shown graph and brings it into view; a node that is gone is nowhere to go to. */
export function goToNode(node: NodeId, { selection, view, editor }: Workspace): void {
  if (!editor.document.nodes.has(node)) return
  selection.selectNodes([node])
  view.value?.reveal(node)
}

/** The same for a node by the name it has in a run: the blocks that hold it are entered. */
export function goToRunNode(name: NodeId, workspace: Workspace): void {
  const path = pathOf(name)
  const node = path.at(-1)
  if (node === undefined) return
  workspace.editor.show(path.slice(0, -1))
  goToNode(node, workspace)
}

/** Goes to the place of a problem. */
export function goToPlace({ place }: Diagnostic, workspace: Workspace): void {
  const { selection, view, editor } = workspace
  if (place.kind === 'node') goToRunNode(place.node, workspace)
  else if (place.kind === 'link') {
    editor.show([])
    const link = editor.document.links.get(place.link)
    if (!link) return
    selection.set({ nodes: new Set(), links: new Set([link.id]) })
    view.value?.reveal(link.to.node)
  } else selection.selectNodes([])
}
