import { required } from '../../core/base/assert'
import type { NodeId } from '../../core/base/ids'
import type { AddNodes } from '../../core/doc/commands/node-commands'
import type { Document, LinkRecord, NodeRecord } from '../../core/doc/document'
import { newLinkId, newNodeId } from '../../core/doc/new-id'

/** Some nodes and the wires among them. */
export interface Fragment {
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
}

/** Copies nodes with the wires that have both ends among them. */
export function copyFragment(document: Document, ids: ReadonlySet<NodeId>): Fragment {
  return {
    nodes: [...document.nodes.values()].filter((node) => ids.has(node.id)),
    links: [...document.links.values()].filter((link) => ids.has(link.from.node) && ids.has(link.to.node)),
  }
}

/** The command that adds a fragment under new ids, shifted by (dx, dy). */
export function pasteCommand(document: Document, fragment: Fragment, dx: number, dy: number): AddNodes {
  const ids = new Map<NodeId, NodeId>()
  const takenNodes = new Set(document.nodes.keys())
  for (const { id, type } of fragment.nodes) {
    const fresh = newNodeId(takenNodes, type)
    takenNodes.add(fresh)
    ids.set(id, fresh)
  }
  const takenLinks = new Set(document.links.keys())
  const fresh = (id: NodeId): NodeId => required(ids.get(id), `the copy of ${id}`)
  const links = fragment.links.map(({ from, to }): LinkRecord => {
    const id = newLinkId(takenLinks)
    takenLinks.add(id)
    return { id, from: { ...from, node: fresh(from.node) }, to: { ...to, node: fresh(to.node) } }
  })
  const nodes = fragment.nodes.map((node) => ({
    ...node,
    id: fresh(node.id),
    position: { x: node.position.x + dx, y: node.position.y + dy },
  }))
  return { type: 'node/add', nodes, links }
}

/** Top left corner of a fragment. */
export function cornerOf({ nodes }: Fragment): { readonly x: number; readonly y: number } {
  return {
    x: Math.min(...nodes.map((node) => node.position.x)),
    y: Math.min(...nodes.map((node) => node.position.y)),
  }
}
