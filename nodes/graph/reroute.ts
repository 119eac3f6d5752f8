import { definePass } from '../../core/nodedef/passive'

export default definePass({
  type: 'graph/reroute',
  title: 'Reroute',
  summary: 'A bend in a wire: hands on whatever comes in, to any number of listeners.',
  help: `y = x. It computes nothing and leaves no trace in an exported model.

Use it to lead long wires around other nodes, or to gather several listeners of one output.

Source: a point on a wire, no formula.`,
  keywords: ['dot', 'knot', 'bend', 'wire', 'point', 'junction'],
  inputDoc: 'Anything.',
  outputDoc: 'The same.',
})
