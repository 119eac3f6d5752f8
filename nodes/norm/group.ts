import { defineNode } from '../../core/nodedef/define-node'
import type { Value } from '../../core/nodedef/emitter'
import { param } from '../../core/nodedef/params'
import { isKnown, wireType } from '../../core/tensor/wire-type'
import {
  affineParam,
  affinePlanes,
  affineWeights,
  epsParam,
  mapInput,
  normalizedOutput,
} from '../_shared/channel-norm'
import { channelsOf } from '../_shared/channels'
import { applyAffine, instanceNorm } from '../_shared/normalization'

export default defineNode({
  type: 'norm/group',
  version: 1,
  title: 'Group norm',
  summary: 'Normalises groups of neighbouring channels of each sample together.',
  help: `y = (x − mean) / sqrt(var + eps), with mean and (biased) variance over C/groups × H × W of each group of each sample; then scale[c] · y + bias[c] if switched on. One group is layer norm, a group per channel is instance norm, and what lies between keeps some of the relation between channels.

Source: Wu & He 2018, "Group Normalization"; PyTorch's GroupNorm.`,
  keywords: ['GroupNorm', 'groups', 'normalization'],
  inputs: { x: mapInput },
  outputs: { y: normalizedOutput },
  params: {
    groups: param.int({
      default: 4,
      min: 1,
      max: 4096,
      unit: 'groups',
      doc: 'Number of groups; it must divide the channels.',
    }),
    eps: epsParam(1e-5),
    affine: affineParam,
  },
  weights: ({ x }, p) => affineWeights(x, p.affine),
  infer({ x }, p, report) {
    const [, channels] = x.dims
    if (isKnown(channels) && channels % p.groups !== 0) {
      report.error(
        'group-norm/groups',
        { param: 'groups' },
        `${channels} channels cannot be parted into ${p.groups} equal groups.`,
        `Set groups to ${divisorUpTo(channels, p.groups)}, or to another divisor of ${channels}.`,
      )
    }
    return { y: wireType('features', x.dims) }
  },
  emit(g, { x }, p) {
    // 0 keeps an axis (batch, width), -1 takes the rest: the height grows by the channels per group, and back.
    const reshape = (value: Value, axis1: number): Value =>
      g.op('Reshape', [value, g.ints([0, axis1, -1, 0])], { allowzero: 0 })
    const normalized = reshape(instanceNorm(g, reshape(x, p.groups), p.groups, p.eps), channelsOf(x))
    const affine = affinePlanes(g, p.affine)
    return { y: affine ? applyAffine(g, normalized, affine) : normalized }
  },
  cases: [
    {
      name: 'two groups of three',
      params: { groups: 2 },
      in: { x: [2, 6, 5, 4] },
      out: { y: [2, 6, 5, 4] },
    },
    {
      name: 'with scale and bias, a batch of unknown size',
      params: { affine: true },
      in: { x: ['N', 8, 3, 5] },
      out: { y: ['N', 8, 3, 5] },
    },
    {
      name: 'a group per channel, a large eps',
      params: { groups: 3, eps: 0.1 },
      in: { x: [1, 3, 4, 7] },
      out: { y: [1, 3, 4, 7] },
    },
    {
      name: 'refuses groups that do not divide the channels',
      in: { x: [1, 6, 4, 4] },
      error: 'group-norm/groups',
    },
  ],
})

/** The largest divisor of `count` that is at most `limit`. */
function divisorUpTo(count: number, limit: number): number {
  let divisor = Math.min(count, limit)
  while (count % divisor !== 0) divisor--
  return divisor
}
