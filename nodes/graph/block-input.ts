import { definePass } from '../../core/nodedef/passive'

export default definePass({
  type: 'graph/block-input',
  title: 'Block Input',
  summary: 'An input of the block it lies in: what is connected to the block outside comes in here.',
  help: `Every Block Input inside a block is one input of the block, named by its title; the topmost comes first. What it takes follows from what listens to it: an input that only feeds inputs which may stay open may stay open too.

Outside blocks it hands on what comes in, as a Reroute does.

Source: y = x, no formula.`,
  keywords: ['group', 'subgraph', 'entry', 'argument', 'interface', 'port'],
  inputDoc: 'Comes from outside the block; nothing is connected to it inside.',
  outputDoc: 'What is connected to the block.',
})
