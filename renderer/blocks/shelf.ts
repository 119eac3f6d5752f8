/** The blocks that come with the program, beside the types of one graph: what can be added, and what adding one takes. */
import { builtInBlocks } from '../../blocks/index'
import { required } from '../../core/base/assert'
import { blockFromData, blockType, type BlockData } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import type { Editor } from '../../core/doc/editor'
import { withBlocks } from '../../core/infer/block-registry'
import type { Registry } from '../../core/nodedef/registry'
import { takeOver } from './take-over'

type Graph = Pick<Editor, 'document' | 'registry'>

export interface Shelf {
  /** The graph's types, and every built-in block as it would be called in this graph. */
  readonly registry: Registry
  /** The built-in block behind a type, unless the graph has it already. */
  builtIn(type: string): BlockData | undefined
}

const BUILT_IN = builtInBlocks.map((data) => ({ data, record: blockFromData(data) }))
const shelves = new WeakMap<Registry, Shelf>()

export function shelfOf({ document, registry }: Graph): Shelf {
  let shelf = shelves.get(registry)
  if (!shelf) {
    const { ids, shared, blocks } = takeOver(
      document.blocks,
      BUILT_IN.map(({ record }) => record),
    )
    const byType = new Map<string, BlockData>()
    for (const { data } of BUILT_IN) {
      const id = required(ids.get(data.id), data.id)
      if (!shared.has(id)) byType.set(blockType(id), data)
    }
    shelf = { registry: withBlocks(registry, blocks), builtIn: (type) => byType.get(type) }
    shelves.set(registry, shelf)
  }
  return shelf
}

/** The editor as it is now, but with the built-in blocks among its types: to try what one would come to. */
export function withShelf(editor: Editor): Editor {
  return { ...editor, registry: shelfOf(editor).registry }
}

/** The commands that make a type of the shelf one of the graph, to run before a node of it is added. None for one that is. */
export function definitionCommands(graph: Graph, type: string): readonly Command[] {
  const block = shelfOf(graph).builtIn(type)
  return block ? takeOver(graph.document.blocks, [blockFromData(block)]).commands : []
}
