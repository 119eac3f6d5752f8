/** Frames, notes and reroute points. */
export const annotations = {
  emptyNote: 'Double click to write here.',
  noteField: 'Text of the note, in Markdown',
  noteHint: 'Ctrl+Enter keeps it, Escape gives up',
  frameField: 'Name of the frame',
  edit: 'Edit Text',
  resizeStep: 'Resize',
  rerouteStep: 'Add a reroute',
  frameStep: 'Frame the selection',
  nothingToFrame: 'No node is selected',
  needsOneWire: 'Select one wire',
  deleteStep: (nodes: number) => (nodes === 1 ? 'Delete Reroute' : `Delete ${nodes} nodes`),
  addressCopied: (address: string) => `Copied ${address}. Links in notes are never opened by themselves.`,
  addressNotCopied: (address: string) =>
    `The clipboard cannot be written here. The link leads to ${address}.`,
}
