import { pathOf } from './draw-wires'
import type { LoomCanvas } from './loom-canvas'
import { LoomNode, type LoomLink } from './loom-node'
import { isOnDot } from '../annotations/dot'
import type { PortSpot } from './wire-drag'
import { isShown } from './wire-mood'
import { isOnWire, type Point } from './wire-path'

/** What lies under a point of the graph. */

/** Half of what a finger covers, in CSS pixels. */
const FINGER = 22

export function nodeAt(view: LoomCanvas, { x, y }: Point): LoomNode | null {
  const node = view.graph.getNodeOnPos(x, y, view.visible_nodes)
  return node instanceof LoomNode ? node : null
}

/**
 * The area of a port is larger than what is drawn, and grows when zoomed out. A finger that holds a wire means ports of
 * the `wanted` side.
 */
export function portAt(view: LoomCanvas, point: Point, wanted?: 'inputs' | 'outputs'): PortSpot | null {
  if (view.isCoarse) return portNear(view, point, FINGER / view.ds.scale, wanted)
  const reach = Math.min(22, Math.max(13, 9 / view.ds.scale))
  const top = nodeAt(view, point)
  if (top && isOnDot(top, point, view.ds.scale, false)) return null
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

/** For a finger, which covers several ports: the nearest of those that it covers. */
function portNear(
  view: LoomCanvas,
  point: Point,
  reach: number,
  wanted: 'inputs' | 'outputs' | undefined,
): PortSpot | null {
  const top = wanted === undefined ? nodeAt(view, point) : null
  if (top && isOnDot(top, point, view.ds.scale, true)) return null
  const sides = wanted === undefined ? [true, false] : [wanted === 'inputs']
  let best: PortSpot | null = null
  let least = reach
  for (const node of view.visible_nodes) {
    if (!(node instanceof LoomNode)) continue
    for (const isInput of sides) {
      for (let slot = 0; slot < node.ports(isInput).length; slot++) {
        const [x = 0, y = 0] = node.getConnectionPos(isInput, slot)
        const away = Math.hypot(point.x - x, point.y - y)
        if (away > least || isCovered(view, node, { x, y })) continue
        best = { node, isInput, slot }
        least = away
      }
    }
  }
  return best
}

function isCovered(view: LoomCanvas, node: LoomNode, port: Point): boolean {
  const top = nodeAt(view, port)
  return top !== null && top !== node
}

export function linkAt(view: LoomCanvas, point: Point): LoomLink | null {
  const tolerance = Math.min(14, 5 / view.ds.scale)
  for (const link of view.projection.links.values()) {
    if (isShown(link, view) && isOnWire(pathOf(link), point, tolerance)) return link
  }
  return null
}
