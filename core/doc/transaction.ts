import { required } from '../base/assert'
import { diffTouched, type DocumentDiff } from './diff'
import type { BlockId, LinkId, NodeId } from '../base/ids'
import type { BlockRecord, Document, LinkRecord, NodeRecord, Project } from './document'

/** The only way a command changes the document: on copies, kept or dropped as a whole. */
export interface Transaction {
  readonly nodes: ReadonlyMap<NodeId, NodeRecord>
  readonly links: ReadonlyMap<LinkId, LinkRecord>
  readonly blocks: ReadonlyMap<BlockId, BlockRecord>
  readonly project: Project
  addNode(node: NodeRecord): void
  updateNode(id: NodeId, change: (node: NodeRecord) => NodeRecord): void
  /** Removes the node and every wire at it. */
  removeNode(id: NodeId): void
  /** Adds the wire; a wire that was on the same input gives way. */
  addLink(link: LinkRecord): void
  removeLink(id: LinkId): void
  /** Adds the definition, or puts it in the place of the one with its id. */
  putBlock(block: BlockRecord): void
  removeBlock(id: BlockId): void
  setProject(project: Project): void
  result(): Document
  /** What was changed so far, against the document it began with. */
  diff(): DocumentDiff
}

export function beginTransaction(document: Document): Transaction {
  let nodes = document.nodes
  let links = document.links
  let blocks = document.blocks
  let project = document.project

  const touched = { nodes: new Set<NodeId>(), links: new Set<LinkId>(), blocks: new Set<BlockId>() }

  function ownNodes(id: NodeId): Map<NodeId, NodeRecord> {
    touched.nodes.add(id)
    const own = nodes === document.nodes ? new Map(nodes) : (nodes as Map<NodeId, NodeRecord>)
    nodes = own
    return own
  }
  function ownLinks(id: LinkId): Map<LinkId, LinkRecord> {
    touched.links.add(id)
    const own = links === document.links ? new Map(links) : (links as Map<LinkId, LinkRecord>)
    links = own
    return own
  }

  const now = (): Document => ({ nodes, links, blocks, project })

  return {
    get nodes() {
      return nodes
    },
    get links() {
      return links
    },
    get blocks() {
      return blocks
    },
    get project() {
      return project
    },
    addNode(node) {
      ownNodes(node.id).set(node.id, node)
    },
    updateNode(id, change) {
      const before = required(nodes.get(id), `node ${id}`)
      const after = change(before)
      if (after !== before) ownNodes(id).set(id, after)
    },
    removeNode(id) {
      ownNodes(id).delete(id)
      for (const link of [...links.values()]) {
        if (link.from.node === id || link.to.node === id) ownLinks(link.id).delete(link.id)
      }
    },
    addLink(link) {
      for (const other of links.values()) {
        if (other.to.node === link.to.node && other.to.port === link.to.port)
          ownLinks(other.id).delete(other.id)
      }
      ownLinks(link.id).set(link.id, link)
    },
    removeLink(id) {
      if (links.has(id)) ownLinks(id).delete(id)
    },
    putBlock(block) {
      touched.blocks.add(block.id)
      if (blocks.get(block.id) !== block) blocks = new Map(blocks).set(block.id, block)
    },
    removeBlock(id) {
      touched.blocks.add(id)
      const rest = new Map(blocks)
      if (rest.delete(id)) blocks = rest
    },
    setProject(next) {
      project = next
    },
    result: now,
    diff: () => diffTouched(document, now(), touched),
  }
}
