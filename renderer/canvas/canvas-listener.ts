import type { LinkId, NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { LinkRecord, PortRef } from '../../core/doc/document'
import type { RefusedWire } from '../../core/infer/repairs'
import type { Camera } from './camera'
import type { LoomNode } from './loom-node'
import type { ConnectionCheck, PortSpot } from './wire-drag'
import type { Point } from './wire-path'

export interface Selected {
  readonly nodes: ReadonlySet<NodeId>
  readonly links: ReadonlySet<LinkId>
}

/** One end of a wire that still looks for its other end. */
export interface LooseWire {
  readonly port: PortRef
  /** The end that holds is an input: an output is looked for. */
  readonly isInput: boolean
}

export interface NodeMove {
  readonly node: NodeId
  readonly x: number
  readonly y: number
}

/** What the user did on the canvas, in the document's words. `at` is in the page's coordinates. */
export interface CanvasListener {
  readonly check: ConnectionCheck
  moved(moves: readonly NodeMove[]): void
  /** Whether nodes let go on a wire would be put into it. */
  splices(nodes: Iterable<NodeId>, link: LinkRecord): boolean
  /** Nodes were let go on a wire into which they fit. */
  spliced(moves: readonly NodeMove[], link: LinkRecord): void
  /** `detached`: the wire whose end was taken off its input for this. */
  connected(from: PortRef, to: PortRef, detached: LinkId | null, at: Point): void
  disconnected(link: LinkId): void
  refused(diagnostic: Diagnostic, wire: RefusedWire, at: Point): void
  /** A wire was let go over the empty canvas. */
  droppedOnGround(wire: LooseWire, at: Point): void
  selected(selected: Selected): void
  /** A press on a node that did not move it; `at` in the graph's coordinates. */
  clicked(node: LoomNode, at: Point): void
  hovered(spot: PortSpot | null, at: Point): void
  cameraMoved(camera: Camera): void
  /** A gesture would have changed the graph, which is locked. */
  lockedOut(): void
}
