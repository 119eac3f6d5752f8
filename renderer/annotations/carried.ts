import type { NodeMove } from '../canvas/canvas-listener'
import type { GraphProjection } from '../canvas/graph-projection'
import { LoomNode } from '../canvas/loom-node'
import type { LGraphNode } from '../canvas/litegraph'
import type { Point } from '../canvas/wire-path'
import { boxOf } from './draw-frame'
import { contentOf } from './frame-geometry'

/** What lies in the frames in the user's hand and goes where they go. */
export interface Carried {
  /** Brings it to where the frames are now. */
  follow(): void
  moves(): readonly NodeMove[]
}

/** What the selected frames hold beside what is selected itself; null when they hold nothing, or there are none. */
export function takeAlong(projection: GraphProjection, selected: readonly LGraphNode[]): Carried | null {
  if (projection.frames.size === 0) return null
  const frames = selected
    .filter((node) => node instanceof LoomNode)
    .filter((node) => projection.frames.has(node))
  const [lead] = frames
  if (!lead) return null
  const inHand = new Set(selected)
  const others = [...projection.nodes.values()].filter((node) => !inHand.has(node))
  const content = contentOf(
    frames.map(boxOf),
    others.map((node) => [node, boxOf(node)] as const),
  )
  if (content.size === 0) return null
  const from = boxOf(lead)
  const starts = new Map<LoomNode, Point>([...content].map((node) => [node, boxOf(node)]))
  return {
    follow() {
      const now = boxOf(lead)
      for (const [node, { x, y }] of starts) node.pos = [x + now.x - from.x, y + now.y - from.y]
    },
    moves() {
      const now = boxOf(lead)
      const [dx, dy] = [Math.round(now.x) - from.x, Math.round(now.y) - from.y]
      return [...starts].map(([node, { x, y }]) => ({ node: node.nodeId, x: x + dx, y: y + dy }))
    },
  }
}
