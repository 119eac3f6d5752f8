import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { RefusedWire } from '../../core/infer/repairs'
import type { CanvasListener } from './canvas-listener'
import { nodeAt, portAt } from './hit-test'
import type { LoomCanvas } from './loom-canvas'
import { LoomLink } from './loom-node'
import type { PortSpot, WireDrag } from './wire-drag'
import type { Point } from './wire-path'

/** Where a wire in hand would go, and why it would be refused there. */
export interface Aim {
  readonly spot: PortSpot
  readonly refusal: Diagnostic | null
}

/** The port under the pointer; over the body of a node, the port that takes the wire best. */
export function aimOf(view: LoomCanvas, wire: WireDrag, at: Point): Aim | null {
  const spot = portAt(view, at, wire.fixed.isInput ? 'outputs' : 'inputs')
  const refusal = spot ? wire.verdict(spot) : undefined
  if (spot && refusal !== undefined) return { spot, refusal }
  const node = nodeAt(view, at)
  const best = node && node !== wire.fixed.node ? wire.bestOn(node) : null
  return best?.ok ? { spot: best.value, refusal: null } : null
}

/** The wire on an input, if any. */
export function wireOn(view: LoomCanvas, { node, isInput, slot }: PortSpot): LoomLink | null {
  const number = isInput ? node.inputs[slot]?.link : null
  const link = typeof number === 'number' ? view.graph.links[number] : undefined
  return link instanceof LoomLink ? link : null
}

/** Tells the listener what letting go of the wire comes to. `client` is in page coordinates. */
export function dropWire(view: LoomCanvas, wire: WireDrag, client: Point, listener: CanvasListener): void {
  const at = view.toGraph(client.x, client.y)
  const aim = aimOf(view, wire, at)
  const node = nodeAt(view, at)
  if (aim?.refusal) {
    listener.refused(aim.refusal, refusedWire(wire, aim.spot), client)
  } else if (aim) {
    const { from, to } = wire.ends(aim.spot)
    const input = wire.fixed.isInput ? wire.fixed : aim.spot
    const present = wireOn(view, input)?.record.from
    const isThere = present?.node === from.node && present.port === from.port
    if (!isThere) listener.connected(from, to, wire.detached?.linkId ?? null, client)
  } else if (node && node !== wire.fixed.node) {
    const best = wire.bestOn(node)
    if (!best.ok && best.error)
      listener.refused(best.error.refusal, refusedWire(wire, best.error.spot), client)
  } else if (!node && wire.detached) {
    listener.disconnected(wire.detached.linkId)
  } else if (!node) {
    const { node: holder, isInput, slot } = wire.fixed
    listener.droppedOnGround({ port: holder.portRef(isInput, slot), isInput }, client)
  }
}

function refusedWire(wire: WireDrag, spot: PortSpot): RefusedWire {
  return { ...wire.ends(spot), detached: wire.detached?.linkId ?? null }
}
