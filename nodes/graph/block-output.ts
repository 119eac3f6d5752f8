import { definePass } from '../../core/nodedef/passive'

export default definePass({
  type: 'graph/block-output',
  title: 'Block Output',
  summary: 'An output of the block it lies in: what is connected here leaves the block.',
  help: `Every Block Output inside a block is one output of the block, named by its title; the topmost comes first.

Outside blocks it hands on what comes in, as a Reroute does.

Source: y = x, no formula.`,
  keywords: ['group', 'subgraph', 'exit', 'result', 'interface', 'port'],
  inputDoc: 'What leaves the block.',
  outputDoc: 'Goes to whoever listens to the block outside; nothing is connected to it inside.',
})
