import type { LinkId, NodeId, Sha256 } from '../base/ids'
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
  /** Loaded weights; a weight not named here has its seeded initial values. */
  readonly weights?: Readonly<Record<string, WeightRef>>
  /** Seed of the initial weights; without it the node's id decides. */
  readonly weightSeed?: number
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
}

export function emptyDocument(name = 'Untitled'): Document {
  return { project: { name, description: '' }, nodes: new Map(), links: new Map() }
}

export function createDocument(
  project: Project,
  nodes: Iterable<NodeRecord>,
  links: Iterable<LinkRecord>,
): Document {
  return {
    project,
    nodes: new Map([...nodes].map((node) => [node.id, node])),
    links: new Map([...links].map((link) => [link.id, link])),
  }
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
