import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { isKnown, UNKNOWN, wireType } from '../../core/tensor/wire-type'

export default defineNode({
  type: 'output/image',
  version: 1,
  title: 'Image',
  summary: 'Shows the picture and becomes an output of the exported model.',
  help: `image = x, or min(max(x, low), high) when the values are limited. On screen low is black and high is white, and whatever lies beyond is shown as black or white; the exported model keeps the values unless they are limited.

One channel is shown in grey, three as red, green and blue. A feature map with more channels needs To RGB first.

Source: convert_images_to_uint8 in NVlabs/stylegan, nominal range [−1, 1].`,
  keywords: ['result', 'preview', 'display', 'show', 'rgb', 'save'],
  role: 'output',
  inputs: { x: port(['image', 'features'], 'A map of 1 or 3 channels, N × C × H × W.') },
  outputs: { image: port('image', 'The image, same shape as x.') },
  params: {
    low: param.float({
      default: -1,
      min: -1000,
      max: 1000,
      live: true,
      label: 'black',
      doc: 'The value shown as black.',
    }),
    high: param.float({
      default: 1,
      min: -1000,
      max: 1000,
      live: true,
      label: 'white',
      doc: 'The value shown as white.',
    }),
    clamp: param.bool({
      default: false,
      label: 'limit values',
      doc: 'Limit the values themselves to black ... white, in the exported model too.',
    }),
  },
  infer({ x }, p, report) {
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = x.dims
    if (isKnown(c) && c !== 1 && c !== 3) {
      report.error(
        'output/channels',
        { port: 'x' },
        `An image has 1 or 3 channels, but this map has ${c}.`,
        'Insert a To RGB before it.',
      )
    }
    if (p.low >= p.high) {
      report.error(
        'output/range',
        { param: 'high' },
        `White must be above black, but black is at ${p.low} and white at ${p.high}.`,
        'Raise white or lower black.',
      )
    }
    return { image: wireType('image', [n, c, h, w]) }
  },
  emit: (g, { x }, p) => ({
    image: p.clamp ? g.op('Clip', [x, g.param('low'), g.param('high')]) : g.op('Identity', [x]),
  }),
  cases: [
    { name: 'a batch of colour images', in: { x: [2, 3, 5, 4] }, out: { image: [2, 3, 5, 4] } },
    {
      name: 'one grey map, limited to 0 ... 1',
      params: { low: 0, high: 1, clamp: true },
      in: { x: { kind: 'features', dims: ['N', 1, 7, 7] } },
      out: { image: ['N', 1, 7, 7] },
    },
    {
      name: 'refuses a map of many channels',
      in: { x: { kind: 'features', dims: [1, 512, 4, 4] } },
      error: 'output/channels',
    },
    {
      name: 'refuses white below black',
      params: { low: 1, high: -1 },
      in: { x: [1, 3, 4, 4] },
      error: 'output/range',
    },
  ],
})
