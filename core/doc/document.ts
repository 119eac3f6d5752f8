import type { BlockId, LinkId, NodeId, Sha256 } from '../base/ids'
import type { ParamValues } from '../nodedef/params'

/** One end of a wire, by names that never change meaning. */
export interface PortRef {
  readonly node: NodeId
  readonly port: string
}

/** A weight loaded from a checkpoint: which values (by hash of their little-endian float32 bytes) and which shape. */
export interface WeightRef {
  readonly sha256: Sha256
  readonly dims: readonly number[]
}

/** How a node takes part in a run when not as usual: its input is handed on untouched, or it is as if it were not there. */
export const NODE_MODES = ['bypassed', 'muted'] as const
export type NodeMode = (typeof NODE_MODES)[number]

/** Marker colours by name; each theme draws them in its own shade. */
export const NODE_COLORS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'] as const
export type NodeColor = (typeof NODE_COLORS)[number]

export interface NodeRecord {
  readonly id: NodeId
  readonly type: string
  /** Version of the node type these parameters were written for. */
  readonly version: number
  readonly position: { readonly x: number; readonly y: number }
  /** The user's own name for the node, if any. */
  readonly title?: string
  /** Only what was set; a missing parameter has its default. */
  readonly params: ParamValues
  /**
   * Loaded weights; a weight not named here has its seeded initial values. A block's node holds those of the nodes inside,
   * `conv1:weight`, so that two nodes of one block share what they do and not what they learnt.
   */
  readonly weights?: Readonly<Record<string, WeightRef>>
  /** Seed of the initial weights; without it the node's id decides. */
  readonly weightSeed?: number
  /** Of a block's node: seeds of nodes inside that have their own, by their path (`conv1`). */
  readonly innerSeeds?: Readonly<Record<string, number>>
  readonly mode?: NodeMode
  readonly color?: NodeColor
  /** Parameters that stand on the node's face, in this order. */
  readonly pinned?: readonly string[]
}

/** A wire from an output to an input. An input has at most one. */
export interface LinkRecord {
  readonly id: LinkId
  readonly from: PortRef
  readonly to: PortRef
}

/** A parameter on the face of a block: one knob for one or several parameters inside. */
export interface PromotedParam {
  /** A plain name; identity in files. */
  readonly key: string
  /** As the face shows it. */
  readonly label: string
  /** All get the same value; the first one says kind, range and default. */
  readonly targets: readonly { readonly node: NodeId; readonly param: string }[]
}

/**
 * The definition of a block: a graph of its own, of which every node of the type `block/ID` is an instance. Its ports are
 * its Block Input and Block Output nodes.
 */
export interface BlockRecord {
  readonly id: BlockId
  readonly title: string
  /** What it is for, for its readers. */
  readonly summary: string
  readonly nodes: ReadonlyMap<NodeId, NodeRecord>
  readonly links: ReadonlyMap<LinkId, LinkRecord>
  /** In the order in which the face shows them. */
  readonly params: readonly PromotedParam[]
}

export interface Project {
  readonly name: string
  /** What the graph is, for its readers. */
  readonly description: string
}

/**
 * The graph the user edits: flat maps of plain, immutable records.
 * Selection, viewport, results and inferred types live elsewhere.
 */
export interface Document {
  readonly project: Project
  readonly nodes: ReadonlyMap<NodeId, NodeRecord>
  readonly links: ReadonlyMap<LinkId, LinkRecord>
  readonly blocks: ReadonlyMap<BlockId, BlockRecord>
}

export function emptyDocument(name = 'Untitled'): Document {
  return createDocument({ name, description: '' }, [], [])
}

export function createDocument(
  project: Project,
  nodes: Iterable<NodeRecord>,
  links: Iterable<LinkRecord>,
  blocks: Iterable<BlockRecord> = [],
): Document {
  return { project, nodes: byId(nodes), links: byId(links), blocks: byId(blocks) }
}

export function byId<Id, Item extends { readonly id: Id }>(items: Iterable<Item>): ReadonlyMap<Id, Item> {
  return new Map([...items].map((item) => [item.id, item]))
}

/** `mapping.w`: how ports are written in messages, files' feeds and value names. */
export function formatPort(ref: PortRef): string {
  return `${ref.node}.${ref.port}`
}

/** The reverse of `formatPort`: node ids may hold dots, port names never do. */
export function parsePort(text: string): PortRef {
  const dot = text.lastIndexOf('.')
  return { node: text.slice(0, dot) as NodeId, port: text.slice(dot + 1) }
}
