import { defineNode } from '../../core/nodedef/define-node'
import type { Emitter, Value } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { optionalPort, port } from '../../core/nodedef/ports'
import { tensor } from '../../core/tensor/tensor'
import { UNKNOWN, wireType, type Dim, type WireType } from '../../core/tensor/wire-type'
import { hasRows, withRows } from '../_shared/w'

export default defineNode({
  type: 'mapping/truncation',
  version: 1,
  title: 'Truncation',
  summary: 'Pulls w towards the average w: fewer oddities, less variety.',
  help: `w'[l] = average + (w[l] − average) · c[l], with c[l] = psi for the rows l below the cutoff and 1 for the others. psi 1 or cutoff 0 changes nothing, psi 0 gives the average picture, a negative psi its opposite. A w without rows is repeated for every layer first.

The average is a stored buffer: the mean of w over many latents, which a checkpoint brings along (dlatent_avg, w_avg). It starts at zero.

Source: Karras et al. 2019, appendix B; G_style in NVlabs/stylegan (psi 0.7, cutoff 8).`,
  keywords: ['psi', 'truncation trick', 'average', 'dlatent_avg', 'w_avg', 'cutoff'],
  inputs: {
    w: port('w', 'Intermediate latent, N × D, or a row per layer, N × L × D.'),
    psi: optionalPort('scalar', 'Replaces the parameter psi when connected.'),
  },
  outputs: { w: port('w', { doc: 'Truncated w, N × L × D.', shapes: [['N', 'L', 'D']] }) },
  params: {
    psi: param.float({
      default: 0.7,
      min: -1,
      max: 2,
      step: 0.05,
      live: true,
      doc: 'How much of the distance from the average stays.',
    }),
    cutoff: param.int({
      default: 8,
      min: 0,
      max: 64,
      unit: 'layers',
      live: true,
      doc: 'Rows below this number are truncated, the finer ones are left alone.',
    }),
    layers: param.int({
      default: 18,
      min: 1,
      max: 64,
      unit: 'layers',
      doc: 'Rows to give a w that has none; 2 · log2(resolution) − 2 for StyleGAN.',
    }),
  },
  weights: ({ w }) => ({
    average: {
      dims: [w.dims.at(-1) ?? UNKNOWN],
      init: { kind: 'zeros' },
      trainable: false,
      doc: 'The average w, D.',
    },
  }),
  infer: ({ w }, p) => ({
    w: wireType('w', [w.dims[0] ?? UNKNOWN, rowCount(w, p.layers), w.dims.at(-1) ?? UNKNOWN]),
  }),
  emit(g, { w, psi }, p) {
    const rows = Number(rowCount(w.type, p.layers))
    const average = g.weight('average')
    const distance = g.op('Sub', [withRows(g, w), average])
    const kept = g.op('Mul', [distance, psi ? selected(g, psi, rows, p.cutoff) : coefficients(g, rows, p)])
    return { w: g.op('Add', [kept, average]) }
  },
  cases: [
    {
      name: 'a row per layer, the first two truncated',
      params: { cutoff: 2 },
      in: { w: [2, 4, 5] },
      out: { w: [2, 4, 5] },
    },
    {
      name: 'a w without rows gets them',
      params: { psi: -0.5, cutoff: 1, layers: 3 },
      in: { w: ['N', 6] },
      out: { w: ['N', 3, 6] },
    },
    {
      name: 'psi from a wire',
      params: { cutoff: 2, layers: 3 },
      in: { w: [2, 6], psi: [] },
      out: { w: [2, 3, 6] },
    },
    { name: 'cutoff 0 changes nothing', params: { cutoff: 0 }, in: { w: [1, 4, 3] }, out: { w: [1, 4, 3] } },
    {
      name: 'a cutoff beyond the last row',
      params: { psi: 0, cutoff: 64 },
      in: { w: [2, 3, 4] },
      out: { w: [2, 3, 4] },
    },
  ],
})

function rowCount(w: WireType, layers: number): Dim {
  return hasRows(w) ? (w.dims[1] ?? UNKNOWN) : layers
}

/** psi below the cutoff, 1 from there on, as 1 × L × 1. */
function coefficients(
  g: Emitter,
  rows: number,
  { psi, cutoff }: { readonly psi: number; readonly cutoff: number },
): Value {
  const values = Float32Array.from({ length: rows }, (_, row) => (row < cutoff ? psi : 1))
  return g.live('coefficients', tensor([1, rows, 1], values))
}

/** The same with psi from a wire. */
function selected(g: Emitter, psi: Value, rows: number, cutoff: number): Value {
  const below = Float32Array.from({ length: rows }, (_, row) => (row < cutoff ? 1 : 0))
  const mask = g.op('Greater', [g.live('below', tensor([1, rows, 1], below)), g.scalar(0.5)])
  return g.op('Where', [mask, psi, g.scalar(1)])
}
