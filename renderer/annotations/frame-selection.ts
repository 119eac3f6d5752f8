import type { NodeId } from '../../core/base/ids'
import type { Workspace } from '../app/workspace'
import { boundsOf } from '../canvas/layout'
import { newNode } from '../edit/add-node'
import { words } from '../text/words'
import { FRAME_TYPE } from './form'
import { contentOf, frameAround } from './frame-geometry'

/** Makes a frame around the selected nodes, and selects it. */
export function frameSelection({ editor, editAll, selection, view }: Workspace): void {
  const definition = editor.registry.get(FRAME_TYPE)
  const bounds = boundsOf(view.peek()?.boxesOf(selection.current.peek().nodes).values() ?? [])
  if (!definition || !bounds) return
  const { x, y, width, height } = frameAround(bounds)
  const node = { ...newNode(editor, definition, { x, y }), params: { width, height } }
  const made = editAll(words.annotations.frameStep, [{ type: 'node/add', nodes: [node] }])
  if (made.ok) selection.selectNodes([node.id])
}

/** These nodes, and what lies in the frames among them. */
export function withFrameContent(
  { editor, view }: Pick<Workspace, 'editor' | 'view'>,
  nodes: ReadonlySet<NodeId>,
): ReadonlySet<NodeId> {
  const frames = [...nodes].filter((id) => editor.document.nodes.get(id)?.type === FRAME_TYPE)
  const shown = view.peek()
  if (frames.length === 0 || !shown) return nodes
  const boxes = shown.boxesOf(editor.document.nodes.keys())
  const around = frames.flatMap((id) => boxes.get(id) ?? [])
  return new Set([...nodes, ...contentOf(around, boxes)])
}
