import { nodeId } from '../base/ids'
import type { Attribute } from '../nodedef/emitter'
import { elementCount, type Tensor } from '../tensor/tensor'
import type { IrInitializer, IrInput, IrOperator } from './ir'

/** Operators, constants and inputs of models that no graph stands behind: probes, benchmarks, tests. */
export interface HandWriting {
  readonly source: IrOperator['source']
  operator(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes?: Readonly<Record<string, Attribute>>,
  ): IrOperator
  /** A float32 constant, whose values are made when they are needed; its name stands for them. */
  floats(name: string, dims: readonly number[], values: () => Float32Array): IrInitializer
  ints(name: string, values: readonly number[]): IrInitializer
  input(name: string, dims: readonly number[], make: () => Tensor): IrInput
}

/** Names of operators begin with `owner`. */
export function handWriting(owner: string): HandWriting {
  const source = nodeId(owner)
  return {
    source,
    operator: (type, inputs, output, attributes = {}) => ({
      name: `${owner}:${output}`,
      type,
      inputs,
      output,
      attributes,
      source,
    }),
    floats: (name, dims, values) => ({
      name,
      dims,
      key: `${owner}:${name}`,
      dtype: 'float32',
      source,
      values,
    }),
    ints: (name, values) => ({
      name,
      dims: [values.length],
      key: `ints:${values.join(',')}`,
      dtype: 'int64',
      source,
      values: () => BigInt64Array.from(values, BigInt),
    }),
    input: (name, dims, make) => ({ name, dims, key: name, source, make }),
  }
}

/** Values between −`scale` and `scale` without order, and no denormal among them, which processors take long for. */
export function disorder(dims: readonly number[], scale = 1): Float32Array {
  const out = new Float32Array(elementCount(dims))
  for (let i = 0; i < out.length; i++) out[i] = (scale * (Math.imul(i + 1, 0x9e3779b1) | 1)) / 2 ** 31
  return out
}
