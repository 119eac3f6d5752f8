import { broadcastDims, isKnown, mapDims, UNKNOWN, type Dim } from '../tensor/wire-type'
import type { Ir, IrInitializer, IrOperator } from './ir'

export type Shape = readonly Dim[]

/** What the rules below may ask about one operator. */
interface Question {
  readonly operator: IrOperator
  /** The shape of input `index`; `undefined` when it is left out or unknown. */
  shape(index: number): Shape | undefined
  /** The values of input `index` when it is a constant. */
  values(index: number): readonly number[] | undefined
}

type Rule = (question: Question) => Shape | undefined

/**
 * The shapes of all values of the graph that follow from those of its inputs and constants. `known` says better than
 * the graph does (the batch that is really fed). A value whose shape does not follow is not in the result: rewrites
 * leave such places alone.
 */
export function inferShapes(
  ir: Ir,
  known: ReadonlyMap<string, Shape> = new Map(),
): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>()
  for (const { name, dims } of ir.inputs) shapes.set(name, dims)
  for (const { name, dims } of ir.initializers) shapes.set(name, dims)
  for (const [name, shape] of known) shapes.set(name, shape)
  const constants = new Map(ir.initializers.map((initializer) => [initializer.name, initializer]))
  for (const operator of ir.operators) {
    if (shapes.has(operator.output)) continue
    const shape = RULES[operator.type]?.({
      operator,
      shape: (index) => shapes.get(operator.inputs[index] ?? ''),
      values: (index) => constantValues(constants.get(operator.inputs[index] ?? '')),
    })
    if (shape) shapes.set(operator.output, shape)
  }
  return shapes
}

/** An integer attribute. */
export function intAttribute({ attributes }: IrOperator, name: string): number | undefined {
  const value = attributes[name]
  return typeof value === 'number' ? value : undefined
}

/** A list of integers as attribute. */
export function intsAttribute({ attributes }: IrOperator, name: string): readonly number[] | undefined {
  const value = attributes[name]
  return typeof value === 'object' && !('float' in value) && !('floats' in value) ? value : undefined
}

/** Small constants only: the large ones are weights, which are not made for a question about shapes. */
const SMALL = 64

function constantValues(constant: IrInitializer | undefined): readonly number[] | undefined {
  if (
    !constant ||
    constant.dtype === 'float16' ||
    constant.dims.reduce((count, dim) => count * dim, 1) > SMALL
  )
    return undefined
  return Array.from<number | bigint, number>(constant.values(), Number)
}

const same: Rule = ({ shape }) => shape(0)

const broadcast: Rule = ({ operator, shape }) => {
  let out: Shape | undefined = []
  for (let i = 0; i < operator.inputs.length; i++) {
    const next = shape(i)
    out = out && next && broadcastDims(out, next)
  }
  return out
}

/** N x channels of the weights x the windows that fit. */
const conv: Rule = ({ operator, shape }) => {
  const x = shape(0)
  const w = shape(1)
  if (!x || !w) return undefined
  return [x[0] ?? UNKNOWN, w[0] ?? UNKNOWN, ...windows(operator, x.slice(2))]
}

const convTranspose: Rule = ({ operator, shape }) => {
  const x = shape(0)
  const w = shape(1)
  if (!x || !w) return undefined
  const kernel = intsAttribute(operator, 'kernel_shape') ?? []
  const sides = x.slice(2).map((side, i) => {
    const [stride, dilation, begin, end] = steps(operator, i, x.length - 2)
    const extra = intsAttribute(operator, 'output_padding')?.[i] ?? 0
    return mapDims(
      (length) => stride * (length - 1) + extra + ((kernel[i] ?? 1) - 1) * dilation + 1 - begin - end,
      side,
    )
  })
  const group = intAttribute(operator, 'group') ?? 1
  return [x[0] ?? UNKNOWN, mapDims((channels) => channels * group, w[1] ?? UNKNOWN), ...sides]
}

