import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newNodeId } from '../../core/doc/new-id'
import { checkConnection } from '../../core/infer/check-connection'
import { portProblem } from '../../core/infer/infer-node'
import { inferAll } from '../../core/infer/inference'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { connectCommand } from '../canvas/gestures'
import type { LooseWire } from '../canvas/canvas-listener'
import type { Point } from '../canvas/wire-path'

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

/** The definitions that have a port for the loose end of a wire, by kind and rank. */
export function definitionsFor(editor: Editor, wire: LooseWire): readonly NodeDefinition[] {
  return editor.registry.all.filter((definition) => portFor(editor, wire, definition) !== undefined)
}

/**
 * The commands that add `node` and, when they fit as they are, the wire that asked for it. A wire that fits by kind
 * but not by its numbers is left out: the node is there, and its parameters can be set first.
 */
export function addCommands(
  editor: Editor,
  definition: NodeDefinition,
  node: NodeRecord,
  wire: LooseWire | null,
): readonly Command[] {
  const add: Command = { type: 'node/add', nodes: [node] }
  const port = wire && portFor(editor, wire, definition)
  if (!wire || port === undefined || port === null) return [add]
  const ours = { node: node.id, port }
  const [from, to] = wire.isInput ? [ours, wire.port] : [wire.port, ours]
  const { document, registry } = editor
  const after = { ...document, nodes: new Map(document.nodes).set(node.id, node) }
  const problem = checkConnection(after, registry, inferAll(after, registry), from, to)
  return problem ? [add] : [add, connectCommand(editor, from, to)]
}

function portFor(editor: Editor, wire: LooseWire, definition: NodeDefinition): string | undefined {
  if (wire.isInput) {
    const holder = editor.document.nodes.get(wire.port.node)
    const wanted = holder && editor.registry.get(holder.type)?.inputs[wire.port.port]
    if (!wanted) return undefined
    return Object.entries(definition.outputs).find(([, spec]) =>
      spec.kinds.some((kind) => wanted.kinds.includes(kind)),
    )?.[0]
  }
  const type = editor.inference.typeOf(wire.port)
  if (!type) return undefined
  return Object.entries(definition.inputs).find(([, spec]) => portProblem(spec, type) === undefined)?.[0]
}
