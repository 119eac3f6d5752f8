import type { NodeId } from '../base/ids'
import type { Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'

/** What crosses the border between the window and its engine worker. */

export type Backend = 'webgpu' | 'wasm'

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
