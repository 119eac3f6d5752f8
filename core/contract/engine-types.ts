import type { NodeId } from '../base/ids'
import type { Backend } from '../tensor/backend'
import type { Diagnostic } from '../diagnostic/diagnostic'
import {
  createDocument,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type Project,
} from '../doc/document'

/** What crosses the border between the window and its engine worker. */

/** A document as plain data. */
export interface DocumentData {
  readonly project: Project
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
}

export function documentToData({ project, nodes, links }: Document): DocumentData {
  return { project, nodes: [...nodes.values()], links: [...links.values()] }
}

export function documentFromData({ project, nodes, links }: DocumentData): Document {
  return createDocument(project, nodes, links)
}

export type { Backend }

/** A finished picture: samples side by side are `samples` pictures of `width` x `height`. */
export interface Picture {
  readonly node: NodeId
  readonly width: number
  readonly height: number
  readonly samples: number
  /** One RGBA buffer a sample, 4 bytes a pixel. */
  readonly rgba: readonly Uint8ClampedArray<ArrayBuffer>[]
}

/** What happened in one run to the nodes that run as one model. */
export interface SegmentAccount {
  /** The node the segment ends with. */
  readonly root: NodeId
  readonly nodes: readonly NodeId[]
  /** False: its result was known, or nobody needed it. */
  readonly ran: boolean
  /** Milliseconds of the run, and of making its session when it had none. */
  readonly runMs: number
  readonly prepareMs: number
  /** Why it ran: `first run`, `64x64/Conv1/affine.styles changed`, ... */
  readonly reason: string
}

export interface RenderReport {
  readonly pictures: readonly Picture[]
  readonly backend: Backend
  /** Milliseconds for compiling (0 when the running model fitted) and for running. */
  readonly compileMs: number
  readonly runMs: number
  /** What kept some outputs from being rendered; the others are still there. */
  readonly diagnostics: readonly Diagnostic[]
  /** Why the wanted backend is not the one in use, when it is not. */
  readonly fallback: string | null
  readonly account: readonly SegmentAccount[]
  /** Bytes held: results kept for reuse, and weights in sessions. */
  readonly memory: { readonly results: number; readonly sessions: number }
}

export interface OpenedGraph {
  readonly document: Document
  /** Files beside the graph that hold its weights and pictures, still to be handed over. */
  readonly companions: readonly string[]
  readonly warnings: readonly Diagnostic[]
}

export interface ImportedCheckpoint {
  readonly document: Document
  /** `NVIDIA TensorFlow names`, ... */
  readonly scheme: string
  readonly unusedKeys: readonly string[]
}

/** The same two with the document as plain data. */
export type OpenedData = Omit<OpenedGraph, 'document'> & { readonly document: DocumentData }
export type ImportedData = Omit<ImportedCheckpoint, 'document'> & { readonly document: DocumentData }

export interface SavedGraph {
  readonly bytes: Uint8Array
  /** Files a `.loom.json` refers to, by their path beside it; none for a `.loom`, which holds everything. */
  readonly companions: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}
