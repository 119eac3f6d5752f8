import { required } from '../../base/assert'
import type { CommandSpec } from './define-command'
import {
  addBlock,
  describeBlock,
  editBlock,
  promoteParams,
  relinkBlock,
  removeBlock,
  type AddBlock,
  type DescribeBlock,
  type EditBlock,
  type PromoteParams,
  type RelinkBlock,
  type RemoveBlock,
} from './block-commands'
import { connect, disconnect, type Connect, type Disconnect } from './link-commands'
import {
  addNodes,
  moveNodes,
  removeNodes,
  renameNode,
  setParam,
  type AddNodes,
  type MoveNodes,
  type RemoveNodes,
  type RenameNode,
  type SetParam,
} from './node-commands'
import { pinParams, setColor, setMode, type PinParams, type SetColor, type SetMode } from './look-commands'
import { editProject, type EditProject } from './project-commands'
import {
  bindWeights,
  replaceWeights,
  reseedWeights,
  type BindWeights,
  type ReplaceWeights,
  type ReseedWeights,
} from './weight-commands'

/** Every way to change one graph: the document's own, or the one inside a block. */
export type GraphCommand =
  | AddNodes
  | RemoveNodes
  | MoveNodes
  | RenameNode
  | SetParam
  | SetMode
  | SetColor
  | PinParams
  | Connect
  | Disconnect
  | BindWeights
  | ReseedWeights
  | ReplaceWeights
  | RelinkBlock

/** Every way to change a document. */
export type Command =
  GraphCommand | AddBlock | EditBlock | DescribeBlock | PromoteParams | RemoveBlock | EditProject

const SPECS: { readonly [Type in Command['type']]: CommandSpec<Extract<Command, { type: Type }>> } = {
  'node/add': addNodes,
  'node/remove': removeNodes,
  'node/move': moveNodes,
  'node/rename': renameNode,
  'param/set': setParam,
  'node/mode': setMode,
  'node/color': setColor,
  'node/pin': pinParams,
  'link/connect': connect,
  'link/disconnect': disconnect,
  'weights/bind': bindWeights,
  'weights/reseed': reseedWeights,
  'weights/replace': replaceWeights,
  'block/relink': relinkBlock,
  'block/add': addBlock,
  'block/edit': editBlock,
  'block/describe': describeBlock,
  'block/promote': promoteParams,
  'block/remove': removeBlock,
  'project/edit': editProject,
}

/** Whether a command edits one graph, so that it can be led into a block. */
export function isGraphCommand(command: Command): command is GraphCommand {
  return command.type === 'block/relink' || !/^(block|project)\//.test(command.type)
}

export const COMMAND_TYPES = Object.keys(SPECS) as readonly Command['type'][]

export function specOf<C extends Command>(command: C): CommandSpec<C> {
  // The table pairs each type with its own spec, which TypeScript cannot follow through the index.
  return required(SPECS[command.type], `command ${command.type}`) as unknown as CommandSpec<C>
}
