import { formatPort, type Document } from '../doc/document'
import { inferAll, type Inference, type RealOutputs } from '../infer/inference'
import { withDefaults } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import type { Tensor } from '../tensor/tensor'
import { wireType, type WireType } from '../tensor/wire-type'

/** Tensors given from outside in place of a port's own value, keyed `node.port`. */
export type Feeds = ReadonlyMap<string, Tensor>

/**
 * Inference for a run. Two things are known better than the graph alone can tell: the dims of what is fed, and, when
 * the sources are drawn (`live`), how many samples they draw.
 */
export function inferForRun(
  document: Document,
  registry: Registry,
  mode: 'live' | 'export',
  feeds: Feeds = new Map(),
): Inference {
  return inferAll(document, registry, runOutputs(registry, mode, feeds))
}

function runOutputs(registry: Registry, mode: 'live' | 'export', feeds: Feeds): RealOutputs {
  return (node, inferred) => {
    const definition = registry.get(node.type)
    if (!definition) return inferred
    // A source that is muted or bypassed draws nothing.
    const drawn =
      mode === 'live' && node.mode === undefined
        ? definition.sourceDims?.(withDefaults(definition.params, node.params))
        : undefined
    let real: Map<string, WireType> | undefined
    for (const [port, { kinds }] of Object.entries(definition.outputs)) {
      const dims = feeds.get(formatPort({ node: node.id, port }))?.dims ?? drawn?.[port]
      if (!dims) continue
      real ??= new Map(inferred)
      real.set(port, wireType(inferred.get(port)?.kind ?? kinds[0], dims))
    }
    return real ?? inferred
  }
}
