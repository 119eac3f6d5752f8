import { createRegistry } from '../core/nodedef/registry'
import { nodeDefinitions } from '../nodes/index.gen'

export const registry = createRegistry(nodeDefinitions)
