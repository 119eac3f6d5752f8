import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { wireType, type Kind } from '../../core/tensor/wire-type'

/** Feature maps come first: an unconnected input stands for one. */
const ANY: readonly [Kind, ...Kind[]] = ['features', 'image', 'noise', 'latent', 'w', 'styles', 'scalar']

export default defineNode({
  type: 'output/tensor',
  version: 1,
  title: 'Tensor output',
  summary: 'Makes any wire an output of the exported model, under a name of your choice.',
  help: `value = x, unchanged. Use it to get at features, styles or w in the exported model, or to keep a part of the graph running that leads to no image.

Source: ONNX graph outputs.`,
  keywords: ['export', 'result', 'probe', 'tap', 'features', 'named output'],
  role: 'output',
  inputs: { x: port(ANY, 'What is to be an output: any kind, any shape.') },
  outputs: { value: port(ANY, 'The same values.') },
  params: {
    name: param.text({
      default: 'value',
      maxLength: 64,
      doc: 'Name of the output in the exported model.',
    }),
  },
  infer({ x }, p, report) {
    if (p.name.trim() === '') {
      report.error(
        'output/no-name',
        { param: 'name' },
        'This output has no name.',
        'Type the name it shall have in the exported model.',
      )
    }
    return { value: wireType(x.kind, x.dims) }
  },
  emit: (g, { x }) => ({ value: g.op('Identity', [x]) }),
  cases: [
    { name: 'a feature map', in: { x: [2, 3, 5, 4] }, out: { value: [2, 3, 5, 4] } },
    {
      name: 'w with a row per layer',
      params: { name: 'w' },
      in: { x: { kind: 'w', dims: ['N', 3, 4] } },
      out: { value: ['N', 3, 4] },
    },
    {
      name: 'styles',
      params: { name: 'styles' },
      in: { x: { kind: 'styles', dims: [2, 6] } },
      out: { value: [2, 6] },
    },
    { name: 'a number', in: { x: { kind: 'scalar', dims: [] } }, out: { value: [] } },
    {
      name: 'refuses an empty name',
      params: { name: ' ' },
      in: { x: [1, 3, 4, 4] },
      error: 'output/no-name',
    },
  ],
})
