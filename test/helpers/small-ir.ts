import { sha256Hex } from '../../core/base/hash'
import type { Compiled } from '../../core/compile/compile'
import { handWriting } from '../../core/compile/hand-written'
import type { Ir, IrInitializer, IrInput } from '../../core/compile/ir'
import { inferForRun } from '../../core/compile/live-types'
import { inferShapes } from '../../core/compile/shapes'
import { createDocument } from '../../core/doc/document'
import { createRegistry } from '../../core/nodedef/registry'
import { dumpIr } from '../../core/onnx/dump'
import { tensor, type Tensor } from '../../core/tensor/tensor'
import { wireType } from '../../core/tensor/wire-type'

/** Operators written by hand, for tests of passes that no node stands behind. */
const writing = handWriting('test')
const { source } = writing

export const { operator, ints } = writing

export function floats(name: string, dims: readonly number[], values: readonly number[]): IrInitializer {
  return {
    ...writing.floats(name, dims, () => Float32Array.from(values)),
    key: `${name}:${values.join(',')}`,
  }
}

export function fed(name: string, value: Tensor): IrInput {
  return { name, dims: value.dims, key: name, make: () => value, source }
}

export function zeros(dims: readonly number[]): Tensor {
  return tensor(dims, new Float32Array(dims.reduce((count, dim) => count * dim, 1)))
}

/** A graph with these outputs, as the compiler would hand it on. */
export function compiledOf(parts: Omit<Ir, 'outputs'>, outputs: readonly string[]): Compiled {
  const shapes = inferShapes({ ...parts, outputs: [] })
  const ir: Ir = {
    ...parts,
    outputs: outputs.map((name) => ({
      name,
      port: { node: source, port: name },
      type: wireType('features', shapes.get(name) ?? []),
    })),
  }
  const empty = createDocument({ name: 'test', description: '' }, [], [])
  return {
    ir,
    opset: 17,
    key: sha256Hex(new TextEncoder().encode(dumpIr(ir))),
    inference: inferForRun(empty, createRegistry([]), 'live'),
    warnings: [],
  }
}
