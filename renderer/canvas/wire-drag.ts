import { fail, ok, type Result } from '../../core/base/result'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { PortRef } from '../../core/doc/document'
import type { PortFace } from './face'
import type { LoomLink, LoomNode } from './loom-node'

/** One end of a wire on the canvas. */
export interface PortSpot {
  readonly node: LoomNode
  readonly isInput: boolean
  readonly slot: number
}

/** Why the document would refuse a wire, or null. */
export type ConnectionCheck = (from: PortRef, to: PortRef) => Diagnostic | null

/** A wire in the user's hand: one end is held by a port, the other follows the pointer. */
export interface WireDrag {
  readonly fixed: PortSpot
  readonly port: PortFace
  /** The wire that was taken off an input; it stays in the document until it is dropped elsewhere. */
  readonly detached: LoomLink | null
  /** Null for a port it fits; undefined for one that is no candidate at all (its own node, its own side). */
  verdict(spot: PortSpot): Diagnostic | null | undefined
  /** Where a drop on the body of a node goes: a free port that fits before a taken one; or why none fits. */
  bestOn(node: LoomNode): Result<PortSpot, { readonly spot: PortSpot; readonly refusal: Diagnostic } | null>
  ends(spot: PortSpot): { readonly from: PortRef; readonly to: PortRef }
}

export function beginWireDrag(
  fixed: PortSpot,
  port: PortFace,
  detached: LoomLink | null,
  check: ConnectionCheck,
): WireDrag {
  const verdicts = new Map<LoomNode, (Diagnostic | null)[]>()

  function ends(spot: PortSpot): { from: PortRef; to: PortRef } {
    const ours = fixed.node.portRef(fixed.isInput, fixed.slot)
    const theirs = spot.node.portRef(spot.isInput, spot.slot)
    return fixed.isInput ? { from: theirs, to: ours } : { from: ours, to: theirs }
  }

  function verdict(spot: PortSpot): Diagnostic | null | undefined {
    if (spot.isInput === fixed.isInput || spot.node === fixed.node) return undefined
    let known = verdicts.get(spot.node)
    if (!known) {
      known = spot.node.ports(spot.isInput).map((_, slot) => {
        const { from, to } = ends({ ...spot, slot })
        return check(from, to)
      })
      verdicts.set(spot.node, known)
    }
    return known[spot.slot]
  }

  return {
    fixed,
    port,
    detached,
    verdict,
    ends,
    bestOn(node) {
      const isInput = !fixed.isInput
      const spots = node.ports(isInput).map((_, slot): PortSpot => ({ node, isInput, slot }))
      const fitting = spots.filter((spot) => verdict(spot) === null)
      const free = fitting.find((spot) => !isInput || !node.isWired(true, spot.slot))
      const best = free ?? fitting[0]
      if (best) return ok(best)
      const first = spots[0]
      const refusal = first && verdict(first)
      return fail(refusal ? { spot: first, refusal } : null)
    },
  }
}
