import { hash32 } from '../base/hash'
import type { Registry } from '../nodedef/registry'
import { createDocument, type Document, type NodeRecord } from './document'
import { blockOf } from './block'
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
  if (!blockOf(node, blocks)) {
    const draws = node.weightSeed !== undefined || registry.get(node.type)?.weights !== undefined
    return draws ? { weightSeed: weightSeedOf(node) } : {}
  }
  const alone = createDocument({ name: '', description: '' }, [node], [], blocks.values())
  const flat = expand(allRunning(alone))
  const inner = [...flat.nodes.values()].filter(({ type }) => registry.get(type)?.weights !== undefined)
  if (inner.length === 0) return {}
  return {
    innerSeeds: Object.fromEntries(
      inner.map((below) => [below.id.slice(node.id.length + 1), weightSeedOf(below)]),
    ),
  }
}

/** With nothing bypassed or muted: what stands still has its seeds too. */
export function allRunning(document: Document): Document {
  const run = (nodes: Document['nodes']): Document['nodes'] =>
    new Map([...nodes].map(([id, { mode: _mode, ...node }]) => [id, node]))
  return {
    ...document,
    nodes: run(document.nodes),
    blocks: new Map([...document.blocks].map(([id, block]) => [id, { ...block, nodes: run(block.nodes) }])),
  }
}
