/**
 * Automatic layout as data: what the layout library is asked, and the moves that its answer comes to. Ports lie where
 * the canvas draws them, so that wires that can be straight are.
 */
import type { ElkNode } from 'elkjs/lib/elk-api'
import type { NodeId } from '../../core/base/ids'
import type { MoveNodes } from '../../core/doc/commands/node-commands'
import type { LinkRecord } from '../../core/doc/document'
import type { NodeForm } from '../annotations/form'
import { portOffset, type Box } from '../canvas/layout'

/** What is laid out: where nodes are and how large, and their ports from top to bottom. */
export interface Placed {
  readonly id: NodeId
  readonly box: Box
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly form?: NodeForm
}

type Moves = MoveNodes['moves']

/** What stays where it was: the nodes' centre of mass, or nothing: the upper left corner comes to (0, 0). */
export type LayoutAnchor = 'centre' | 'origin'

/** Between columns and between neighbours in a column, in graph units: the gap that our examples have. */
const GAP = 26
/** Between a node and a wire that passes it. */
const WIRE_GAP = 14
/** Up to here the compact placement takes less than a second; for 500 nodes it takes ten. */
const MOST_COMPACT = 300

const LAYERED = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  // As far right as can be: an affine stands beside its AdaIN, not beside the w that it shares with all others.
  'elk.layered.layering.strategy': 'LONGEST_PATH',
  // The same graph is laid out the same.
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': `${GAP}`,
  'elk.spacing.edgeNode': `${WIRE_GAP}`,
  'elk.spacing.componentComponent': `${2 * GAP}`,
  'elk.layered.spacing.nodeNodeBetweenLayers': `${GAP}`,
  // We draw wires as curves from port to port: nothing is kept free for bends between columns.
  'elk.layered.spacing.edgeNodeBetweenLayers': '0',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '0',
}

/**
 * The question: columns from left to right along the wires. Wires at nodes that are not among them are left out. The same
 * graph asks the same, in whatever order it was built or read.
 */
export function layoutGraph(nodes: readonly Placed[], links: Iterable<LinkRecord>): ElkNode {
  const ports = new Map<string, string>()
  const numbered = nodes.map((node, n) => ({ ...node, n })).sort((a, b) => compareTexts(a.id, b.id))
  const children = numbered.map(({ id, box, inputs, outputs, form, n }): ElkNode => {
    const port = (isInput: boolean) => (name: string, slot: number) => {
      const { x, y } = portOffset(isInput, slot, form)
      const key = `${isInput ? 'i' : 'o'}${n}.${slot}`
      ports.set(portKey(id, isInput, name), key)
      const layoutOptions = { 'elk.port.side': isInput ? 'WEST' : 'EAST' }
      return { id: key, x, y, width: 0, height: 0, layoutOptions }
    }
    return {
      id: `n${n}`,
      width: box.width,
      height: box.height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [...inputs.map(port(true)), ...outputs.map(port(false))],
    }
  })
  const wires = [...links]
    .map(({ from, to }) => ({
      from: portKey(from.node, false, from.port),
      to: portKey(to.node, true, to.port),
    }))
    .sort((a, b) => compareTexts(a.to, b.to) || compareTexts(a.from, b.from))
  const edges = wires.flatMap(({ from, to }, n) => {
    const [source, target] = [ports.get(from), ports.get(to)]
    return source && target ? [{ id: `e${n}`, sources: [source], targets: [target] }] : []
  })
  const strategy = nodes.length <= MOST_COMPACT ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF'
  const layoutOptions = { ...LAYERED, 'elk.layered.nodePlacement.strategy': strategy }
  return { id: 'graph', layoutOptions, children, edges }
}

/**
 * The moves of an answer to `layoutGraph(nodes, ...)`, in whole units. Nodes that stay where they are make none.
 */
export function layoutMoves(
  nodes: readonly Placed[],
  answer: ElkNode,
  anchor: LayoutAnchor = 'centre',
): Moves {
  const found = new Map(answer.children?.map((child) => [child.id, child]))
  const placed = nodes.flatMap(({ id, box }, n) => {
    const { x, y } = found.get(`n${n}`) ?? {}
    return x === undefined || y === undefined ? [] : [{ id, box, x, y }]
  })
  const shift = (axis: 'x' | 'y'): number =>
    anchor === 'origin'
      ? -Math.round(placed.reduce((least, node) => Math.min(least, node[axis]), Number.POSITIVE_INFINITY))
      : Math.round(
          placed.reduce((sum, node) => sum + node.box[axis] - node[axis], 0) / Math.max(1, placed.length),
        )
  const [dx, dy] = [shift('x'), shift('y')]
  return placed.flatMap(({ id, box, x, y }) => {
    const to = { x: Math.round(x) + dx, y: Math.round(y) + dy }
    return to.x === box.x && to.y === box.y ? [] : [{ node: id, ...to }]
  })
}

function portKey(node: NodeId, isInput: boolean, port: string): string {
  // No port name holds a line break.
  return `${node}\n${isInput ? 'in' : 'out'}\n${port}`
}

/** By code units: a locale would order the same names differently elsewhere. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
