import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { isKnown, UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { MAP_KINDS } from '../_shared/kinds'

export default defineNode({
  type: 'arithmetic/slice',
  version: 1,
  title: 'Slice channels',
  summary: 'Takes some neighbouring channels out of a map.',
  help: `y[n, c] = x[n, first + c] for c = 0 ... count − 1. Use it to look at single channels (one is shown in grey, three as a picture) or to part a map into branches; Concat channels joins them again.

Source: ONNX operator Slice on axis 1.`,
  keywords: ['split', 'select', 'channel', 'narrow', 'crop channels'],
  inputs: { x: port(MAP_KINDS, 'Map, N × C × H × W.') },
  outputs: { y: port('features', 'The channels taken, N × count × H × W.') },
  params: {
    first: param.int({
      default: 0,
      min: 0,
      max: 4095,
      doc: 'The first channel to take; the map starts at 0.',
    }),
    count: param.int({ default: 1, min: 1, max: 4096, unit: 'channels', doc: 'How many channels to take.' }),
  },
  infer({ x }, p, report) {
    const [n = UNKNOWN, channels = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = x.dims
    const last = p.first + p.count - 1
    if (isKnown(channels) && last >= channels) {
      report.error(
        'slice/beyond',
        { param: p.first >= channels ? 'first' : 'count' },
        `This takes the channels ${p.first} to ${last}, but the map has ${channels}, numbered 0 to ${channels - 1}.`,
        'Take fewer channels or start earlier.',
      )
    }
    return { y: wireType('features', [n, p.count, h, w]) }
  },
  emit: (g, { x }, p) => ({
    y: g.op('Slice', [x, g.ints([p.first]), g.ints([p.first + p.count]), g.ints([1]), g.ints([1])]),
  }),
  cases: [
    {
      name: 'channels 2 to 4',
      params: { first: 2, count: 3 },
      in: { x: [2, 6, 3, 5] },
      out: { y: [2, 3, 3, 5] },
    },
    {
      name: 'the green of a picture',
      params: { first: 1 },
      in: { x: { kind: 'image', dims: ['N', 3, 4, 4] } },
      out: { y: ['N', 1, 4, 4] },
    },
    { name: 'all channels', params: { count: 4 }, in: { x: [1, 4, 1, 3] }, out: { y: [1, 4, 1, 3] } },
    {
      name: 'refuses channels the map does not have',
      params: { first: 2, count: 3 },
      in: { x: [1, 4, 4, 4] },
      error: 'slice/beyond',
    },
  ],
})
