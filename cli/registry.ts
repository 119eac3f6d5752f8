import type { Document } from '../core/doc/document'
import { withBlocks } from '../core/infer/block-registry'
import { createRegistry, type Registry } from '../core/nodedef/registry'
import { nodeDefinitions } from '../nodes/index.gen'

export const registry = createRegistry(nodeDefinitions)

/** The node types of the program and of one document's blocks. */
export function typesOf({ blocks }: Document): Registry {
  return withBlocks(registry, blocks)
}
