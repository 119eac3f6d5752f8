/** Reroute points put on wires, and taken off them again. */
import type { LinkId, NodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import type { Editor } from '../../core/doc/editor'
import type { Workspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { newNode } from '../edit/add-node'
import { removeAndReconnect, spliceCommands } from '../edit/splice'
import { words } from '../text/words'
import { DOT_SIZE, REROUTE_TYPE } from './form'

/** Puts a reroute on a wire, its middle at `at`, as one undo step, and selects it. */
export function putReroute({ editor, editAll, selection }: Workspace, id: LinkId, at: Point): void {
  const link = editor.document.links.get(id)
  const definition = editor.registry.get(REROUTE_TYPE)
  if (!link || !definition) return
  const node = newNode(editor, definition, { x: at.x - DOT_SIZE / 2, y: at.y - DOT_SIZE / 2 })
  const [input, output] = [
    { node: node.id, port: 'x' },
    { node: node.id, port: 'y' },
  ]
  const commands: readonly Command[] = [
    { type: 'node/add', nodes: [node] },
    ...spliceCommands(editor, { link, input, output }),
  ]
  if (editAll(words.annotations.rerouteStep, commands).ok) selection.selectNodes([node.id])
}

/** Deletes what is selected; what passes through its reroutes still arrives. */
export function removalCommands(
  editor: Editor,
  nodes: ReadonlySet<NodeId>,
  links: ReadonlySet<LinkId>,
): readonly Command[] {
  const reroutes = new Set([...nodes].filter((id) => editor.document.nodes.get(id)?.type === REROUTE_TYPE))
  const plain: Command = { type: 'node/remove', nodes: [...nodes], links: [...links] }
  // A wire that is deleted together with its reroute is not to come back.
  if (reroutes.size === 0 || links.size > 0) return [plain]
  const [, ...reconnected] = removeAndReconnect(editor, nodes, reroutes)
  return [plain, ...reconnected]
}
