/** Blocks: entering and leaving, what stands on their faces, what is shared. */
export const scope = {
  path: 'Where you are',
  leaveTo: (title: string) => `Leave to ${title}`,
  enter: 'Enter Block',
  leave: 'Leave Block',
  make: 'Make Block',
  unpack: 'Unpack',
  unlink: 'Unlink',
  newTitle: 'Block',
  made: (nodes: number) => `Make a block of ${nodes === 1 ? '1 node' : `${nodes} nodes`}`,
  unpacked: (title: string) => `Unpack ${title}`,
  unlinked: (title: string) => `Unlink ${title}`,
  nowOwn: (title: string) =>
    `This node stands for a block of its own now, ${title}. Nothing else changes with it.`,
  removeUnused: (blocks: number) =>
    blocks === 1 ? 'Remove an unused block' : `Remove ${blocks} unused blocks`,
  removed: (titles: readonly string[]) =>
    `Removed, as no node stood for ${titles.length === 1 ? 'it' : 'them'}: ${titles.slice(0, 5).join(', ')}${titles.length > 5 ? `, and ${titles.length - 5} more` : ''}.`,
  allUsed: 'Every block of this graph is in use',
  noBlock: 'No block is selected',
  notInBlock: 'You are not inside a block',
  noNodes: 'No node is selected',
  onlyOne: 'Nothing else stands for this block',
  modeKeepsIt: 'Let it run first: it is bypassed or muted',
  entered: (title: string, nodes: number) => `Inside ${title}, ${nodes === 1 ? '1 node' : `${nodes} nodes`}`,
  left: (title: string, nodes: number) => `Back in ${title}, ${nodes === 1 ? '1 node' : `${nodes} nodes`}`,
  shared: (others: number) =>
    others === 1
      ? 'Shared with 1 other node: editing the block changes both.'
      : `Shared with ${others} other nodes: editing the block changes all.`,
  own: 'Only this node stands for the block.',
  changesAll: (instances: number) =>
    instances <= 1
      ? 'Changes here are changes of this block.'
      : `Changes here reach all ${instances} nodes that stand for this block.`,
  section: 'Block',
  name: 'Block name',
  summary: 'What it is for',
  summaryHint: 'What this block does, for its readers.',
  face: 'On its face',
  faceEmpty: 'Nothing yet. Select a node in here and choose “Put on Block’s Face” beside a parameter.',
  faceLabel: (key: string) => `Words for ${key}`,
  faceSets: (targets: string) => `Sets ${targets}`,
  faceUp: (label: string) => `Move ${label} up`,
  faceRemove: (label: string) => `Take ${label} off the face`,
  promote: 'Put on Block’s Face',
  demote: 'Take Off Block’s Face',
  onFace: (label: string) => `On the block’s face as “${label}”.`,
  ports: 'Inputs and outputs',
  portsHint: 'Block Input and Block Output nodes. Their titles name the ports; the topmost comes first.',
  addInput: 'Add Input',
  addOutput: 'Add Output',
}
