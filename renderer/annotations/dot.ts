import type { LoomNode } from '../canvas/loom-node'
import type { PortSpot } from '../canvas/wire-drag'
import type { Point } from '../canvas/wire-path'
import { DOT_SIZE } from './form'

/** What a finger means by the dot itself, in CSS pixels around its middle. */
const FINGER = 13

/** The dot itself is moved; wires are drawn beside it. */
export function isOnDot({ face, pos }: LoomNode, at: Point, scale: number, isCoarse: boolean): boolean {
  if (face.form !== 'dot') return false
  const radius = isCoarse ? Math.max(DOT_SIZE / 2, FINGER / scale) : DOT_SIZE / 2
  const [x, y] = [(pos[0] ?? 0) + DOT_SIZE / 2, (pos[1] ?? 0) + DOT_SIZE / 2]
  return Math.hypot(at.x - x, at.y - y) <= radius
}

/** What passes through the dot, for those who ask what it is. */
export function dotOutput(node: LoomNode | null): PortSpot | null {
  return node?.face.form === 'dot' ? { node, isInput: false, slot: 0 } : null
}
