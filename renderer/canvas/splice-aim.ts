import type { LinkRecord } from '../../core/doc/document'
import { pathOf } from './draw-wires'
import type { LoomCanvas } from './loom-canvas'
import type { LoomLink, LoomNode } from './loom-node'
import { isShown } from './wire-mood'
import { isOnWire, type Point } from './wire-path'

/** The wire under the pointer that a node let go there would be put into: the first that it fits, and none of its own. */
export function spliceAim(
  view: LoomCanvas,
  at: Point,
  fits: (link: LinkRecord) => boolean,
  node: LoomNode | null = null,
): LoomLink | null {
  const tolerance = Math.min(30, 12 / view.ds.scale)
  for (const link of view.projection.links.values()) {
    if (!isShown(link, view) || link.from === node || link.to === node) continue
    if (isOnWire(pathOf(link), at, tolerance) && fits(link.record)) return link
  }
  return null
}
