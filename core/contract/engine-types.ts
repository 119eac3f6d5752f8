import type { NodeId } from '../base/ids'
import type { Costs } from '../compile/rewrites/costs'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { blockFromData, blockToData, type BlockData } from '../doc/block'
import {
  createDocument,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type PortRef,
  type Project,
} from '../doc/document'
import type { ExpectedResult } from '../file/expected'
import type { Backend } from '../tensor/backend'
import type { Kind } from '../tensor/wire-type'

/** What crosses the border between the window and its engine worker. */

/** A document as plain data. */
export interface DocumentData {
  readonly project: Project
  readonly nodes: readonly NodeRecord[]
  readonly links: readonly LinkRecord[]
  readonly blocks: readonly BlockData[]
}

export function documentToData({ project, nodes, links, blocks }: Document): DocumentData {
  return {
    project,
    nodes: [...nodes.values()],
    links: [...links.values()],
    blocks: [...blocks.values()].map(blockToData),
  }
}

export function documentFromData({ project, nodes, links, blocks }: DocumentData): Document {
  return createDocument(project, nodes, links, blocks.map(blockFromData))
}

export type { Backend }

/** What the user may decide about the engine; each part can be changed on its own while it runs. */
export interface EngineSettings {
  /** `auto` takes WebGPU where a probe finds it right and faster. */
  readonly backend: 'auto' | Backend
  /** Bytes of results kept for reuse. */
  readonly resultBudget: number
  /** Convolutions in float16 on WebGPU devices that can. */
  readonly halfPrecision: boolean
  /** Measured costs by backend; the built-in ones where absent. */
  readonly costs: Readonly<Partial<Record<Backend, Costs>>>
}

export const DEFAULT_ENGINE_SETTINGS: EngineSettings = {
  backend: 'auto',
  resultBudget: 512 * 2 ** 20,
  halfPrecision: false,
  costs: {},
}

/** What the pieces of layers cost on one backend of one computer. */
export interface Calibration {
  readonly backend: Backend
  readonly costs: Costs
}

/** A finished picture: samples side by side are `samples` pictures of `width` x `height`. */
export interface Picture {
  readonly node: NodeId
  readonly width: number
  readonly height: number
  readonly samples: number
  /** One RGBA buffer a sample, 4 bytes a pixel. */
  readonly rgba: readonly Uint8ClampedArray<ArrayBuffer>[]
}

/** The result that is written into a `.loom`: what the graph has just given, or what its file said and nothing has changed. */
export type ResultToSave =
  | { readonly kind: 'shown'; readonly backend: Backend; readonly pictures: readonly Picture[] }
  | { readonly kind: 'kept'; readonly expected: ExpectedResult }

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
  /** Multiply-adds of its nodes as drawn, for the batch that ran. */
  readonly macs: number
}

/** Told before each segment that has to run. */
export interface RunProgress {
  /** Multiply-adds of the segments that are known or have run, and of all. */
  readonly done: number
  readonly total: number
  /** The node the segment ends with. */
  readonly node: NodeId
}

/** The value on an inspected wire: what it is, how it is distributed, and how it looks. */
export interface InspectedValue {
  readonly port: PortRef
  readonly kind: Kind
  readonly dims: readonly number[]
  readonly stats: ValueStats
  /** Maps and pictures: one grey picture for each of the first channels of the first sample. */
  readonly channels: ChannelGrid | null
}

export interface ValueStats {
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Standard deviation over all values. */
  readonly std: number
  /** NaNs and infinities; they are left out of the other figures. */
  readonly nonFinite: number
  /** How many values lie in each of equal bins from `min` to `max`. */
  readonly histogram: readonly number[]
}

export interface ChannelGrid {
  /** Of the map, or of what is left of a large one when its pixels are thinned out. */
  readonly width: number
  readonly height: number
  /** Channels there are, and how many of them are shown. */
  readonly channels: number
  readonly shown: number
  /** `shown` pictures of `width` x `height`, one byte a pixel: each channel's own min is 0, its max 255. */
  readonly grey: Uint8ClampedArray<ArrayBuffer>
}

/** How far WebGPU's value of one port lies from WASM's. */
export interface ParityEntry {
  readonly port: PortRef
  /** Largest difference, as a part of the range of WASM's values; infinity when one side has NaN or infinity alone. */
  readonly difference: number
  readonly dims: readonly number[]
}

/** One graph run on both backends. */
export interface ParityReport {
  readonly tolerance: number
  /** In flow order. */
  readonly entries: readonly ParityEntry[]
  /** The first port beyond the tolerance. */
  readonly first: PortRef | null
  /** The graphics adapter, as the browser names it. */
  readonly adapter: string
  /** What ran the graph, with its version. */
  readonly runtime: string
  readonly runMs: Readonly<Record<Backend, number>>
}

/** Told before each node that is compared. */
export interface ParityProgress {
  /** Nodes that have been compared, and all. */
  readonly done: number
  readonly total: number
  readonly node: NodeId
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
  /** WebGPU computed in float16. */
  readonly halfPrecision: boolean
  readonly account: readonly SegmentAccount[]
  readonly inspected: readonly InspectedValue[]
  readonly memory: MemoryUse
}

/** Bytes held by the engine. */
export interface MemoryUse {
  /** Loaded weights and pictures, as the files held them. */
  readonly weights: number
  /** Results kept for reuse. */
  readonly results: number
  /** Weights inside sessions, in the form they run in. */
  readonly sessions: number
  /** Memory of the WASM module, which only ever grows; 0 where it cannot be seen. */
  readonly heap: number
}

export interface OpenedGraph {
  readonly document: Document
  /** Files beside the graph that hold its weights and pictures, still to be handed over. */
  readonly companions: readonly string[]
  readonly warnings: readonly Diagnostic[]
  /** What the graph gave when it was saved; null when the file does not say. */
  readonly expected: ExpectedResult | null
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
  /** What the graph uses and nobody could give: the file holds its names only. */
  readonly warnings: readonly Diagnostic[]
}
