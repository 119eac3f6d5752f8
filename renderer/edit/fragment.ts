import { required } from '../../core/base/assert'
import type { BlockId, NodeId } from '../../core/base/ids'
import { blockOf, blocksUsed, blocksWithin, takenBlockIds } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import type { AddNodes } from '../../core/doc/commands/node-commands'
import type { BlockRecord, Document, LinkRecord, NodeRecord } from '../../core/doc/document'
import { portsOf } from '../../core/doc/expand'
import { newLinkId, newNodeId } from '../../core/doc/new-id'
import { renameTypes, takeOver } from '../blocks/take-over'

/** Some nodes and the wires among them. */
export interface Fragment {
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
  readonly incoming: readonly Incoming[]
  /** The definitions of what some of them stand for, and those inside these. */
  readonly blocks: readonly BlockRecord[]
}

/** A wire that came in from another node. */
export interface Incoming extends LinkRecord {
  /** The type of the node that it came from, which another graph may have another node for. */
  readonly source: string
}

/** Copies nodes with their wires. */
export function copyFragment(document: Document, ids: ReadonlySet<NodeId>): Fragment {
  const into = [...document.links.values()].filter((link) => ids.has(link.to.node))
  const nodes = [...document.nodes.values()].filter((node) => ids.has(node.id))
  return {
    nodes,
    links: into.filter((link) => ids.has(link.from.node)),
    incoming: into
      .filter((link) => !ids.has(link.from.node))
      .map((link) => ({
        ...link,
        source: required(document.nodes.get(link.from.node), link.from.node).type,
      })),
    blocks: definitionsFor(nodes, document.blocks),
  }
}

/**
 * The command that adds a fragment under new ids, shifted by (dx, dy). With `outer` the copies listen to the same nodes
 * as the originals, as far as those are there.
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
  const heard = outer ? fragment.incoming.filter((link) => isThere(link, document)) : []
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

/** Whether a graph has the output that a wire came from: one of its name may be of a node of another kind. */
function isThere({ from, source }: Incoming, { nodes, blocks }: Document): boolean {
  const node = nodes.get(from.node)
  if (!node || node.type !== source) return false
  const block = blockOf(node, blocks)
  return !block || portsOf(block).outputs.some((port) => port === from.port)
}

/** The definitions that these nodes need, however deep. */
export function definitionsFor(
  nodes: readonly NodeRecord[],
  blocks: Document['blocks'],
): readonly BlockRecord[] {
  return [...blocksWithin(blocksUsed(nodes), blocks)].flatMap((id) => blocks.get(id) ?? [])
}

export interface Paste {
  readonly commands: readonly Command[]
  readonly nodes: readonly NodeId[]
  /** Blocks of the document that copies stand for: it had them before. */
  readonly shared: ReadonlySet<BlockId>
}

/** As `pasteCommand`, with the definitions that the document lacks before it. */
export function pasteCommands(
  document: Document,
  fragment: Fragment,
  { dx, dy }: { readonly dx: number; readonly dy: number },
  options: { readonly outer?: boolean } = {},
): Paste {
  const { commands, ids, shared } = takeOver(document.blocks, fragment.blocks, takenBlockIds(document))
  const nodes = renameTypes(fragment.nodes, ids)
  const add = pasteCommand(document, { ...fragment, nodes }, dx, dy, options)
  return { commands: [...commands, add], nodes: add.nodes.map(({ id }) => id), shared }
}

/** Everything in it that may name weights and pictures. */
export function recordsOf({ nodes, blocks }: Fragment): readonly NodeRecord[] {
  return [...nodes, ...blocks.flatMap((block) => [...block.nodes.values()])]
}

/** Top left corner of a fragment. */
export function cornerOf({ nodes }: Fragment): { readonly x: number; readonly y: number } {
  return {
    x: Math.min(...nodes.map((node) => node.position.x)),
    y: Math.min(...nodes.map((node) => node.position.y)),
  }
}
