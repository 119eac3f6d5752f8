import type { LinkId, NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { LinkRecord, NodeRecord } from '../../core/doc/document'
import type { Editor, EditorChange } from '../../core/doc/editor'
import { describeNode, type NodeFace } from './face'
import { LGraph } from './litegraph'
import { LoomLink, LoomNode } from './loom-node'

/**
 * The document as litegraph sees it, patched edit by edit: a change touches the nodes and wires it concerns and
 * no others. Only a document opened anew rebuilds everything.
 */
export interface GraphProjection {
  readonly graph: LGraph
  readonly nodes: ReadonlyMap<NodeId, LoomNode>
  readonly links: ReadonlyMap<LinkId, LoomLink>
  follow(change: EditorChange): void
  /** Marks nodes with the worst of their problems; the others lose their mark. */
  setBadges(badges: ReadonlyMap<NodeId, Diagnostic['severity']>): void
  /** Puts a node back to where the document has it: after a drag that was given up. */
  restorePositions(): void
}

/** Nothing runs here, so nothing is put in order: that would look at every node whenever one goes. */
class StillGraph extends LGraph {
  override updateExecutionOrder(): void {}
}

export function createGraphProjection(editor: Editor): GraphProjection {
  const graph = new StillGraph()
  const nodes = new Map<NodeId, LoomNode>()
  const links = new Map<LinkId, LoomLink>()
  let badges: ReadonlyMap<NodeId, Diagnostic['severity']> = new Map()
  let lastLink = 0

  function faceOf(record: NodeRecord): NodeFace {
    const { inference, registry } = editor
    return describeNode({
      record,
      definition: registry.get(record.type),
      inferred: inference.node(record.id),
      topology: inference.topology,
      badge: badges.get(record.id) ?? null,
    })
  }

  function addNode(record: NodeRecord): void {
    const node = new LoomNode(faceOf(record))
    node.pos = [record.position.x, record.position.y]
    nodes.set(record.id, node)
    graph.add(node, true)
  }

  function removeNode(id: NodeId): void {
    const node = nodes.get(id)
    if (!node) return
    nodes.delete(id)
    graph.remove(node)
  }

  function addLink(record: LinkRecord): void {
    const from = nodes.get(record.from.node)
    const to = nodes.get(record.to.node)
    // A damaged file may hold a wire that leads nowhere: the document reports it, there is nothing to draw.
    if (!from || !to) return
    const link = new LoomLink(++lastLink, record, from, to)
    links.set(record.id, link)
    if (!link.isDrawn) return
    graph.links[link.id] = link
    const input = to.inputs[link.target_slot]
    if (input) input.link = link.id
    const output = from.outputs[link.origin_slot]
    if (output) (output.links ??= []).push(link.id)
  }

  function removeLink(id: LinkId): void {
    const link = links.get(id)
    if (!link) return
    links.delete(id)
    delete graph.links[link.id]
    const input = link.to.inputs[link.target_slot]
    if (input?.link === link.id) input.link = null
    const output = link.from.outputs[link.origin_slot]
    if (output?.links) output.links = output.links.filter((other) => other !== link.id)
  }

  /** Shows a node's present facts; its wires are put on again when its ports are others. */
  function refresh(id: NodeId): void {
    const record = editor.document.nodes.get(id)
    const node = nodes.get(id)
    if (!record || !node || !node.wear(faceOf(record))) return
    for (const link of [...links.values()]) {
      if (link.from !== node && link.to !== node) continue
      removeLink(link.linkId)
      addLink(link.record)
    }
  }

  function rebuild(): void {
    graph.clear()
    nodes.clear()
    links.clear()
    for (const record of editor.document.nodes.values()) addNode(record)
    for (const record of editor.document.links.values()) addLink(record)
  }

  rebuild()

  return {
    graph,
    nodes,
    links,
    follow({ diff, inferred, replaced }) {
      if (replaced) {
        rebuild()
        return
      }
      const stale = new Set<NodeId>(inferred)
      for (const [id, link] of diff.links.removed) {
        removeLink(id)
        stale.add(link.from.node).add(link.to.node)
      }
      for (const id of diff.nodes.removed.keys()) removeNode(id)
      for (const record of diff.nodes.added.values()) addNode(record)
      for (const [id, { from, to }] of diff.nodes.updated) {
        if (from.position !== to.position) {
          const node = nodes.get(id)
          if (node) node.pos = [to.position.x, to.position.y]
        }
        stale.add(id)
      }
      for (const link of diff.links.added.values()) stale.add(link.from.node).add(link.to.node)
      for (const [id, { from, to }] of diff.links.updated) {
        removeLink(id)
        stale.add(from.from.node).add(from.to.node).add(to.from.node).add(to.to.node)
      }
      for (const id of stale) refresh(id)
      for (const record of diff.links.added.values()) addLink(record)
      for (const { to } of diff.links.updated.values()) addLink(to)
    },
    setBadges(next) {
      const before = badges
      badges = next
      for (const id of new Set([...before.keys(), ...next.keys()])) {
        if (before.get(id) !== next.get(id)) refresh(id)
      }
    },
    restorePositions() {
      for (const [id, node] of nodes) {
        const record = editor.document.nodes.get(id)
        if (record) node.pos = [record.position.x, record.position.y]
      }
    },
  }
}
