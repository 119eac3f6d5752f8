import { required } from '../../base/assert'
import { elementCount } from '../../tensor/tensor'
import type { IrOperator } from '../ir'
import { intsAttribute } from '../shapes'

/**
 * Operators on constants, to the last bit what a runtime computes in float32: only those whose result IEEE 754
 * defines (sums, products, quotients, roots) and those that move values. Sine, exponentials and reductions, whose
 * last bits are every runtime's own, are not among them.
 */
export type ConstantKernel = (
  inputs: readonly (ConstantInput | undefined)[],
  dims: readonly number[],
) => Float32Array

export interface ConstantInput {
  readonly dims: readonly number[]
  readonly values: readonly number[]
}

/** `undefined` for an operator that is not computed here. */
export function constantKernel(operator: IrOperator): ConstantKernel | undefined {
  const binary = BINARY[operator.type]
  if (binary) return (inputs, dims) => elementwise(given(inputs, 0), given(inputs, 1), dims, binary)
  const unary = UNARY[operator.type]
  if (unary) return (inputs) => Float32Array.from(given(inputs, 0).values, unary)
  return MOVES[operator.type]?.(operator)
}

type Binary = (a: number, b: number) => number

const BINARY: Readonly<Record<string, Binary>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
}

const UNARY: Readonly<Record<string, (value: number) => number>> = {
  Abs: Math.abs,
  Identity: (value) => value,
  Neg: (value) => -value,
  Sqrt: Math.sqrt,
}

const same: ConstantKernel = (inputs) => Float32Array.from(given(inputs, 0).values)

const MOVES: Readonly<Record<string, (operator: IrOperator) => ConstantKernel | undefined>> = {
  Expand: () => (inputs, dims) =>
    gathered(given(inputs, 0), dims, broadcastPlace(given(inputs, 0).dims, dims)),
  Reshape: () => same,
  Slice: () => sliced,
  Transpose: transposed,
  Unsqueeze: () => same,
}

/** JavaScript rounds to float64 first; for one such operation the second rounding never changes the float32. */
function elementwise(
  a: ConstantInput,
  b: ConstantInput,
  dims: readonly number[],
  apply: Binary,
): Float32Array {
  const left = broadcastPlace(a.dims, dims)
  const right = broadcastPlace(b.dims, dims)
  return fill(dims, (at) => apply(a.values[left(at)] ?? NaN, b.values[right(at)] ?? NaN))
}

function transposed(operator: IrOperator): ConstantKernel | undefined {
  const perm = intsAttribute(operator, 'perm')
  if (!perm) return undefined
  return (inputs, dims) => {
    const x = given(inputs, 0)
    const steps = strides(x.dims)
    return gathered(x, dims, (at) =>
      perm.reduce((sum, axis, i) => sum + (at[i] ?? 0) * (steps[axis] ?? 0), 0),
    )
  }
}

const sliced: ConstantKernel = (inputs, dims) => {
  const x = given(inputs, 0)
  const starts = given(inputs, 1).values
  const axes = inputs[3]?.values ?? starts.map((_, i) => i)
  const first = x.dims.map(() => 0)
  const step = x.dims.map(() => 1)
  for (const [i, axis] of axes.entries()) {
    const at = axis < 0 ? axis + x.dims.length : axis
    const length = x.dims[at] ?? 0
    const start = starts[i] ?? 0
    first[at] = Math.min(length, Math.max(0, start < 0 ? start + length : start))
    step[at] = inputs[4]?.values[i] ?? 1
  }
  const steps = strides(x.dims)
  const place = (at: readonly number[]): number =>
    at.reduce((sum, k, axis) => sum + ((first[axis] ?? 0) + k * (step[axis] ?? 1)) * (steps[axis] ?? 0), 0)
  return gathered(x, dims, place)
}

type Place = (at: readonly number[]) => number

/** Where the value for a place of the broadcast result stands. */
function broadcastPlace(from: readonly number[], to: readonly number[]): Place {
  const steps = strides(from).map((step, axis) => (from[axis] === 1 ? 0 : step))
  const lead = to.length - from.length
  return (at) => steps.reduce((sum, step, axis) => sum + (at[axis + lead] ?? 0) * step, 0)
}

function gathered({ values }: ConstantInput, dims: readonly number[], place: Place): Float32Array {
  return fill(dims, (at) => values[place(at)] ?? NaN)
}

/** Every place of the result, row by row. */
function fill(dims: readonly number[], value: (at: readonly number[]) => number): Float32Array {
  const at = dims.map(() => 0)
  const out = new Float32Array(elementCount(dims))
  for (let i = 0; i < out.length; i++) {
    out[i] = value(at)
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] ?? 0) + 1
      if ((at[axis] ?? 0) < (dims[axis] ?? 0)) break
      at[axis] = 0
    }
  }
  return out
}

function strides(dims: readonly number[]): number[] {
  const steps = dims.map(() => 1)
  for (let axis = dims.length - 2; axis >= 0; axis--)
    steps[axis] = (steps[axis + 1] ?? 1) * (dims[axis + 1] ?? 1)
  return steps
}

function given(inputs: readonly (ConstantInput | undefined)[], index: number): ConstantInput {
  return required(inputs[index], `constant ${index}`)
}
