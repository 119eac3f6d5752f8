/** Two values of one kind, or a number and anything, met value by value (numpy's broadcasting). */
import type { Report } from '../../core/nodedef/define-node'
import type { Emitter, Value, WireValue } from '../../core/nodedef/emitter'
import {
  broadcastDims,
  describeType,
  formatDims,
  kindWords,
  UNKNOWN,
  wireType,
  type Dim,
  type Kind,
  type WireType,
} from '../../core/tensor/wire-type'
import { VALUE_KINDS } from './kinds'
import { hasRows, withRows } from './w'

/** What the operands of an operation on every value may be. */
export const OPERAND_KINDS = [...VALUE_KINDS, 'scalar'] as const

/** The type of `a ∘ b` for an operation on every value. Reports at port b what can never meet. */
export function inferBroadcast(report: Report, a: WireType, b: WireType): WireType {
  if (isOpen(b)) return a
  if (isOpen(a)) return b.kind === 'scalar' ? a : b
  const kind = commonKind(a.kind, b.kind)
  if (kind === undefined) {
    report.error(
      'arithmetic/kind-mismatch',
      { port: 'b' },
      `Input a carries ${describeType(a)}, but input b carries ${describeType(b)}.`,
      `Connect two values of one kind, or ${kindWords('scalar')} on one side.`,
    )
    return a
  }
  const [left, right] = rowsDiffer(a, b) ? [rowDims(a), rowDims(b)] : [a.dims, b.dims]
  const dims = broadcastDims(left, right)
  if (dims === undefined) {
    report.error(
      'arithmetic/shape-mismatch',
      { port: 'b' },
      `Input a is ${formatDims(a.dims)}, but input b is ${formatDims(b.dims)}.`,
      'Make their sizes equal; where one side is 1 it is repeated.',
    )
  }
  return wireType(kind, dims ?? a.dims)
}

/** a and b so that ONNX's broadcasting pairs them as `inferBroadcast` says. */
export function alignForBroadcast(g: Emitter, a: WireValue, b: WireValue): [Value, Value] {
  return rowsDiffer(a.type, b.type) ? [withRows(g, a), withRows(g, b)] : [a, b]
}

/** Two maps with the same batch, for operators that do not broadcast: the one of batch 1 is repeated. */
export function alignBatches(g: Emitter, a: WireValue, b: WireValue): [Value, Value] {
  const [left, right] = [a.type.dims[0], b.type.dims[0]]
  if (left === right) return [a, b]
  return [right === 1 ? a : repeated(g, a, b), left === 1 ? b : repeated(g, b, a)]
}

function repeated(g: Emitter, x: Value, like: Value): Value {
  const batch = g.op('Shape', [like], { start: 0, end: 1 })
  return g.op('Expand', [x, g.op('Concat', [batch, g.ints([1, 1, 1])], { axis: 0 })])
}

/** Nothing is known yet: an open input, or a wire behind one. */
function isOpen({ dims }: WireType): boolean {
  return dims.length > 0 && dims.every((dim) => dim === UNKNOWN)
}

/** Maps may mix: a picture with features is features, noise takes the other's kind. */
const MAP_RANK: Partial<Record<Kind, number>> = { noise: 0, image: 1, features: 2 }

function commonKind(a: Kind, b: Kind): Kind | undefined {
  if (a === b || b === 'scalar') return a
  if (a === 'scalar') return b
  const [left, right] = [MAP_RANK[a], MAP_RANK[b]]
  if (left === undefined || right === undefined) return undefined
  return left > right ? a : b
}

/** A w without rows stands for the same row in every layer, so its batch must not meet the other's rows. */
function rowsDiffer(a: WireType, b: WireType): boolean {
  return a.kind === 'w' && b.kind === 'w' && hasRows(a) !== hasRows(b)
}

function rowDims(w: WireType): readonly Dim[] {
  const [n = UNKNOWN, d = UNKNOWN] = w.dims
  return hasRows(w) ? w.dims : [n, 1, d]
}
