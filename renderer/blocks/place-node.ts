import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { Workspace } from '../app/workspace'
import type { LooseWire } from '../canvas/canvas-listener'
import type { Point } from '../canvas/wire-path'
import { addCommands } from '../edit/add-node'
import { words } from '../text/words'
import { sayBlockAdded } from './say-shared'
import { shelfOf } from './shelf'

interface PlaceOptions {
  /** The wire that asked for the node. */
  readonly wire?: LooseWire | null
  /** Run after the node is there, in the same step. */
  readonly then?: readonly Command[]
  /** Where a refusal is shown, in page coordinates. */
  readonly at?: Point
}

/** Adds a node of a type of the graph or the shelf, selects it, and says when it shares its definition. */
export function placeNode(
  workspace: Workspace,
  definition: NodeDefinition,
  node: NodeRecord,
  { wire = null, then = [], at }: PlaceOptions = {},
): boolean {
  const { editor, editAll, recentTypes, selection } = workspace
  const isNew = shelfOf(editor).builtIn(definition.type) !== undefined
  const commands = [...addCommands(editor, definition, node, wire), ...then]
  if (!editAll(words.blocks.addStep(definition.title), commands, at).ok) return false
  recentTypes.noteUse(definition.type)
  selection.selectNodes([node.id])
  sayBlockAdded(workspace, node.id, isNew)
  return true
}
