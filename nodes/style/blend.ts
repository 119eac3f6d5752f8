import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { optionalPort, port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { agreeBatch, agreeWidth } from '../_shared/agree'

export default defineNode({
  type: 'style/blend',
  version: 1,
  title: 'Blend styles',
  summary: 'Mixes two styles of one layer: amount 0 is a, amount 1 is b.',
  help: `styles = a + (b − a) · amount, scale and bias alike. Below 0 and above 1 it exaggerates the difference. Use it to fade one layer from one style to another, or between the styles of two pictures.

Source: Huang & Belongie 2017, section 7 (style interpolation), here on the statistics themselves.`,
  keywords: ['mix', 'lerp', 'interpolate', 'fade', 'style interpolation'],
  inputs: {
    a: port('styles', 'Styles at amount 0, N × 2C.'),
    b: port('styles', 'Styles at amount 1, N × 2C.'),
    amount: optionalPort('scalar', 'Replaces the parameter amount when connected.'),
  },
  outputs: { styles: port('styles', 'The blended styles, N × 2C.') },
  params: {
    amount: param.float({
      default: 0.5,
      min: -1,
      max: 2,
      step: 0.01,
      live: true,
      doc: 'How much of b.',
    }),
  },
  infer({ a, b }, _p, report) {
    const batch = agreeBatch(report, 'blend', 'b', a.dims[0] ?? UNKNOWN, b.dims[0] ?? UNKNOWN)
    const width = agreeWidth(report, 'blend', 'b', a.dims[1] ?? UNKNOWN, b.dims[1] ?? UNKNOWN)
    return { styles: wireType('styles', [batch, width]) }
  },
  emit(g, { a, b, amount }) {
    const step = g.op('Mul', [g.op('Sub', [b, a]), amount ?? g.param('amount')])
    return { styles: g.op('Add', [a, step]) }
  },
  cases: [
    { name: 'half and half', in: { a: [2, 6], b: [2, 6] }, out: { styles: [2, 6] } },
    {
      name: 'one style for many samples',
      params: { amount: -0.25 },
      in: { a: ['N', 8], b: [1, 8] },
      out: { styles: ['N', 8] },
    },
    {
      name: 'amount from a wire',
      in: { a: [1, 4], b: [3, 4], amount: [] },
      out: { styles: [3, 4] },
    },
    { name: 'refuses styles of other channels', in: { a: [1, 6], b: [1, 8] }, error: 'blend/width' },
    { name: 'refuses another batch', in: { a: [2, 6], b: [3, 6] }, error: 'blend/batch' },
  ],
})
