import { blocks } from './blocks'

/** Node types by category. */
export const palette = {
  title: 'Node types',
  filter: 'Filter nodes',
  empty: (query: string) => `No node type fits “${query}”.`,
  categories: {
    input: 'Inputs',
    mapping: 'Mapping',
    style: 'Style',
    noise: 'Noise',
    conv: 'Convolution',
    norm: 'Normalisation',
    activation: 'Activation',
    arithmetic: 'Arithmetic',
    output: 'Outputs',
    block: blocks.category,
    graph: 'Graph',
  },
}
