import type { Diagnostic } from '../diagnostic/diagnostic'
import type { Inference } from '../infer/inference'
import type { WeightInit } from '../weights/weight-init'
import type { Dim, WireType } from '../tensor/wire-type'
import type { Emitter, Value, WireValue } from './emitter'
import type { ParamSpecs, ParamsOf, ParamValues } from './params'
import type { PortSpecs } from './ports'

/** A trainable tensor (or a stored buffer, `trainable: false`) that belongs to a node. */
export interface WeightSpec {
  readonly dims: readonly Dim[]
  readonly init: WeightInit
  readonly doc: string
  /** Default true. Buffers (average w, stored noise) are not counted as parameters. */
  readonly trainable?: boolean
}

/** Collects what is wrong with a node's inputs and parameters. `at` is the port or parameter to mark. */
export interface Report {
  error(
    code: string,
    at: { readonly port?: string; readonly param?: string },
    message: string,
    nextStep?: string,
  ): void
  /** Only for blocks: what is wrong with a node inside, its place told from within. */
  inside(problem: Diagnostic): void
}

/**
 * What a node is to a run when it is not an operation. `output` nodes are what a run shows and an export ends with;
 * `pass` nodes hand their one input on untouched, whatever it is; `annotation` nodes are for readers; a `block` stands
 * for the nodes of its definition.
 */
export type NodeRole = 'output' | 'pass' | 'annotation' | 'block'

type InputTypes<Inputs extends PortSpecs> = {
  readonly [Key in keyof Inputs]: Inputs[Key] extends { readonly optional: true }
    ? WireType | undefined
    : WireType
}
type InputValues<Inputs extends PortSpecs> = {
  readonly [Key in keyof Inputs]: Inputs[Key] extends { readonly optional: true }
    ? WireValue | undefined
    : WireValue
}
type OutputTypes<Outputs extends PortSpecs> = { readonly [Key in keyof Outputs]: WireType }

/** One example: documentation in the catalogue and a test. `in`/`out` are the shapes at the ports. */
export interface NodeCase {
  readonly name: string
  readonly params?: ParamValues
  readonly in?: Readonly<Record<string, CaseType>>
  /** The expected shapes; omitted when `error` is given. */
  readonly out?: Readonly<Record<string, readonly Dim[]>>
  /** The code of the diagnostic this case must give. */
  readonly error?: string
}
/** Dims of the port's first kind, or with the kind spelled out. */
export type CaseType = readonly Dim[] | { readonly kind: WireType['kind']; readonly dims: readonly Dim[] }

export interface NodeMigration {
  /** The node version this migration leads to. */
  readonly to: number
  readonly name: string
  readonly up: (params: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
}

export interface NodeSpec<Inputs extends PortSpecs, Outputs extends PortSpecs, Params extends ParamSpecs> {
  /** `category/name`: identity in files. Never change it. */
  readonly type: string
  /** Raise it together with an entry in `migrations`. */
  readonly version: number
  readonly title: string
  /** One sentence for palette, tooltip and catalogue. */
  readonly summary: string
  /** When to use it, its formula and the formula's source. Plain text with blank lines between paragraphs. */
  readonly help: string
  readonly keywords: readonly string[]
  readonly role?: NodeRole
  readonly inputs: Inputs
  readonly outputs: Outputs
  readonly params: Params
  /** Parameters that only matter for some values of others; an absent key is always shown. */
  readonly visible?: { readonly [Key in keyof Params]?: (params: ParamsOf<Params>) => boolean }
  /** Weights for these input types; dims may be unknown while the inputs are. */
  weights?(types: InputTypes<Inputs>, params: ParamsOf<Params>): Readonly<Record<string, WeightSpec>>
  /** Pure. Dims may be symbolic or unknown; the rank is always right. Unconnected inputs come with unknown dims. */
  infer(types: InputTypes<Inputs>, params: ParamsOf<Params>, report: Report): OutputTypes<Outputs>
  /** Pure: ONNX operators for these inputs. Called only when `infer` reported no error. */
  emit(
    g: Emitter,
    inputs: InputValues<Inputs>,
    params: ParamsOf<Params>,
  ): { readonly [Key in keyof Outputs]: Value }
  /** Sources only: the dims they really make for these parameters, where the wire's type has a named batch. */
  sourceDims?(params: ParamsOf<Params>): { readonly [Key in keyof Outputs]?: readonly number[] }
  /**
   * Multiply-adds of convolutions and dense layers for one sample. Element-wise work counts as nothing,
   * as in the published figures of these networks.
   */
  macs?(types: InputTypes<Inputs>, outputs: OutputTypes<Outputs>, params: ParamsOf<Params>): Dim
  /** Blocks only: the graph inside, inferred for these input types. */
  inside?(types: InputTypes<Inputs>, params: ParamsOf<Params>): Inference
  readonly migrations?: readonly NodeMigration[]
  readonly cases: readonly NodeCase[]
}

/** A definition with its own port and parameter names forgotten: what registry, compiler and window handle. */
export type NodeDefinition = NodeSpec<PortSpecs, PortSpecs, ParamSpecs>

/** Declares a node type. Everything the program knows of the type is in this one value. */
export function defineNode<
  const Inputs extends PortSpecs,
  const Outputs extends PortSpecs,
  const Params extends ParamSpecs,
>(spec: NodeSpec<Inputs, Outputs, Params>): NodeDefinition {
  // The functions are only ever called with values made from this very spec's ports and parameters.
  return spec as unknown as NodeDefinition
}
