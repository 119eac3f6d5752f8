import { sha256Hex } from '../../base/hash'
import { encodeUtf8 } from '../../base/utf8'
import { formatAttributes } from '../../onnx/dump'
import { elementCount } from '../../tensor/tensor'
import { isKnown } from '../../tensor/wire-type'
import type { Ir, IrInitializer, IrOperator } from '../ir'
import { dropDead } from '../passes/drop-dead'
import { inferShapes, type Shape } from '../shapes'
import { constantKernel, type ConstantInput } from './constant-kernels'
import { REWRITE_TARGETS } from './costs'
import type { Rewrite } from './rewrite'

/** Larger results stay operators: they are transformed weights, and the runtime makes those where they are needed. */
const MOST_VALUES = 4096

/**
 * Operators whose inputs are all constants are computed here, so that models carry results and not sums: scalars of
 * parameters, styles of a fixed w, rows of a table. Values are made when they are read, like those of all constants.
 */
export const foldConstants: Rewrite = {
  name: 'fold-constants',
  title: 'Compute what follows from constants alone, while it is small',
  targets: REWRITE_TARGETS,
  run(ir, context) {
    const shapes = inferShapes(ir, context.shapes)
    const constants = new Map(ir.initializers.map((initializer) => [initializer.name, initializer]))
    const kept = new Set(ir.outputs.map(({ name }) => name))
    const folded: IrInitializer[] = []
    const operators = ir.operators.filter((operator) => {
      // What is asked for by name must come out of an operator.
      if (kept.has(operator.output)) return true
      const constant = fold(operator, constants, shapes.get(operator.output))
      if (!constant) return true
      constants.set(constant.name, constant)
      folded.push(constant)
      return false
    })
    if (folded.length === 0) return ir
    const changed: Ir = { ...ir, operators, initializers: [...ir.initializers, ...folded] }
    return dropDead(changed)
  },
}

function fold(
  operator: IrOperator,
  constants: ReadonlyMap<string, IrInitializer>,
  shape: Shape | undefined,
): IrInitializer | undefined {
  const kernel = constantKernel(operator)
  if (!kernel || !shape?.every(isKnown)) return undefined
  if (elementCount(shape) > MOST_VALUES) return undefined
  const inputs: (IrInitializer | undefined)[] = []
  for (const name of operator.inputs) {
    const constant = constants.get(name)
    if (name !== '' && !constant) return undefined
    if (constant && elementCount(constant.dims) > MOST_VALUES) return undefined
    inputs.push(constant)
  }
  if (inputs[0]?.dtype !== 'float32') return undefined
  const sources = inputs.map((input) => (input ? `[${input.dims.join(',')}] ${input.key}` : '-'))
  const made = `${operator.type}(${sources.join('; ')})${formatAttributes(operator.attributes)}`
  return {
    name: operator.output,
    dims: shape,
    key: `folded:${sha256Hex(encodeUtf8(made))}`,
    dtype: 'float32',
    source: operator.source,
    values: remembered(() => kernel(inputs.map(read), shape)),
  }
}

function read(constant: IrInitializer | undefined): ConstantInput | undefined {
  return (
    constant && {
      dims: constant.dims,
      values: Array.from<number | bigint, number>(constant.values(), Number),
    }
  )
}

/** Chains are folded from the inside: each link is computed once, however many read it. */
function remembered(make: () => Float32Array): () => Float32Array {
  let made: Float32Array | undefined
  return () => (made ??= make())
}
