/** The search for a node to add. */
export const search = {
  title: 'Add a node',
  field: 'Search node types',
  list: 'Node types that fit',
  placeholder: 'Add a node',
  placeholderForWire: 'Add and connect a node',
  empty: 'Nothing fits.',
  recent: 'used last',
  /** The wire can be put on the node, but not with the numbers that the node starts with. */
  loose: 'not as it is',
  preview: 'Preview',
  inputs: 'Inputs',
  outputs: 'Outputs',
  optional: 'optional',
  /** Beside the port that the wire in hand goes to. */
  connects: 'the wire',
}
