import type { Random } from '../../core/base/random'
import { blockId, nodeId } from '../../core/base/ids'
import { blockOf, graphOf } from '../../core/doc/block'
import { isGraphCommand, type Command, type GraphCommand } from '../../core/doc/commands/index'
import type { BlockRecord, PromotedParam } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { makeBlock, unlinkBlock } from '../../core/doc/make-block'
import { inferAll } from '../../core/infer/inference'
import { below, chance, pick } from './pick'

/** What a random command looks at: a document, or the graph inside a block. */
export type EditedGraph = Pick<Editor, 'document' | 'inference' | 'registry'>

type BlockCommand = Extract<Command, { type: `block/${string}` }>

const NO_BLOCK = blockId('nothing')

/** A random command about blocks; `inside` makes one for the graph inside. */
export function randomBlockCommand(
  type: BlockCommand['type'],
  graph: EditedGraph,
  random: Random,
  inside: (graph: EditedGraph) => Command,
): Command {
  const { document, registry } = graph
  const blocks = [...document.blocks.values()]
  const block = blocks.length === 0 ? undefined : pick(blocks, random)
  switch (type) {
    case 'block/add':
      return randomDefinition(graph, random)
    case 'block/edit':
      return block
        ? { type, block: block.id, command: insideOf(block, graph, inside) }
        : { type, block: NO_BLOCK, command: { type: 'node/remove', nodes: [] } }
    case 'block/describe':
      return {
        type,
        block: block?.id ?? NO_BLOCK,
        title: pick(['Layer', 'Blöck', '', 'x'.repeat(300)], random),
        summary: '',
      }
    case 'block/promote':
      return { type, block: block?.id ?? NO_BLOCK, params: block ? randomFace(block, graph, random) : [] }
    case 'block/remove':
      return { type, block: block?.id ?? NO_BLOCK }
    case 'block/relink': {
      const instances = [...document.nodes.values()].filter((node) => blockOf(node, document.blocks))
      const node = instances.length > 0 ? pick(instances, random).id : nodeId('nobody')
      const alike = blockOf(document.nodes.get(node) ?? { type: '' }, document.blocks)
      const unlinked = chance(random, 0.3) ? unlinkBlock(document, node)?.commands[0] : undefined
      return unlinked ?? { type, node, block: (chance(random, 0.4) ? alike?.id : block?.id) ?? NO_BLOCK }
    }
  }

  /** A block made of some of the nodes that are there. */
  function randomDefinition({ document: source }: EditedGraph, draw: Random): Command {
    const chosen = new Set([...source.nodes.keys()].filter(() => chance(draw, 0.3)).slice(0, 6))
    const made = makeBlock(source, registry, chosen, pick(['Layer', 'Resolution', 'a b'], draw))
    return made?.commands[0] ?? { type: 'block/remove', block: NO_BLOCK }
  }
}

/** A plain graph command; where the random one is about blocks, a harmless move. */
function insideOf(
  block: BlockRecord,
  { document, registry }: EditedGraph,
  inside: (graph: EditedGraph) => Command,
): GraphCommand {
  const graph = graphOf(block, document)
  if (graph.nodes.size === 0) return { type: 'node/remove', nodes: [] }
  const command = inside({ document: graph, registry, inference: inferAll(graph, registry) })
  return isGraphCommand(command) ? command : { type: 'node/move', moves: [] }
}

function randomFace(block: BlockRecord, { registry }: EditedGraph, random: Random): readonly PromotedParam[] {
  const all = [...block.nodes.values()].flatMap(({ id, type }) =>
    Object.keys(registry.get(type)?.params ?? {}).map((param) => ({ node: id, param })),
  )
  return Array.from({ length: Math.min(3, all.length) }, (_, i) => ({
    key: `p${chance(random, 0.05) ? 0 : i}`,
    label: `Knob ${i}`,
    targets: chance(random, 0.8) ? [pick(all, random)] : all.slice(0, below(random, 3)),
  }))
}
