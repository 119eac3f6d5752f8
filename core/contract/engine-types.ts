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
