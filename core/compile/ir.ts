import type { NodeId } from '../base/ids'
import type { PortRef } from '../doc/document'
import type { Attribute } from '../nodedef/emitter'
import type { Tensor } from '../tensor/tensor'
import type { Dim, WireType } from '../tensor/wire-type'

/** The graph between our nodes and ONNX bytes: ONNX operators that still know which node they came from. */
export interface Ir {
  readonly operators: readonly IrOperator[]
  readonly initializers: readonly IrInitializer[]
  readonly inputs: readonly IrInput[]
  readonly outputs: readonly IrOutput[]
}

export interface IrOperator {
  readonly name: string
  readonly type: string
  /** An empty name marks an optional input left out. */
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly source: NodeId
}

export interface IrInitializer {
  readonly name: string
  readonly dims: readonly number[]
  /** Equal keys promise equal values; made without looking at the values of weights. */
  readonly key: string
  /** Those of float16 are given by their bits. */
  readonly values: () => Float32Array | Uint16Array | BigInt64Array
  readonly dtype: 'float32' | 'float16' | 'int64'
  readonly source: NodeId
}

/** What the caller feeds at run time, with the value to feed when nothing else is given. */
export interface IrInput {
  readonly name: string
  readonly dims: readonly Dim[]
  readonly key: string
  readonly make: () => Tensor
  readonly source: NodeId
}

export interface IrOutput {
  readonly name: string
  readonly port: PortRef
  readonly type: WireType
}
