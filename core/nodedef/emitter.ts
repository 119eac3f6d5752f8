import type { Backend } from '../tensor/backend'
import type { PictureRef } from './params'
import type { Tensor } from '../tensor/tensor'
import type { Dim, WireType } from '../tensor/wire-type'

/** The name of a tensor inside the compiled graph. */
export interface Value {
  readonly name: string
}

/** A value that came in over a wire, with the type inference gave it. */
export interface WireValue extends Value {
  readonly type: WireType
}

/** A weight of the node being emitted. Dims are known: the compiler refuses a graph where they are not. */
export interface WeightValue extends Value {
  readonly dims: readonly number[]
}

export type Attribute =
  number | string | readonly number[] | { readonly float: number } | { readonly floats: readonly number[] }

/** A plain number is an ONNX int attribute; `float()` marks a float one. */
export function float(value: number): { readonly float: number } {
  return { float: value }
}

export interface SourceSpec {
  /** Dims as they are named on the wire; a symbol (`N`) is bound by the values that are fed. */
  readonly dims: readonly Dim[]
  /** Equal keys promise equal values. */
  readonly key: string
  readonly make: () => Tensor
  /** In an exported model: an input the caller feeds, or a constant inside the file. */
  readonly inExport: 'input' | 'constant'
}

/**
 * What a node's `emit` writes with. Every name is derived from the node's id, so the same graph always
 * gives the same bytes, and every ONNX operator can be traced to the node it came from.
 */
export interface Emitter {
  readonly opset: number
  /** Where the model will run; null for an exported one. Some operators are wrong on some backends. */
  readonly backend: Backend | null
  /** One ONNX operator with one output; `null` marks an optional input left out. Attributes are always written out in full. */
  op(type: string, inputs: readonly (Value | null)[], attributes?: Readonly<Record<string, Attribute>>): Value
  /** The node's weight of that name, as declared by `weights`. */
  weight(name: string): WeightValue
  /** A weight transformed once at compile time. `tag` names the transform: equal tags on equal weights give equal values. */
  derive(
    weight: WeightValue,
    tag: string,
    dims: readonly number[],
    transform: (data: Float32Array, dims: readonly number[]) => Float32Array,
  ): WeightValue
  /** `weight * factor`, folded at compile time (equalised learning rate). */
  scaled(weight: WeightValue, factor: number): WeightValue
  /** float32 constant tensor. */
  constant(dims: readonly number[], values: readonly number[] | Float32Array): Value
  /** float32 rank-0 constant. */
  scalar(value: number): Value
  /** int64 constant vector (shapes, axes, pads). */
  ints(values: readonly number[]): Value
  /** int64 rank-0 constant (a Gather index that drops its axis). */
  int(value: number): Value
  /** The live parameter `key` as a rank-0 input of the running model; a constant in an exported one. */
  param(key: string): Value
  /** Several numbers computed from live parameters, fed like `param`. */
  live(name: string, values: Tensor): Value
  /** Values made outside the network: a latent, a noise image, a picture. */
  source(name: string, spec: SourceSpec): Value
  /** The pixels of a picture as [1, 3, H, W] in [-1, 1]; called inside a source's `make`. */
  picture(ref: PictureRef): Tensor
}
