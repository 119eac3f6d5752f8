import type { Sha256 } from '../base/ids'
import type { NodeRecord } from '../doc/document'

/** The loaded weights and chosen pictures that nodes name. */
export function namedValues(nodes: Iterable<NodeRecord>): Set<Sha256> {
  const names = new Set<Sha256>()
  for (const { weights, params } of nodes) {
    for (const { sha256 } of Object.values(weights ?? {})) names.add(sha256)
    for (const value of Object.values(params)) {
      if (typeof value === 'object' && value !== null) names.add(value.sha256)
    }
  }
  return names
}