const pool: Rule = ({ operator, shape }) => {
  const x = shape(0)
  return x && [x[0] ?? UNKNOWN, x[1] ?? UNKNOWN, ...windows(operator, x.slice(2))]
}

function windows(operator: IrOperator, sides: Shape): Dim[] {
  const kernel = intsAttribute(operator, 'kernel_shape') ?? []
  const round = intAttribute(operator, 'ceil_mode') === 1 ? Math.ceil : Math.floor
  return sides.map((side, i) => {
    const [stride, dilation, begin, end] = steps(operator, i, sides.length)
    const reach = ((kernel[i] ?? 1) - 1) * dilation + 1
    return mapDims((length) => {
      const count = round((length + begin + end - reach) / stride) + 1
      // A window that would start beyond the map and its padding is not counted.
      return round === Math.ceil && (count - 1) * stride >= length + begin ? count - 1 : count
    }, side)
  })
}

/** Stride, dilation and the padding before and after one side. */
function steps(operator: IrOperator, side: number, sides: number): [number, number, number, number] {
  const pads = intsAttribute(operator, 'pads')
  return [
    intsAttribute(operator, 'strides')?.[side] ?? 1,
    intsAttribute(operator, 'dilations')?.[side] ?? 1,
    pads?.[side] ?? 0,
    pads?.[side + sides] ?? 0,
  ]
}

const resize: Rule = ({ shape, values }) => {
  const x = shape(0)
  const scales = values(2)
  return x && scales && x.map((side, i) => mapDims((length) => Math.floor(length * (scales[i] ?? 1)), side))
}

const matMul: Rule = ({ shape }) => {
  const a = shape(0)
  const b = shape(1)
  if (!a || !b || a.length < 2 || b.length < 2) return undefined
  const batch = broadcastDims(a.slice(0, -2), b.slice(0, -2))
  return batch && [...batch, a.at(-2) ?? UNKNOWN, b.at(-1) ?? UNKNOWN]
}

const gemm: Rule = ({ operator, shape }) => {
  const a = shape(0)
  const b = shape(1)
  return (
    a &&
    b && [
      a[intAttribute(operator, 'transA') ? 1 : 0] ?? UNKNOWN,
      b[intAttribute(operator, 'transB') ? 0 : 1] ?? UNKNOWN,
    ]
  )
}

const reshape: Rule = ({ operator, shape, values }) => {
  const x = shape(0)
  const target = values(1)
  if (!x || !target || intAttribute(operator, 'allowzero') === 1) return undefined
  const dims = target.map((dim, i) => (dim === 0 ? (x[i] ?? UNKNOWN) : dim))
  const open = dims.indexOf(-1)
  if (open < 0) return dims
  // A named size that stands on both sides may be taken out of both.
  const rest = dims.filter((_, i) => i !== open)
  const total = mapDims(
    (...sizes) => sizes.reduce((product, size) => product * size, 1),
    ...x.filter(isKnown),
  )
  const divisor = mapDims(
    (...sizes) => sizes.reduce((product, size) => product * size, 1),
    ...rest.filter(isKnown),
  )
  const names = x.filter((dim) => !isKnown(dim))
  for (const dim of rest.filter((size) => !isKnown(size))) {
    const at = names.indexOf(dim)
    if (dim === UNKNOWN || at < 0) return undefined
    names.splice(at, 1)
  }
  if (!isKnown(total) || !isKnown(divisor)) return undefined
  const [name, ...more] = names
  if (name === undefined) dims[open] = total / divisor
  else dims[open] = more.length === 0 && total === divisor ? name : UNKNOWN
  return dims
}

const transpose: Rule = ({ operator, shape }) => {
  const x = shape(0)
  const perm = intsAttribute(operator, 'perm')
  return x && perm && perm.map((axis) => x[axis] ?? UNKNOWN)
}

