import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { optionalPort, port } from '../../core/nodedef/ports'
import { mayEqual, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { agreeBatch } from '../_shared/agree'
import { enlarge, enlargedDim } from '../_shared/resize'

export default defineNode({
  type: 'arithmetic/fade',
  version: 1,
  title: 'Fade',
  summary: 'Fades from the doubled picture of a coarser resolution to the picture of a finer one.',
  help: `y = new + (up(old) − new) · clip(lod − level, 0, 1), where up doubles by nearest neighbour. The level of detail lod counts halvings: 0 is the full resolution, 1 half of it. The finest resolution has level 0, each coarser one a level more, and lod moves between the whole numbers while the network grows. At lod ≤ level only new is seen, at lod ≥ level + 1 only old.

Put one after the To RGB of each resolution from 8 px on and connect the same number to every lod.

Source: Karras et al. 2018, "Progressive Growing of GANs", section 2; structure 'linear' in NVlabs/stylegan.`,
  keywords: ['progressive growing', 'lod', 'alpha', 'lerp_clip', 'crossfade', 'blend'],
  inputs: {
    old: port(['image', 'features'], 'The coarser picture, N × C × H/2 × W/2.'),
    new: port(['image', 'features'], 'The finer picture, N × C × H × W.'),
    lod: optionalPort('scalar', 'Replaces the parameter lod when connected.'),
  },
  outputs: { y: port(['image', 'features'], 'The picture between the two, same kind as new.') },
  params: {
    lod: param.float({
      default: 0,
      min: 0,
      max: 10,
      step: 0.05,
      live: true,
      doc: 'Level of detail: how often the full resolution is halved.',
    }),
    level: param.int({
      default: 0,
      min: 0,
      max: 10,
      doc: 'The level of the new picture: 0 is the full resolution, 1 half of it.',
    }),
  },
  infer(types, _p, report) {
    const [oldBatch = UNKNOWN, oldChannels = UNKNOWN, oldHeight = UNKNOWN, oldWidth = UNKNOWN] =
      types.old.dims
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = types.new.dims
    if (!mayEqual(enlargedDim(oldHeight, 2), h) || !mayEqual(enlargedDim(oldWidth, 2), w)) {
      report.error(
        'fade/size',
        { port: 'old' },
        `The new picture is ${h} × ${w} px, but the old one doubled is ${enlargedDim(oldHeight, 2)} × ${enlargedDim(oldWidth, 2)}.`,
        'Connect the picture of the next coarser resolution.',
      )
    }
    if (!mayEqual(oldChannels, c)) {
      report.error(
        'fade/channels',
        { port: 'old' },
        `The new picture has ${c} channels, but the old one has ${oldChannels}.`,
        'Give both the same channels.',
      )
    }
    const batch = agreeBatch(report, 'fade', 'old', n, oldBatch)
    return { y: wireType(types.new.kind, [batch, c, h, w]) }
  },
  emit(g, inputs, p) {
    const distance = g.op('Sub', [enlarge(g, inputs.old, 2, 'nearest'), inputs.new])
    const beyond = g.op('Sub', [inputs.lod ?? g.param('lod'), g.scalar(p.level)])
    const share = g.op('Clip', [beyond, g.scalar(0), g.scalar(1)])
    return { y: g.op('Add', [inputs.new, g.op('Mul', [distance, share])]) }
  },
  cases: [
    {
      name: 'a quarter of the old',
      params: { lod: 0.25 },
      in: { old: [2, 3, 2, 3], new: [2, 3, 4, 6] },
      out: { y: [2, 3, 4, 6] },
    },
    { name: 'all of the new', in: { old: ['N', 3, 2, 2], new: ['N', 3, 4, 4] }, out: { y: ['N', 3, 4, 4] } },
    {
      name: 'all of the old, far beyond its level',
      params: { lod: 6.5, level: 2 },
      in: { old: [1, 3, 3, 2], new: [1, 3, 6, 4] },
      out: { y: [1, 3, 6, 4] },
    },
    {
      name: 'lod from a wire, one constant feature map',
      in: {
        old: { kind: 'features', dims: [1, 2, 1, 2] },
        new: { kind: 'features', dims: ['N', 2, 2, 4] },
        lod: [],
      },
      out: { y: ['N', 2, 2, 4] },
    },
    {
      name: 'refuses an old picture of another size',
      in: { old: [1, 3, 8, 8], new: [1, 3, 8, 8] },
      error: 'fade/size',
    },
    {
      name: 'refuses a new picture of odd size',
      in: { old: [1, 3, 3, 3], new: [1, 3, 7, 6] },
      error: 'fade/size',
    },
    {
      name: 'refuses other channels',
      in: { old: [1, 3, 4, 4], new: [1, 4, 8, 8] },
      error: 'fade/channels',
    },
    { name: 'refuses another batch', in: { old: [2, 3, 4, 4], new: [3, 3, 8, 8] }, error: 'fade/batch' },
  ],
})
