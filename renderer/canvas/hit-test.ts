import { pathOf } from './draw-wires'
import type { LoomCanvas } from './loom-canvas'
import { LoomNode, type LoomLink } from './loom-node'
import type { PortSpot } from './wire-drag'
import { isOnWire, type Point } from './wire-path'

/** What lies under a point of the graph. */

export function nodeAt(view: LoomCanvas, { x, y }: Point): LoomNode | null {
  const node = view.graph.getNodeOnPos(x, y, view.visible_nodes)
  return node instanceof LoomNode ? node : null
}

/** The area of a port is larger than what is drawn, and grows when zoomed out. */
export function portAt(view: LoomCanvas, point: Point): PortSpot | null {
  const reach = Math.min(22, Math.max(13, 9 / view.ds.scale))
  const top = nodeAt(view, point)
  for (const node of [...view.visible_nodes].reverse()) {
    if (!(node instanceof LoomNode)) continue
    for (const isInput of [true, false]) {
      for (let slot = 0; slot < node.ports(isInput).length; slot++) {
        const [x = 0, y = 0] = node.getConnectionPos(isInput, slot)
        if (Math.abs(point.x - x) <= reach && Math.abs(point.y - y) <= 11) return { node, isInput, slot }
      }
    }
    // What lies below this node is covered by it.
    if (node === top) return null
  }
  return null
}

export function linkAt(view: LoomCanvas, point: Point): LoomLink | null {
  const tolerance = Math.min(14, 5 / view.ds.scale)
  for (const link of view.projection.links.values()) {
    if (link.isDrawn && isOnWire(pathOf(link), point, tolerance)) return link
  }
  return null
}