const slice: Rule = ({ shape, values }) => {
  const x = shape(0)
  const starts = values(1)
  const ends = values(2)
  const axes = values(3) ?? starts?.map((_, i) => i)
  if (!x || !starts || !ends || !axes) return undefined
  const given = values(4)
  const dims = [...x]
  for (const [i, axis] of axes.entries()) {
    const at = axis < 0 ? axis + x.length : axis
    const step = given?.[i] ?? 1
    if (step < 1) return undefined
    dims[at] = mapDims((length) => {
      const clamp = (value: number): number =>
        Math.min(length, Math.max(0, value < 0 ? value + length : value))
      return Math.max(0, Math.ceil((clamp(ends[i] ?? 0) - clamp(starts[i] ?? 0)) / step))
    }, x[at] ?? UNKNOWN)
  }
  return dims
}

const gather: Rule = ({ operator, shape }) => {
  const x = shape(0)
  const indices = shape(1)
  if (!x || !indices) return undefined
  const axis = intAttribute(operator, 'axis') ?? 0
  const at = axis < 0 ? axis + x.length : axis
  return [...x.slice(0, at), ...indices, ...x.slice(at + 1)]
}

/** The axes are an input from opset 18 on (ReduceSum from 13 on), an attribute before. */
const reduce: Rule = ({ operator, shape, values }) => {
  const x = shape(0)
  if (!x) return undefined
  const axes = intsAttribute(operator, 'axes') ?? (operator.inputs[1] ? values(1) : x.map((_, i) => i))
  if (!axes || axes.length === 0) return undefined
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + x.length : axis)))
  return (intAttribute(operator, 'keepdims') ?? 1) === 1
    ? x.map((dim, i) => (reduced.has(i) ? 1 : dim))
    : x.filter((_, i) => !reduced.has(i))
}

/** One value for each channel of each sample. */
const globalPool: Rule = ({ shape }) => shape(0)?.map((dim, i) => (i < 2 ? dim : 1))

const pad: Rule = ({ shape, values }) => {
  const x = shape(0)
  const pads = values(1)
  if (!x || pads?.length !== 2 * x.length) return undefined
  return x.map((side, i) => mapDims((length) => length + (pads[i] ?? 0) + (pads[i + x.length] ?? 0), side))
}

const concat: Rule = ({ operator, shape }) => {
  const first = shape(0)
  if (!first) return undefined
  const axis = intAttribute(operator, 'axis') ?? 0
  const at = axis < 0 ? axis + first.length : axis
  const lengths: Dim[] = []
  for (let i = 0; i < operator.inputs.length; i++) {
    const next = shape(i)
    if (!next) return undefined
    lengths.push(next[at] ?? UNKNOWN)
  }
  const total = mapDims((...known) => known.reduce((sum, length) => sum + length, 0), ...lengths)
  return first.map((dim, i) => (i === at ? total : dim))
}

const expand: Rule = ({ shape, values }) => {
  const x = shape(0)
  const target = values(1)
  return x && target && broadcastDims(x, target)
}

const unsqueeze: Rule = ({ shape, values }) => {
  const x = shape(0)
  const axes = values(1)
  if (!x || !axes) return undefined
  const rank = x.length + axes.length
  const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)))
  const rest = [...x]
  return Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.shift() ?? UNKNOWN)))
}

const RULES: Readonly<Record<string, Rule>> = {
  ...table(
    same,
    'Abs Acos Cast Clip Cos Identity InstanceNormalization LeakyRelu Neg Relu Sigmoid Sin Sqrt Tanh',
  ),
  ...table(broadcast, 'Add Div Greater Less Max Min Mul Pow Sub Where'),
  ...table(pool, 'AveragePool MaxPool'),
  ...table(reduce, 'ReduceMax ReduceMean ReduceMin ReduceSum'),
  Concat: concat,
  Conv: conv,
  ConvTranspose: convTranspose,
  Expand: expand,
  GlobalAveragePool: globalPool,
  Gather: gather,
  Gemm: gemm,
  MatMul: matMul,
  Pad: pad,
  Reshape: reshape,
  Resize: resize,
  Slice: slice,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
}

function table(rule: Rule, types: string): Record<string, Rule> {
  return Object.fromEntries(types.split(' ').map((type) => [type, rule]))
}
