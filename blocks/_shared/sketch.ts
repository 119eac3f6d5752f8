/** Draws a built-in block: nodes on a grid, its ports among them, and the parameters on its face. */
import { blockId, nodeId } from '../../core/base/ids'
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockData } from '../../core/doc/block'
import { parsePort, type PromotedParam } from '../../core/doc/document'
import { createGraphBuilder, type GridPlace, type NodeOptions } from '../../core/import/graph-builder'
import { createTensorStore } from '../../core/weights/tensor-store'

export interface Sketch {
  /** A port of the block. Returns what the nodes inside listen to. */
  input(id: string, title: string, at: GridPlace): string
  /** Returns the node's id; inputs are `{ x: 'conv.y' }`. */
  node(id: string, type: string, at: GridPlace, options?: NodeOptions): string
  output(id: string, title: string, at: GridPlace, from: string): void
  /** One parameter on the face that sets all of these: `conv.filters`. */
  knob(key: string, label: string, ...targets: readonly string[]): void
}

interface Words {
  /** Decides the node type in files, `block/ID`: never change it. */
  readonly id: string
  readonly title: string
  readonly summary: string
}

export function drawBlock({ id, title, summary }: Words, draw: (sketch: Sketch) => void): BlockData {
  // Built-in blocks hold no values, so nothing is ever stored here.
  const builder = createGraphBuilder(createTensorStore())
  const params: PromotedParam[] = []
  draw({
    input(port, label, at) {
      return `${builder.node(port, BLOCK_INPUT, at, { title: label })}.y`
    },
    node: (node, type, at, options) => builder.node(node, type, at, options),
    output(port, label, at, from) {
      builder.node(port, BLOCK_OUTPUT, at, { title: label, from: { x: from } })
    },
    knob(key, label, ...targets) {
      const refs = targets.map(parsePort)
      params.push({
        key,
        label,
        targets: refs.map(({ node, port }) => ({ node: nodeId(node), param: port })),
      })
    },
  })
  const { nodes, links } = builder.build({ name: title, description: summary })
  return { id: blockId(id), title, summary, nodes: [...nodes.values()], links: [...links.values()], params }
}
