import { hash32 } from '../base/hash'
import type { Registry } from '../nodedef/registry'
import { createDocument, type Document, type NodeRecord } from './document'
import { expand } from './expand'

/** The seed of a node's initial weights. */
export function weightSeedOf({ id, weightSeed }: Pick<NodeRecord, 'id' | 'weightSeed'>): number {
  return weightSeed ?? hash32(id)
}

/**
 * The seeds that decide now, so that they still decide when the node goes by another name: its own, or for a block's
 * instance those of every node inside.
 */
export function fixedSeeds(
  node: NodeRecord,
  blocks: Document['blocks'],
  registry: Registry,
): Pick<NodeRecord, 'weightSeed' | 'innerSeeds'> {
  const { mode: _mode, ...running } = node
  const flat = expand(createDocument({ name: '', description: '' }, [running], [], blocks.values()))
  if (flat.nodes.has(node.id)) {
    const draws = node.weightSeed !== undefined || registry.get(node.type)?.weights !== undefined
    return draws ? { weightSeed: weightSeedOf(node) } : {}
  }
  const inner = [...flat.nodes.values()].filter(({ type }) => registry.get(type)?.weights !== undefined)
  if (inner.length === 0) return {}
  return {
    innerSeeds: Object.fromEntries(
      inner.map((below) => [below.id.slice(node.id.length + 1), weightSeedOf(below)]),
    ),
  }
}
