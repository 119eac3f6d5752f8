/** A node dragged from the palette over the canvas: shows the wire that would take it in, and adds it where it is let go. */
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { Workspace } from '../app/workspace'
import { HEADER_HEIGHT, NODE_WIDTH } from '../canvas/layout'
import { placeNode } from '../blocks/place-node'
import { shelfOf } from '../blocks/shelf'
import { newNode } from '../edit/add-node'
import { spliceCommands } from '../edit/splice'
import { nodeTypeIn } from './drag-type'

export function dragNodeOver(event: DragEvent, workspace: Workspace): void {
  const carried = carriedNode(event, workspace)
  if (!carried) return
  event.preventDefault()
  const { view, lock } = workspace
  const splice = lock.isLocked.peek()
    ? null
    : view.value?.spliceAt(carried.node, event.clientX, event.clientY)
  view.value?.showSplice(splice?.link.id ?? null)
}

export function endNodeDrag({ view }: Workspace): void {
  view.value?.showSplice(null)
}

export function dropNode(event: DragEvent, workspace: Workspace): void {
  const carried = carriedNode(event, workspace)
  if (!carried) return
  event.preventDefault()
  endNodeDrag(workspace)
  const { editor, view } = workspace
  const { definition, node } = carried
  const splice = view.value?.spliceAt(node, event.clientX, event.clientY)
  placeNode(workspace, definition, node, { then: splice ? spliceCommands(editor, splice) : [] })
}

function carriedNode(
  event: DragEvent,
  { editor, view }: Workspace,
): { readonly definition: NodeDefinition; readonly node: NodeRecord } | null {
  const type = event.dataTransfer ? nodeTypeIn(event.dataTransfer) : undefined
  const definition = shelfOf(editor).registry.all.find((known) => known.type.toLowerCase() === type)
  const place = view.value?.toGraph(event.clientX, event.clientY)
  if (!definition || !place) return null
  const corner = { x: place.x - NODE_WIDTH / 2, y: place.y - HEADER_HEIGHT / 2 }
  return { definition, node: newNode(editor, definition, corner) }
}
