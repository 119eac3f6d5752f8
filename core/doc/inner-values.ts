/** What an instance holds for the nodes inside, by their paths: loaded weights (`conv1:weight`) and seeds (`conv1`). */
import type { BlockId, NodeId } from '../base/ids'
import { blockOfType } from './block'
import { innerWeight, joinPath, pathOf } from './block-path'
import type { Document, NodeRecord, WeightRef } from './document'

export type Path = readonly NodeId[]

/**
 * The part of a path within an instance that lies in `block`, and what leads there; null for a path that does not come
 * through it. A block never stands in itself, so a path comes through it once.
 */
export function splitAt(
  block: BlockId,
  instance: Pick<NodeRecord, 'type'>,
  path: Path,
  blocks: Document['blocks'],
): { readonly before: Path; readonly within: Path } | null {
  let at = blockOfType(instance.type)
  for (const [i, id] of path.entries()) {
    if (at === block) return { before: path.slice(0, i), within: path.slice(i) }
    const type = at === null ? undefined : blocks.get(at)?.nodes.get(id)?.type
    at = type === undefined ? null : blockOfType(type)
  }
  return null
}

/** The record with every value at the path that `lead` gives; without those for which it gives none. */
export function moveValues(record: NodeRecord, lead: (path: Path) => Path | null): NodeRecord {
  const weights: Record<string, WeightRef> = {}
  for (const [name, ref] of Object.entries(record.weights ?? {})) {
    const path = pathOf(name as NodeId)
    const weight = path.at(-1) ?? ''
    const led = lead(path.slice(0, -1))
    if (led) weights[led.length === 0 ? weight : innerWeight(joinPath(led), weight)] = ref
  }
  const innerSeeds: Record<string, number> = {}
  for (const [path, seed] of Object.entries(record.innerSeeds ?? {})) {
    const led = lead(pathOf(path as NodeId))
    if (led) innerSeeds[joinPath(led)] = seed
  }
  return withValues(record, weights, innerSeeds)
}

/** The same record when it holds just these. */
export function withValues(
  record: NodeRecord,
  weights: Readonly<Record<string, WeightRef>>,
  innerSeeds: Readonly<Record<string, number>>,
): NodeRecord {
  if (sameEntries(record.weights, weights) && sameEntries(record.innerSeeds, innerSeeds)) return record
  const { weights: _weights, innerSeeds: _seeds, ...rest } = record
  return {
    ...rest,
    ...(Object.keys(weights).length === 0 ? {} : { weights }),
    ...(Object.keys(innerSeeds).length === 0 ? {} : { innerSeeds }),
  }
}

function sameEntries<Value>(
  a: Readonly<Record<string, Value>> = {},
  b: Readonly<Record<string, Value>>,
): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
