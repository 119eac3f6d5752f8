import type { LoomCanvas } from './loom-canvas'
import type { LoomLink } from './loom-node'

/** How much a wire is set off from the others. A faint one is there, but out of the way. */
export type WireMood = 'faint' | 'calm' | 'bright' | 'selected'

export function moodOf(link: LoomLink, view: LoomCanvas): WireMood {
  if (view.selectedLinks.has(link.linkId) || link === view.splicing) return 'selected'
  if (link === view.hoveredLink || link.from.is_selected || link.to.is_selected) return 'bright'
  return view.wires === 'all' || isInspected(link, view) ? 'calm' : 'faint'
}

/** Whether a wire is drawn at all; one that is not cannot be met by the pointer either. */
export function isShown(link: LoomLink, view: LoomCanvas): boolean {
  return link.isDrawn && (view.wires !== 'hidden' || moodOf(link, view) !== 'faint')
}

/** The values that pass along the wire are looked into. */
export function isInspected({ from, record }: LoomLink, { inspected }: LoomCanvas): boolean {
  return inspected.get(from.nodeId)?.has(record.from.port) === true
}
