import { defineNode, type Report } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { tensor } from '../../core/tensor/tensor'
import { isKnown, UNKNOWN, wireType, type Dim, type WireType } from '../../core/tensor/wire-type'
import { agreeBatch, agreeRows, agreeWidth } from '../_shared/agree'
import { hasRows, withRows } from '../_shared/w'

interface Rows {
  readonly first: number
  /** Included; Infinity for the last row there is. */
  readonly last: number
}

/** Source: generate_figures.py in NVlabs/stylegan. */
const PRESETS: Readonly<Record<'none' | 'coarse' | 'middle' | 'fine', Rows>> = {
  none: { first: 0, last: -1 },
  coarse: { first: 0, last: 3 },
  middle: { first: 4, last: 7 },
  fine: { first: 8, last: Infinity },
}

export default defineNode({
  type: 'mapping/style-mix',
  version: 1,
  title: 'Style mix',
  summary:
    'Takes the styles of some layers from another w: the pose of one picture, the colours of the other.',
  help: `w[l] = b[l] for the rows l in the range, a[l] for all others, unchanged to the bit. Coarse rows (0 to 3, up to 8 × 8 px) carry pose and shape, middle rows (4 to 7, up to 32 × 32 px) features, fine rows (8 to the last) colours and texture. A w without rows is repeated for every layer first.

Source: Karras et al. 2019, section 3.1 and figure 3; generate_figures.py in NVlabs/stylegan.`,
  keywords: ['style mixing', 'crossover', 'swap', 'coarse', 'middle', 'fine', 'combine'],
  inputs: {
    a: port('w', 'The w that gives all other rows, N × D or N × L × D.'),
    b: port('w', 'The w that gives the rows in the range, N × D or N × L × D.'),
  },
  outputs: { w: port('w', { doc: 'The mixed w, N × L × D.', shapes: [['N', 'L', 'D']] }) },
  params: {
    range: param.choice({
      default: 'coarse',
      options: {
        none: 'None, every row from a',
        coarse: 'Coarse, rows 0 to 3',
        middle: 'Middle, rows 4 to 7',
        fine: 'Fine, rows 8 to the last',
        custom: 'Custom',
      },
      doc: 'Which rows come from b.',
    }),
    first: param.int({ default: 0, min: 0, max: 63, live: true, doc: 'The first row that comes from b.' }),
    last: param.int({ default: 3, min: 0, max: 63, live: true, doc: 'The last row that comes from b.' }),
    layers: param.int({
      default: 18,
      min: 1,
      max: 64,
      unit: 'layers',
      doc: 'Rows of the mix when neither w has rows; 2 · log2(resolution) − 2 for StyleGAN.',
    }),
  },
  visible: { first: (p) => p.range === 'custom', last: (p) => p.range === 'custom' },
  infer({ a, b }, p, report) {
    const batch = agreeBatch(report, 'style-mix', 'b', a.dims[0] ?? UNKNOWN, b.dims[0] ?? UNKNOWN)
    const rows = agreeRows(report, 'style-mix', 'b', a, b) ?? p.layers
    const width = agreeWidth(report, 'style-mix', 'b', a.dims.at(-1) ?? UNKNOWN, b.dims.at(-1) ?? UNKNOWN)
    if (p.range !== 'none') reportRange(report, p.range === 'custom' ? 'first' : 'range', rowsFromB(p), rows)
    return { w: wireType('w', [batch, rows, width]) }
  },
  emit(g, { a, b }, p) {
    const rows = rowCount(a.type, b.type, p.layers)
    const { first, last } = rowsFromB(p)
    const fromB = Float32Array.from({ length: rows }, (_, row) => (row >= first && row <= last ? 1 : 0))
    const mask = g.op('Greater', [g.live('mask', tensor([1, rows, 1], fromB)), g.scalar(0.5)])
    return { w: g.op('Where', [mask, withRows(g, b), withRows(g, a)]) }
  },
  cases: [
    { name: 'coarse rows', in: { a: [2, 10, 3], b: [2, 10, 3] }, out: { w: [2, 10, 3] } },
    {
      name: 'middle rows of one b for many a',
      params: { range: 'middle', layers: 8 },
      in: { a: ['N', 5], b: [1, 5] },
      out: { w: ['N', 8, 5] },
    },
    {
      name: 'nothing of b',
      params: { range: 'none', layers: 3 },
      in: { a: [2, 5], b: [1, 5] },
      out: { w: [2, 3, 5] },
    },
    {
      name: 'fine rows, only a has rows',
      params: { range: 'fine' },
      in: { a: [1, 11, 4], b: [3, 4] },
      out: { w: [3, 11, 4] },
    },
    {
      name: 'a range of your own',
      params: { range: 'custom', first: 1, last: 1, layers: 3 },
      in: { a: [2, 4], b: [2, 4] },
      out: { w: [2, 3, 4] },
    },
    { name: 'refuses another batch', in: { a: [2, 8, 4], b: [3, 8, 4] }, error: 'style-mix/batch' },
    { name: 'refuses another width', in: { a: [2, 8, 4], b: [2, 8, 5] }, error: 'style-mix/width' },
    { name: 'refuses other rows', in: { a: [2, 8, 4], b: [2, 10, 4] }, error: 'style-mix/rows' },
    {
      name: 'refuses a range that ends before it starts',
      params: { range: 'custom', first: 3, last: 1 },
      in: { a: [2, 8, 4], b: [2, 8, 4] },
      error: 'style-mix/empty-range',
    },
    {
      name: 'refuses rows w does not have',
      params: { range: 'fine' },
      in: { a: [2, 6, 4], b: [2, 6, 4] },
      error: 'style-mix/no-such-row',
    },
  ],
})

function rowsFromB(p: {
  readonly range: 'none' | 'coarse' | 'middle' | 'fine' | 'custom'
  readonly first: number
  readonly last: number
}): Rows {
  return p.range === 'custom' ? { first: p.first, last: p.last } : PRESETS[p.range]
}

function rowCount(a: WireType, b: WireType, layers: number): number {
  const source = [a, b].find(hasRows)
  return source ? Number(source.dims[1]) : layers
}

function reportRange(report: Report, startParam: string, { first, last }: Rows, rows: Dim): void {
  if (last < first) {
    report.error(
      'style-mix/empty-range',
      { param: 'last' },
      `The range starts at row ${first}, but ends at row ${last}.`,
      'Set the last row to the first one or beyond it.',
    )
  }
  if (isKnown(rows) && first >= rows) {
    report.error(
      'style-mix/no-such-row',
      { param: startParam },
      `The range starts at row ${first} of w, but w has rows 0 to ${rows - 1}.`,
      'Choose a range that starts lower, or give w more layers.',
    )
  }
}
