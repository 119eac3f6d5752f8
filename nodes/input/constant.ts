import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType } from '../../core/tensor/wire-type'

export default defineNode({
  type: 'input/constant',
  version: 1,
  title: 'Learned constant',
  summary: 'A small learned feature map: what the generator grows every picture from.',
  help: `y = const, 1 × C × H × W, the same for every sample; all variety comes from styles and noise. It starts as ones, so an untrained generator begins with a flat map. It meets maps of any batch by broadcasting.

Source: Karras et al. 2019, section 2; NVlabs/stylegan, 4x4/Const (512 × 4 × 4, ones).`,
  keywords: ['const', 'start', '4x4', 'learned input', 'const_input_layer'],
  inputs: {},
  outputs: { y: port('features', 'The constant, 1 × channels × height × width.') },
  params: {
    init: param.choice({
      default: 'ones',
      options: { ones: 'Ones (StyleGAN)', normal: 'Normal (StyleGAN2)' },
      label: 'initial values',
      doc: 'What the constant holds before training.',
    }),
    channels: param.int({
      default: 512,
      min: 1,
      max: 4096,
      unit: 'channels',
      doc: 'Channels of the constant.',
    }),
    height: param.int({ default: 4, min: 1, max: 1024, unit: 'px', doc: 'Height of the constant.' }),
    width: param.int({ default: 4, min: 1, max: 1024, unit: 'px', doc: 'Width of the constant.' }),
  },
  weights: (_types, p) => ({
    const: {
      dims: [1, p.channels, p.height, p.width],
      init: p.init === 'ones' ? { kind: 'ones' } : { kind: 'normal', std: 1 },
      doc: 'The constant, 1 × channels × height × width.',
    },
  }),
  infer: (_types, p) => ({ y: wireType('features', [1, p.channels, p.height, p.width]) }),
  emit: (g) => ({ y: g.op('Identity', [g.weight('const')]) }),
  cases: [
    { name: 'the usual 4 × 4 start', out: { y: [1, 512, 4, 4] } },
    {
      name: 'a wide start',
      params: { channels: 3, height: 2, width: 5 },
      out: { y: [1, 3, 2, 5] },
    },
  ],
})
