/** On the canvas, and the steps of its gestures in the history. */
export const canvas = {
  label: 'Graph canvas. The same graph is listed in the outline.',
  menu: 'Canvas menu',
  rename: 'Rename',
  addHint: 'Double click to add a node, or drag one from the left.',
  noPicture: 'no picture yet',
  unknownType: 'unknown node type',
  typeAndShape: (kind: string, shape: string) => `${kind}, ${shape}`,
  either: (choices: readonly string[]) => choices.join(' or '),
  moveStep: 'Move',
  insertStep: 'Insert into a wire',
  connectStep: 'Connect',
  moveWireStep: 'Move a wire',
  disconnectStep: 'Disconnect a wire',
}
