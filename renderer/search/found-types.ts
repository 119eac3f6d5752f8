/** What the search for a node offers, in the order in which it is offered. */
import type { Editor } from '../../core/doc/editor'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { LooseWire } from '../canvas/canvas-listener'
import { shelfOf, withShelf } from '../blocks/shelf'
import { fitsFor } from '../edit/fitting-types'
import { groupByCategory } from '../palette/categories'
import { findNodes } from '../palette/find-nodes'

/** A type on offer. */
export interface Offer {
  readonly definition: NodeDefinition
  readonly isRecent: boolean
  /** The port that the wire in hand goes to; null without a wire. */
  readonly port: string | null
  /** The wire is put on at once. True without a wire. */
  readonly isExact: boolean
}

/** For a wire the types that fit it, best first; else those used last, then all others in the palette's order. */
export function offersFor(
  editor: Editor,
  wire: LooseWire | null,
  recent: readonly string[],
): readonly Offer[] {
  if (wire)
    return fitsFor(withShelf(editor), wire).map(({ definition, port, isExact }) => ({
      definition,
      isRecent: false,
      port,
      isExact,
    }))
  const { registry } = shelfOf(editor)
  const used = recent.flatMap((type) => registry.get(type) ?? [])
  const others = groupByCategory(registry.all).flatMap(({ nodes }) => nodes)
  const toOffer = (definition: NodeDefinition): Offer => ({
    definition,
    isRecent: used.includes(definition),
    port: null,
    isExact: true,
  })
  return [...used, ...others.filter((definition) => !used.includes(definition))].map(toOffer)
}

/** The offers that fit what was typed, best first; of equal ones the order stays. */
export function searchOffers(offers: readonly Offer[], query: string): readonly Offer[] {
  const byType = new Map(offers.map((offer) => [offer.definition.type, offer]))
  const found = findNodes(
    offers.map(({ definition }) => definition),
    query,
  )
  return found.flatMap(({ type }) => byType.get(type) ?? [])
}
