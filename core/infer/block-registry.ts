import type { BlockId } from '../base/ids'
import { blockOfType, blockType } from '../doc/block'
import type { Document } from '../doc/document'
import type { NodeDefinition } from '../nodedef/define-node'
import type { Registry } from '../nodedef/registry'
import { defineBlock } from './define-block'

type Blocks = Document['blocks']

const known = new WeakMap<Registry, WeakMap<Blocks, Registry>>()

/**
 * The node types of a program and of one document: every block is a type like any other, so palette, canvas, commands and
 * inference need to know nothing of blocks.
 */
export function withBlocks(registry: Registry, blocks: Blocks): Registry {
  const base = registry.base ?? registry
  if (blocks.size === 0) return base
  let ofBase = known.get(base)
  if (!ofBase) known.set(base, (ofBase = new WeakMap()))
  let extended = ofBase.get(blocks)
  if (!extended) ofBase.set(blocks, (extended = extend(base, blocks)))
  return extended
}

function extend(base: Registry, blocks: Blocks): Registry {
  const definitions = new Map<BlockId, NodeDefinition>()
  function get(type: string): NodeDefinition | undefined {
    const id = blockOfType(type)
    const block = id === null ? undefined : blocks.get(id)
    if (!block) return base.get(type)
    const known = definitions.get(block.id)
    if (known) return known
    const definition = defineBlock(block, blocks, extended)
    definitions.set(block.id, definition)
    return definition
  }
  const extended: Registry = {
    base,
    get,
    get all() {
      return [...base.all, ...[...blocks.keys()].sort().flatMap((id) => get(blockType(id)) ?? [])]
    },
  }
  return extended
}
