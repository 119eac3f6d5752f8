import { assert, required } from '../base/assert'
import { sha256Hex } from '../base/hash'
import type { NodeId } from '../base/ids'
import type { Emitter, Value, WeightValue } from '../nodedef/emitter'
import type { Backend } from '../tensor/backend'
import type { ParamValues, PictureRef } from '../nodedef/params'
import { elementCount, tensor, type Tensor } from '../tensor/tensor'
import type { IrInitializer, IrInput, IrOperator } from './ir'

/** A weight with its values still to be made. */
export interface BoundWeight {
  readonly dims: readonly number[]
  readonly key: string
  readonly values: () => Float32Array
}

export interface EmitterOptions {
  readonly node: NodeId
  readonly opset: number
  readonly backend: Backend | null
  readonly params: ParamValues
  readonly weights: ReadonlyMap<string, BoundWeight>
  /** Live parameters and sources become inputs, or constants of an exported model. */
  readonly liveInputs: boolean
  /** Sources of this node stay inputs although the model is exported. */
  readonly sourceInputs: boolean
  readonly picture: (ref: PictureRef) => Tensor
  /** The node's sources give something else than their keys promise. */
  readonly standsIn: boolean
}

export interface Emitted {
  readonly operators: IrOperator[]
  readonly initializers: IrInitializer[]
  readonly inputs: IrInput[]
}

/** The emitter for one node, and what was written with it. Names start with the node's id. */
export function createEmitter(options: EmitterOptions): {
  readonly emitter: Emitter
  readonly emitted: Emitted
} {
  const { node, opset, params } = options
  const emitted: Emitted = { operators: [], initializers: [], inputs: [] }
  const used = new Map<string, number>()
  const weights = new Map<string, BoundWeight>()

  /** `node:Conv`, then `node:Conv_2`. */
  function freshName(stem: string): string {
    const count = (used.get(stem) ?? 0) + 1
    used.set(stem, count)
    return `${node}:${stem}${count === 1 ? '' : `_${count}`}`
  }

  function floatInitializer(
    name: string,
    dims: readonly number[],
    key: string,
    values: () => Float32Array,
  ): Value {
    if (!emitted.initializers.some((known) => known.name === name)) {
      emitted.initializers.push({ name, dims, key, values, dtype: 'float32', source: node })
    }
    return { name }
  }

  function constant(stem: string, dims: readonly number[], values: Float32Array): Value {
    assert(
      values.length === elementCount(dims),
      `constant of ${node} has ${values.length} values for [${dims.join(', ')}]`,
    )
    return floatInitializer(freshName(stem), dims, `const:${valuesKey(values)}`, () => values)
  }

  function integers(dims: readonly number[], values: readonly number[]): Value {
    const name = freshName('ints')
    emitted.initializers.push({
      name,
      dims,
      key: `ints:${values.join(',')}`,
      values: () => BigInt64Array.from(values, BigInt),
      dtype: 'int64',
      source: node,
    })
    return { name }
  }

  function input(name: string, dims: IrInput['dims'], key: string, make: () => Tensor): Value {
    emitted.inputs.push({ name, dims, key, make, source: node })
    return { name }
  }

  function live(name: string, values: Tensor): Value {
    const full = `${node}.${name}`
    return options.liveInputs
      ? input(full, values.dims, `live:${values.dims.join('x')}:${valuesKey(values.data)}`, () => values)
      : floatInitializer(full, values.dims, `const:${valuesKey(values.data)}`, () => values.data)
  }

  function weightValue(name: string, bound: BoundWeight): WeightValue {
    weights.set(name, bound)
    return { name, dims: bound.dims }
  }

  function derive(
    weight: WeightValue,
    tag: string,
    dims: readonly number[],
    transform: (data: Float32Array, dims: readonly number[]) => Float32Array,
  ): WeightValue {
    const from = required(weights.get(weight.name), `weight ${weight.name}`)
    return weightValue(`${weight.name}|${tag}`, {
      dims,
      key: `${from.key}|${tag}`,
      values: () => transform(from.values(), from.dims),
    })
  }

  const emitter: Emitter = {
    opset,
    backend: options.backend,
    op(type, inputs, attributes = {}) {
      const name = freshName(type)
      const names = inputs.map((value) => (value === null ? '' : value.name))
      while (names.at(-1) === '') names.pop()
      for (const value of inputs) {
        const bound = value && weights.get(value.name)
        if (value && bound) floatInitializer(value.name, bound.dims, bound.key, bound.values)
      }
      emitted.operators.push({ name, type, inputs: names, output: name, attributes, source: node })
      return { name }
    },
    weight: (name) =>
      weightValue(`${node}.${name}`, required(options.weights.get(name), `weight ${name} of ${node}`)),
    derive,
    scaled: (weight, factor) =>
      factor === 1 ? weight : derive(weight, `x${factor}`, weight.dims, (data) => scaleAll(data, factor)),
    constant: (dims, values) => constant('const', dims, Float32Array.from(values)),
    scalar: (value) => constant('const', [], Float32Array.of(value)),
    ints: (values) => integers([values.length], values),
    int: (value) => integers([], [value]),
    param(key) {
      const value = params[key]
      assert(typeof value === 'number', `parameter ${key} of ${node} is not a number`)
      return live(key, tensor([], Float32Array.of(value)))
    },
    live,
    source(name, spec) {
      const full = `${node}.${name}`
      const key = options.standsIn ? `stand-in:${spec.key}` : spec.key
      if (options.liveInputs || options.sourceInputs || spec.inExport === 'input') {
        return input(full, spec.dims, key, spec.make)
      }
      const values = spec.make()
      return floatInitializer(full, values.dims, key, () => values.data)
    },
    picture: options.picture,
  }
  return { emitter, emitted }
}

function valuesKey(values: Float32Array): string {
  if (values.length <= 16) return values.join(',')
  return sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

/** A plain loop: millions of weights go through here, and `map` takes three times as long. */
function scaleAll(data: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) out[i] = (data[i] ?? 0) * factor
  return out
}
