import type { Diagnostic } from '../../../core/diagnostic/diagnostic'
import type { NodeColor } from '../../../core/doc/document'
import { counts } from './counts'

const colors: Readonly<Record<NodeColor, string>> = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  grey: 'Grey',
}
const severities: Readonly<Record<Diagnostic['severity'], string>> = { error: 'error', warning: 'warning' }

/** The inspector: the graph, what is selected, one node. */
export const inspector = {
  panel: 'Inspector',
  graphName: 'Graph name',
  description: 'Description',
  descriptionHint: 'What this graph is, for its readers.',
  nodes: 'Nodes',
  wires: 'Wires',
  selected: (nodes: number, wires: number) => {
    const parts = [nodes > 0 && counts.nodes(nodes), wires > 0 && counts.wires(wires)]
    return `${parts.filter(Boolean).join(' and ')} selected`
  },
  duplicate: 'Duplicate',
  delete: 'Delete',

  look: 'Mode and colour',
  arrange: 'Arrange',
  colour: 'Colour',
  colors,
  noColour: 'No colour',

  nodeName: 'Node name',
  copyId: "Copy the node's id",
  params: 'Parameters',
  about: (type: string) => `About ${type}`,
  severities,

  ports: 'Ports',
  selectSource: (source: string, input: string) => `Select ${source}, which feeds ${input}`,
  optional: 'optional',
  notConnected: 'not connected',
  inspect: (port: string) => `Inspect ${port}`,
  stopInspecting: (port: string) => `Stop inspecting ${port}`,
  eitherShape: (shapes: readonly string[]) => shapes.join(' or '),
  anyShape: 'any shape',

  weights: 'Weights',
  drawAnew: 'Draw the initial weights anew',
  loaded: 'loaded',
  initial: 'initial',
  takeBack: (weight: string) => `Take ${weight} back to its initial values`,
}
