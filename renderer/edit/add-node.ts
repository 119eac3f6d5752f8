import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newNodeId } from '../../core/doc/new-id'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { definitionCommands, withShelf } from '../blocks/shelf'
import { connectCommand } from '../canvas/gestures'
import type { LooseWire } from '../canvas/canvas-listener'
import type { Point } from '../canvas/wire-path'
import { fitOf } from './fitting-types'

/** A new node of a type, its top left corner at `at`. */
export function newNode(editor: Editor, definition: NodeDefinition, at: Point): NodeRecord {
  return {
    id: newNodeId(editor.document.nodes, definition.type),
    type: definition.type,
    version: definition.version,
    position: { x: Math.round(at.x), y: Math.round(at.y) },
    params: {},
  }
}

/**
 * The commands that add `node`, what it stands for, and, when they fit as they are, the wire that asked for it. A wire that fits by kind
 * but not by its numbers is left out: the node is there, and its parameters can be set first.
 */
export function addCommands(
  editor: Editor,
  definition: NodeDefinition,
  node: NodeRecord,
  wire: LooseWire | null,
): readonly Command[] {
  const add: readonly Command[] = [
    ...definitionCommands(editor, definition.type),
    { type: 'node/add', nodes: [node] },
  ]
  const fit = wire && fitOf(withShelf(editor), wire, definition)
  if (!wire || !fit?.isExact) return add
  const ours = { node: node.id, port: fit.port }
  const [from, to] = wire.isInput ? [ours, wire.port] : [wire.port, ours]
  return [...add, connectCommand(editor, from, to)]
}
