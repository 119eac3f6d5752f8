import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType } from '../../core/tensor/wire-type'

export default defineNode({
  type: 'input/number',
  version: 1,
  title: 'Number',
  summary: 'One number that can steer several nodes at once.',
  help: `value = the number set here. Connect it to the psi, t or amount of several nodes to drag them together; a connected number replaces the node's own parameter.

Source: an ONNX tensor of rank 0.`,
  keywords: ['scalar', 'constant', 'slider', 'value', 'float'],
  inputs: {},
  outputs: { value: port('scalar', 'The number.') },
  params: {
    value: param.float({ default: 1, min: -1e6, max: 1e6, live: true, doc: 'The number on the wire.' }),
  },
  infer: () => ({ value: wireType('scalar', []) }),
  emit: (g) => ({ value: g.param('value') }),
  cases: [
    { name: 'one', out: { value: [] } },
    { name: 'a negative fraction', params: { value: -0.75 }, out: { value: [] } },
  ],
})
