import type { LinkId, NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { LinkRecord, NodeRecord } from '../../core/doc/document'
import type { Editor, EditorChange } from '../../core/doc/editor'
import { boxOf } from '../annotations/draw-frame'
import { isOnFrame } from '../annotations/frame-geometry'
import { describeNode, sameFace, samePorts, type NodeFace } from './face'
import { LGraph, type LGraphNode } from './litegraph'
import { LoomLink, LoomNode } from './loom-node'

/**
 * The document as litegraph sees it, patched edit by edit: a change touches the nodes and wires it concerns and
 * no others. Only a document opened anew rebuilds everything.
 */
export interface GraphProjection {
  readonly graph: LGraph
  readonly nodes: ReadonlyMap<NodeId, LoomNode>
  readonly links: ReadonlyMap<LinkId, LoomLink>
  /** The nodes that are drawn as frames, below all others. */
  readonly frames: ReadonlySet<LoomNode>
  /** The wires at a node's ports. */
  linksOf(node: LoomNode): Iterable<LoomLink>
  /** Without `changes`, all is drawn anew anyway. */
  follow(change: EditorChange, changes?: ProjectionChanges): void
  /** Marks nodes with the worst of their problems; the others lose their mark. */
  setBadges(badges: ReadonlyMap<NodeId, Diagnostic['severity']>, changes?: ProjectionChanges): void
  /** Puts a node back to where the document has it: after a drag that was given up. */
  restorePositions(): void
}

/** Hears what an edit changes on the canvas, and nothing of what looks as it did. */
export interface ProjectionChanges {
  /** It looks different now, or is about to move or go. */
  touchNode(node: LoomNode): void
  touchLink(link: LoomLink): void
  added(item: LoomNode | LoomLink): void
  removed(item: LoomNode | LoomLink): void
  /** It lies elsewhere now, or is larger. */
  moved(node: LoomNode): void
}

const NO_CHANGES: ProjectionChanges = {
  touchNode: () => undefined,
  touchLink: () => undefined,
  added: () => undefined,
  removed: () => undefined,
  moved: () => undefined,
}

/** Nothing runs here, so nothing is put in order: that would look at every node whenever one goes. */
class StillGraph extends LGraph {
  override updateExecutionOrder(): void {}
  // Whoever changes it knows what is to be drawn.
  override setDirtyCanvas(): void {}
  override change(): void {}

  /** Frames lie below all else, and are met at their edges only: of several, the innermost. */
  override getNodeOnPos(x: number, y: number, nodes = this._nodes, margin = 0): LGraphNode | null {
    const scale = this.list_of_graphcanvas?.[0]?.ds.scale ?? 1
    let frame: LoomNode | null = null
    for (let at = nodes.length - 1; at >= 0; at--) {
      const node = nodes[at]
      if (!node) continue
      if (!(node instanceof LoomNode) || node.face.form !== 'frame') {
        if (node.isPointInside(x, y, margin)) return node
      } else if (isOnFrame(boxOf(node), x, y, scale)) {
        if (!frame || node.layout.width * node.layout.height < frame.layout.width * frame.layout.height)
          frame = node
      }
    }
    return frame
  }
}

export function createGraphProjection(editor: Editor): GraphProjection {
  const graph = new StillGraph()
  const nodes = new Map<NodeId, LoomNode>()
  const links = new Map<LinkId, LoomLink>()
  const frames = new Set<LoomNode>()
  let badges: ReadonlyMap<NodeId, Diagnostic['severity']> = new Map()
  let lastLink = 0
  /** Whom the edit under way is told to. */
  let changes = NO_CHANGES

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
    if (node.face.form === 'frame') frames.add(node)
    graph.add(node, true)
    changes.added(node)
    changes.touchNode(node)
  }

  function removeNode(id: NodeId): void {
    const node = nodes.get(id)
    if (!node) return
    changes.touchNode(node)
    changes.removed(node)
    nodes.delete(id)
    frames.delete(node)
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
    changes.added(link)
    touchWithEnds(link)
  }

  function removeLink(id: LinkId): void {
    const link = links.get(id)
    if (!link) return
    touchWithEnds(link)
    changes.removed(link)
    links.delete(id)
    delete graph.links[link.id]
    const input = link.to.inputs[link.target_slot]
    if (input?.link === link.id) input.link = null
    const output = link.from.outputs[link.origin_slot]
    if (output?.links) output.links = output.links.filter((other) => other !== link.id)
  }

  /** A port looks different when a wire comes or goes. */
  function touchWithEnds(link: LoomLink): void {
    changes.touchLink(link)
    changes.touchNode(link.from)
    changes.touchNode(link.to)
  }

  function* linksOf(node: LoomNode): Iterable<LoomLink> {
    for (const { link } of node.inputs) yield* linkNumbered(link)
    for (const { links } of node.outputs) for (const link of links ?? []) yield* linkNumbered(link)
  }

  function linkNumbered(number: number | null): readonly LoomLink[] {
    const link = number === null ? undefined : graph.links[number]
    return link instanceof LoomLink ? [link] : []
  }

  function touchWithLinks(node: LoomNode): void {
    changes.touchNode(node)
    for (const link of linksOf(node)) changes.touchLink(link)
  }

  function moveNode(id: NodeId, { x, y }: NodeRecord['position']): void {
    const node = nodes.get(id)
    if (!node) return
    touchWithLinks(node)
    node.pos = [x, y]
    touchWithLinks(node)
    changes.moved(node)
  }

  /** Shows a node's present facts; its wires are put on again when its ports are others. */
  function refresh(id: NodeId): void {
    const record = editor.document.nodes.get(id)
    const node = nodes.get(id)
    if (!record || !node) return
    const face = faceOf(record)
    if (sameFace(node.face, face)) return
    changes.touchNode(node)
    // Wires wear the shapes and colours of the ports they come from.
    if (!samePorts(node.face.outputs, face.outputs)) touchWithLinks(node)
    const { width, height } = node.layout
    const hasOtherPorts = node.wear(face)
    changes.touchNode(node)
    if (node.layout.height !== height || node.layout.width !== width) changes.moved(node)
    if (!hasOtherPorts) return
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
    frames.clear()
    for (const record of editor.document.nodes.values()) addNode(record)
    for (const record of editor.document.links.values()) addLink(record)
  }

  rebuild()

  return {
    graph,
    nodes,
    links,
    frames,
    linksOf,
    follow({ diff, inferred, replaced }, told = NO_CHANGES) {
      if (replaced) {
        rebuild()
        return
      }
      changes = told
      const stale = new Set<NodeId>(inferred)
      for (const [id, link] of diff.links.removed) {
        removeLink(id)
        stale.add(link.from.node).add(link.to.node)
      }
      for (const id of diff.nodes.removed.keys()) removeNode(id)
      for (const record of diff.nodes.added.values()) addNode(record)
      for (const [id, { from, to }] of diff.nodes.updated) {
        if (from.position !== to.position) moveNode(id, to.position)
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
      changes = NO_CHANGES
    },
    setBadges(next, told = NO_CHANGES) {
      changes = told
      const before = badges
      badges = next
      for (const id of new Set([...before.keys(), ...next.keys()])) {
        if (before.get(id) !== next.get(id)) refresh(id)
      }
      changes = NO_CHANGES
    },
    restorePositions() {
      for (const [id, node] of nodes) {
        const record = editor.document.nodes.get(id)
        if (record) node.pos = [record.position.x, record.position.y]
        if (node.face.area) node.showArea(node.face.area.width, node.face.area.height)
      }
    },
  }
}
