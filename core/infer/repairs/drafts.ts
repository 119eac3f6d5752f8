/** Commands of a repair in the making: ids that nothing has yet, and a free place for a node between two others. */
import type { LinkId, NodeId } from '../../base/ids'
import type { Command } from '../../doc/commands/index'
import type { Document, LinkRecord, NodeRecord, PortRef } from '../../doc/document'
import { newLinkId, newNodeId } from '../../doc/new-id'
import type { NodeDefinition } from '../../nodedef/define-node'
import type { ParamValues } from '../../nodedef/params'

export interface Draft {
  readonly commands: readonly Command[]
  add(command: Command): void
  /** Adds a node left of `before` and wires its input to `from`, if it has one. Returns the new node's id. */
  addNode(
    definition: NodeDefinition,
    params: ParamValues,
    before: NodeRecord,
    from?: { readonly port: PortRef; readonly input: string },
  ): NodeId
  connect(from: PortRef, to: PortRef): void
}

type Position = NodeRecord['position']

/** Graph units: about the size of a node with a gap around it. */
export const ROOM = { width: 230, height: 120 }
const STEP = 60
const MOST_STEPS = 40

export function createDraft(document: Document): Draft {
  const commands: Command[] = []
  let links: Set<LinkId> | null = null

  function newLink(from: PortRef, to: PortRef): LinkRecord {
    links ??= new Set(document.links.keys())
    const id = newLinkId(links)
    links.add(id)
    return { id, from, to }
  }

  return {
    commands,
    add: (command) => void commands.push(command),
    addNode({ type, version }, params, before, from) {
      const id = newNodeId(document.nodes, type)
      const source = from && document.nodes.get(from.port.node)
      const position = freePlace(document, source?.position, before.position)
      const wires = from ? [newLink(from.port, { node: id, port: from.input })] : []
      commands.push({ type: 'node/add', nodes: [{ id, type, version, position, params }], links: wires })
      return id
    },
    connect(from, to) {
      commands.push({ type: 'link/connect', link: newLink(from, to) })
    },
  }
}

/** Half way between the two, or left of the second; moved down until it covers nothing. */
function freePlace(document: Document, from: Position | undefined, to: Position): Position {
  const x = Math.round(from ? (from.x + to.x) / 2 : to.x - ROOM.width)
  let y = Math.round(from ? (from.y + to.y) / 2 : to.y)
  const near = [...document.nodes.values()].filter(({ position }) => Math.abs(position.x - x) < ROOM.width)
  const isTaken = (): boolean => near.some(({ position }) => Math.abs(position.y - y) < ROOM.height)
  for (let step = 0; step < MOST_STEPS && isTaken(); step++) y += STEP
  return { x, y }
}
