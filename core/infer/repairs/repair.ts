import type { LinkId } from '../../base/ids'
import type { Command } from '../../doc/commands/index'
import type { Document, PortRef } from '../../doc/document'
import type { Registry } from '../../nodedef/registry'
import type { Inference } from '../inference'

/** What a button can do about a problem: commands to run as one undo step, already tried on the graph it was made for. */
export interface Repair {
  /** In the user's words, as a button says it: `Set the affine's channels to 256`. */
  readonly label: string
  readonly commands: readonly Command[]
}

/** A wire that the user drew and the graph refused. */
export interface RefusedWire {
  readonly from: PortRef
  readonly to: PortRef
  /** The wire whose end was taken off another input for this. */
  readonly detached: LinkId | null
}

/** The graph that a repair is looked for in. */
export interface Scene {
  readonly document: Document
  readonly registry: Registry
  readonly inference: Inference
}

/** Repairs of one kind, best first and not yet tried; of those that hold, at most `most` are offered. */
export interface RepairGroup {
  readonly candidates: Iterable<Repair>
  readonly most: number
}
