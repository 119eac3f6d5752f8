/**
 * Names of nodes inside blocks, from the outside in: `r8:conv1` is the node `conv1` of the block that the node `r8` stands
 * for. Node ids hold no colon, so nothing in a document can be called that.
 */
import { nodeId, type NodeId } from '../base/ids'

const SEPARATOR = ':'

export function innerNode(block: NodeId, node: NodeId): NodeId {
  return nodeId(`${block}${SEPARATOR}${node}`)
}

/** The ids along the way, outermost first; of a node outside every block, itself. */
export function pathOf(node: NodeId): readonly NodeId[] {
  return node.split(SEPARATOR).map(nodeId)
}

export function joinPath(path: readonly NodeId[]): NodeId {
  return nodeId(path.join(SEPARATOR))
}

/** The name of an inner node's weight among the weights of its block: `conv1:weight`. */
export function innerWeight(node: NodeId, weight: string): string {
  return `${node}${SEPARATOR}${weight}`
}

/** What `innerWeight` put together; null for the weight of an ordinary node. */
export function splitInnerWeight(name: string): { readonly node: NodeId; readonly weight: string } | null {
  const at = name.indexOf(SEPARATOR)
  return at < 0 ? null : { node: nodeId(name.slice(0, at)), weight: name.slice(at + 1) }
}

/**
 * The node that stands for `node` where the blocks along `within` have been entered: itself, or the block that holds it.
 * Null for a node that lies elsewhere.
 */
export function nodeSeenFrom(within: readonly NodeId[], node: NodeId): NodeId | null {
  const path = pathOf(node)
  return path.length > within.length && within.every((id, i) => id === path[i])
    ? (path[within.length] ?? null)
    : null
}
