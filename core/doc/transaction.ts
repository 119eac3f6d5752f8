import { required } from '../base/assert'
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
}

export function beginTransaction(document: Document): Transaction {
  let nodes = document.nodes
  let links = document.links
  let blocks = document.blocks
  let project = document.project

  function ownNodes(): Map<NodeId, NodeRecord> {
    const own = nodes === document.nodes ? new Map(nodes) : (nodes as Map<NodeId, NodeRecord>)
    nodes = own
    return own
  }
  function ownLinks(): Map<LinkId, LinkRecord> {
    const own = links === document.links ? new Map(links) : (links as Map<LinkId, LinkRecord>)
    links = own
    return own
  }

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
      ownNodes().set(node.id, node)
    },
    updateNode(id, change) {
      const before = required(nodes.get(id), `node ${id}`)
      const after = change(before)
      if (after !== before) ownNodes().set(id, after)
    },
    removeNode(id) {
      ownNodes().delete(id)
      for (const link of [...links.values()]) {
        if (link.from.node === id || link.to.node === id) ownLinks().delete(link.id)
      }
    },
    addLink(link) {
      for (const other of links.values()) {
        if (other.to.node === link.to.node && other.to.port === link.to.port) ownLinks().delete(other.id)
      }
      ownLinks().set(link.id, link)
    },
    removeLink(id) {
      if (links.has(id)) ownLinks().delete(id)
    },
    putBlock(block) {
      if (blocks.get(block.id) !== block) blocks = new Map(blocks).set(block.id, block)
    },
    removeBlock(id) {
      const rest = new Map(blocks)
      if (rest.delete(id)) blocks = rest
    },
    setProject(next) {
      project = next
    },
    result: () => ({ nodes, links, blocks, project }),
  }
}
