import { required } from '../../core/base/assert'
import type { NodeId } from '../../core/base/ids'
import type { AddNodes } from '../../core/doc/commands/node-commands'
import type { Document, LinkRecord, NodeRecord } from '../../core/doc/document'
import { newLinkId, newNodeId } from '../../core/doc/new-id'

/** Some nodes and the wires among them. */
export interface Fragment {
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
  /** The wires that came in from other nodes. */
  readonly incoming: readonly LinkRecord[]
}

/** Copies nodes with their wires. */
export function copyFragment(document: Document, ids: ReadonlySet<NodeId>): Fragment {
  const into = [...document.links.values()].filter((link) => ids.has(link.to.node))
  return {
    nodes: [...document.nodes.values()].filter((node) => ids.has(node.id)),
    links: into.filter((link) => ids.has(link.from.node)),
    incoming: into.filter((link) => !ids.has(link.from.node)),
  }
}

/**
 * The command that adds a fragment under new ids, shifted by (dx, dy). With `outer` the copies listen to the same nodes
 * as the originals, as far as those are still there.
 */
export function pasteCommand(
  document: Document,
  fragment: Fragment,
  dx: number,
  dy: number,
  { outer = false } = {},
): AddNodes {
  const ids = new Map<NodeId, NodeId>()
  const takenNodes = new Set(document.nodes.keys())
  for (const { id, type } of fragment.nodes) {
    const fresh = newNodeId(takenNodes, type)
    takenNodes.add(fresh)
    ids.set(id, fresh)
  }
  const takenLinks = new Set(document.links.keys())
  const fresh = (id: NodeId): NodeId => required(ids.get(id), `the copy of ${id}`)
  const copied = ({ from, to }: LinkRecord, source: NodeId): LinkRecord => {
    const id = newLinkId(takenLinks)
    takenLinks.add(id)
    return { id, from: { ...from, node: source }, to: { ...to, node: fresh(to.node) } }
  }
  const heard = outer ? fragment.incoming.filter(({ from }) => document.nodes.has(from.node)) : []
  const links = [
    ...fragment.links.map((link) => copied(link, fresh(link.from.node))),
    ...heard.map((link) => copied(link, link.from.node)),
  ]
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
