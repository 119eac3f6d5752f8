import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { BLOCK_OUTPUT, blockOf } from '../../core/doc/block'
import { joinPath, nodeSeenFrom, pathOf } from '../../core/doc/block-path'
import type { BlockRecord, PortRef } from '../../core/doc/document'
import { portInRun } from '../../core/doc/expand'
import type { GraphScope } from '../../core/doc/graph-scope'

/** Which graph is shown, as signals; and the names that a run has for what is shown, which knows no blocks. */
export interface ScopeStore {
  readonly path: ReadonlySignal<readonly NodeId[]>
  /** The block that is shown; null in the document's own graph. */
  readonly block: ReadonlySignal<BlockRecord | null>
  /** A shown node, or the instance that holds it, for a node of the run; null for one that lies elsewhere. */
  seen(node: NodeId): NodeId | null
  /** The same for maps by node; of several nodes in one instance, `merge` decides. */
  seenMap<Item>(
    byNode: ReadonlyMap<NodeId, Item>,
    merge?: (one: Item, other: Item) => Item,
  ): ReadonlyMap<NodeId, Item>
  /** The run's name for a shown port. */
  toRun(port: PortRef): PortRef
  /** The shown port that stands for one of the run; null where none does. */
  fromRun(port: PortRef): PortRef | null
}

export function createScopeStore(scope: GraphScope): ScopeStore {
  const revision = signal(0)
  scope.subscribe(() => revision.value++)
  const path = computed(() => {
    void revision.value
    return scope.path
  })

  return {
    path,
    block: computed(() => {
      void revision.value
      return scope.block
    }),
    seen: (node) => nodeSeenFrom(path.value, node),
    seenMap(byNode, merge) {
      const within = path.value
      const found = new Map<NodeId, typeof byNode extends ReadonlyMap<NodeId, infer Item> ? Item : never>()
      for (const [node, item] of byNode) {
        const seen = nodeSeenFrom(within, node)
        if (seen === null || (!merge && pathOf(node).length !== within.length + 1)) continue
        const other = found.get(seen)
        found.set(seen, other === undefined || !merge ? item : merge(other, item))
      }
      return found
    },
    toRun(port) {
      const { node, port: name } = portInRun(scope.document, port)
      return { node: joinPath([...scope.path, node]), port: name }
    },
    fromRun({ node, port }) {
      const within = path.value
      const seen = nodeSeenFrom(within, node)
      if (seen === null) return null
      const inside = pathOf(node).slice(within.length)
      if (inside.length === 1) return { node: seen, port }
      const record = scope.document.nodes.get(seen)
      const behind = inside[1]
      const block = record && blockOf(record, scope.document.blocks)
      const isPort =
        inside.length === 2 && behind !== undefined && block?.nodes.get(behind)?.type === BLOCK_OUTPUT
      return isPort ? { node: seen, port: behind } : null
    },
  }
}
