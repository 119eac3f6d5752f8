/** The canvas: camera, minimap, wires. */
export const view = {
  canvas: 'Graph',
  nothingSelected: 'Nothing is selected',
  minimap: 'Minimap. Arrow keys move the view, plus and minus zoom.',
  showMinimap: 'Show Minimap',
  hideMinimap: 'Hide Minimap',
  turnWires: { all: 'Show All Wires', faded: 'Fade Wires', hidden: 'Hide Wires' },
  wiresAre: { faded: 'Wires faded', hidden: 'Wires hidden' },
  wiresShown: 'Only wires at the selection are shown plainly',
  showAll: 'Show all',
  lockGraph: 'Lock Graph',
  unlockGraph: 'Unlock Graph',
  unlock: 'Unlock',
  locked: 'Locked',
  lockedMessage: 'The graph is locked: nodes and wires stay as they are.',
  lockedScope: 'Parameters, names and colours can be changed.',
}
