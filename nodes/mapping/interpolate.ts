import { defineNode } from '../../core/nodedef/define-node'
import type { Emitter, Value } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { optionalPort, port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType, type WireType } from '../../core/tensor/wire-type'
import { agreeBatch, agreeRows, agreeWidth } from '../_shared/agree'
import { reduceSum } from '../_shared/reduce'
import { withRows } from '../_shared/w'

/** Angles this close to 0 or pi count as this far away: below it sin(t · angle) / sin(angle) is t in float32. */
const SMALLEST_ANGLE = 1e-3

export default defineNode({
  type: 'mapping/interpolate',
  version: 1,
  title: 'Interpolate',
  summary: 'Goes from one latent to another: t = 0 is a, t = 1 is b, beyond them it goes on.',
  help: `Linear: y = a + (b − a) · t. Right for w, whose space has no preferred length.

Spherical: y = sin((1 − t) · angle) / sin(angle) · a + sin(t · angle) / sin(angle) · b, with the angle between a and b, row by row. Right for z: a straight line between two normal latents passes through lengths that a normal distribution never draws. Nearly parallel latents are interpolated linearly (angles below 0.001 count as 0.001, where both agree to the last digits of a float32), and so are nearly opposite ones, between which no shortest way exists.

Source: Shoemake 1985, "Animating Rotation with Quaternion Curves"; White 2016, "Sampling Generative Networks".`,
  keywords: ['lerp', 'slerp', 'morph', 'walk', 'blend', 'between', 'animation'],
  inputs: {
    a: port(['latent', 'w'], 'Where t = 0 stands: z, N × Z, or w, N × D or N × L × D.'),
    b: port(['latent', 'w'], 'Where t = 1 stands, of the same kind as a.'),
    t: optionalPort('scalar', 'Replaces the parameter t when connected.'),
  },
  outputs: { y: port(['latent', 'w'], 'The latent between them, of the kind of a and b.') },
  params: {
    t: param.float({
      default: 0.5,
      min: -1,
      max: 2,
      step: 0.01,
      live: true,
      doc: 'How far to go from a to b; below 0 and above 1 goes on beyond them.',
    }),
    mode: param.choice({
      default: 'linear',
      options: { linear: 'Linear', slerp: 'Spherical' },
      doc: 'A straight line, or an arc that keeps the length.',
    }),
  },
  infer({ a, b }, _p, report) {
    if (a.kind !== b.kind && !isBlank(a) && !isBlank(b)) {
      report.error(
        'interpolate/kinds',
        { port: 'b' },
        `a is ${a.kind === 'w' ? 'a w' : 'a latent z'}, but b is ${b.kind === 'w' ? 'a w' : 'a latent z'}.`,
        'Interpolate two z before the mapping network or two w after it.',
      )
    }
    const batch = agreeBatch(report, 'interpolate', 'b', a.dims[0] ?? UNKNOWN, b.dims[0] ?? UNKNOWN)
    const rows = agreeRows(report, 'interpolate', 'b', a, b)
    const width = agreeWidth(report, 'interpolate', 'b', a.dims.at(-1) ?? UNKNOWN, b.dims.at(-1) ?? UNKNOWN)
    const dims = rows === undefined ? [batch, width] : [batch, rows, width]
    return { y: wireType(isBlank(a) ? b.kind : a.kind, dims) }
  },
  emit(g, inputs, p) {
    const t = inputs.t ?? g.param('t')
    const byRow = inputs.a.type.dims.length !== inputs.b.type.dims.length
    const a = byRow ? withRows(g, inputs.a) : inputs.a
    const b = byRow ? withRows(g, inputs.b) : inputs.b
    if (p.mode === 'slerp') return { y: slerp(g, a, b, t) }
    return { y: g.op('Add', [a, g.op('Mul', [g.op('Sub', [b, a]), t])]) }
  },
  cases: [
    {
      name: 'halfway between two latents',
      in: { a: [2, 7], b: [2, 7] },
      out: { y: [2, 7] },
    },
    {
      name: 'spherical, a quarter of the way',
      params: { mode: 'slerp', t: 0.25 },
      in: { a: ['N', 8], b: [1, 8] },
      out: { y: ['N', 8] },
    },
    {
      name: 'spherical, row by row, beyond b',
      params: { mode: 'slerp', t: 1.5 },
      in: { a: { kind: 'w', dims: [2, 3, 6] }, b: { kind: 'w', dims: [1, 6] } },
      out: { y: [2, 3, 6] },
    },
    {
      name: 't from a wire',
      in: { a: { kind: 'w', dims: [1, 5] }, b: { kind: 'w', dims: [2, 3, 5] }, t: [] },
      out: { y: [2, 3, 5] },
    },
    {
      name: 'refuses a z and a w',
      in: { a: [2, 4], b: { kind: 'w', dims: [2, 4] } },
      error: 'interpolate/kinds',
    },
    { name: 'refuses another batch', in: { a: [2, 4], b: [3, 4] }, error: 'interpolate/batch' },
    { name: 'refuses another width', in: { a: [2, 4], b: [2, 5] }, error: 'interpolate/width' },
    {
      name: 'refuses other rows',
      in: { a: { kind: 'w', dims: [1, 3, 4] }, b: { kind: 'w', dims: [1, 2, 4] } },
      error: 'interpolate/rows',
    },
  ],
})

/** Nothing is known of it: an unconnected input stands in as its port's first kind and must not argue with the other. */
function isBlank(type: WireType): boolean {
  return type.dims.every((dim) => dim === UNKNOWN)
}

/** The arc from a to b over the last axis. */
function slerp(g: Emitter, a: Value, b: Value, t: Value): Value {
  const dot = (x: Value, y: Value): Value => reduceSum(g, g.op('Mul', [x, y]), [-1])
  const lengths = g.op('Sqrt', [g.op('Mul', [dot(a, a), dot(b, b)])])
  // A latent of length 0 has no direction; it then counts as perpendicular instead of giving NaN.
  const cosine = g.op('Div', [dot(a, b), g.op('Add', [lengths, g.scalar(1e-20)])])
  const angle = clip(g, g.op('Acos', [clip(g, cosine, -1, 1)]), SMALLEST_ANGLE, Math.PI - SMALLEST_ANGLE)
  const sine = g.op('Sin', [angle])
  const share = (part: Value): Value => g.op('Div', [g.op('Sin', [g.op('Mul', [angle, part])]), sine])
  const rest = g.op('Sub', [g.scalar(1), t])
  return g.op('Add', [g.op('Mul', [a, share(rest)]), g.op('Mul', [b, share(t)])])
}

function clip(g: Emitter, x: Value, low: number, high: number): Value {
  return g.op('Clip', [x, g.scalar(low), g.scalar(high)])
}
