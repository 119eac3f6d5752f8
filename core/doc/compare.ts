/**
 * What lies between two documents, as a reader would say it: which nodes came, went and changed, and which wires. Wires
 * are compared by their ends, because their ids say nothing.
 */
import type { BlockId, NodeId } from '../base/ids'
import { stableJson } from '../base/stable-json'
import { formatPort, type BlockRecord, type Document, type LinkRecord, type NodeRecord } from './document'

export interface FieldChange {
  /** `type`, `title`, `mode`, `color`, `face`, `place`, `weight seed`, `params.psi`, `weights.W`. */
  readonly field: string
  /** As text; null where it was or is not set. */
  readonly before: string | null
  readonly after: string | null
}

export interface NodeChange {
  readonly node: NodeId
  readonly kind: 'added' | 'removed' | 'changed'
  readonly type: string
  readonly fields: readonly FieldChange[]
}

export interface WireChange {
  readonly kind: 'added' | 'removed'
  readonly from: string
  readonly to: string
}

export interface GraphComparison {
  /** In the order of their ids. */
  readonly nodes: readonly NodeChange[]
  readonly wires: readonly WireChange[]
}

/** A block's definition, and what lies between the graphs inside. */
export interface BlockChange extends GraphComparison {
  readonly block: BlockId
  readonly kind: 'added' | 'removed' | 'changed'
  readonly title: string
  readonly fields: readonly FieldChange[]
}

export interface DocumentComparison extends GraphComparison {
  readonly project: readonly FieldChange[]
  /** In the order of their ids. */
  readonly blocks: readonly BlockChange[]
}

export function compareDocuments(before: Document, after: Document): DocumentComparison {
  return {
    project: changes(
      { name: before.project.name, description: before.project.description },
      { name: after.project.name, description: after.project.description },
    ),
    ...compareGraphs(before, after),
    blocks: idsOf(before.blocks, after.blocks).flatMap((id) =>
      compareBlock(id, before.blocks.get(id), after.blocks.get(id)),
    ),
  }
}

export function isSame({ project, nodes, wires, blocks }: DocumentComparison): boolean {
  return project.length + nodes.length + wires.length + blocks.length === 0
}

type Graph = Pick<Document, 'nodes' | 'links'>

function compareGraphs(before: Graph, after: Graph): GraphComparison {
  return {
    nodes: idsOf(before.nodes, after.nodes).flatMap((id) =>
      compareNode(id, before.nodes.get(id), after.nodes.get(id)),
    ),
    wires: compareWires(before.links.values(), after.links.values()),
  }
}

function idsOf<Id>(before: ReadonlyMap<Id, unknown>, after: ReadonlyMap<Id, unknown>): readonly Id[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort()
}

function compareBlock(
  block: BlockId,
  before: BlockRecord | undefined,
  after: BlockRecord | undefined,
): readonly BlockChange[] {
  if (before && after) {
    if (before === after) return []
    const inside = compareGraphs(before, after)
    const fields = changes(blockFields(before), blockFields(after))
    const isEqual = fields.length + inside.nodes.length + inside.wires.length === 0
    return isEqual ? [] : [{ block, kind: 'changed', title: after.title, fields, ...inside }]
  }
  const record = after ?? before
  return record
    ? [{ block, kind: after ? 'added' : 'removed', title: record.title, fields: [], nodes: [], wires: [] }]
    : []
}

function blockFields({ title, summary, params }: BlockRecord): Fields {
  return {
    title,
    summary: summary === '' ? undefined : summary,
    face:
      params.length === 0
        ? undefined
        : params
            .map(
              ({ label, targets }) =>
                `${label}: ${targets.map(({ node, param }) => `${node}.${param}`).join(', ')}`,
            )
            .join('; '),
  }
}

function compareNode(
  node: NodeId,
  before: NodeRecord | undefined,
  after: NodeRecord | undefined,
): readonly NodeChange[] {
  if (before && after) {
    // Records are immutable: the same object is the same record.
    if (before === after) return []
    const fields = changes(fieldsOf(before), fieldsOf(after))
    return fields.length === 0 ? [] : [{ node, kind: 'changed', type: after.type, fields }]
  }
  const record = after ?? before
  return record ? [{ node, kind: after ? 'added' : 'removed', type: record.type, fields: [] }] : []
}

type Fields = Readonly<Record<string, string | undefined>>

function fieldsOf({
  type,
  title,
  mode,
  color,
  pinned,
  position,
  weightSeed,
  innerSeeds = {},
  params,
  weights = {},
}: NodeRecord): Fields {
  return {
    type,
    title,
    mode,
    color,
    face: pinned && pinned.length > 0 ? pinned.join(', ') : undefined,
    place: `${position.x}, ${position.y}`,
    'weight seed': weightSeed === undefined ? undefined : String(weightSeed),
    ...Object.fromEntries(
      Object.entries(innerSeeds).map(([path, seed]) => [`weight seed of ${path}`, String(seed)]),
    ),
    ...Object.fromEntries(
      Object.entries(params).map(([key, value]) => [`params.${key}`, stableJson(value).trim()]),
    ),
    ...Object.fromEntries(
      Object.entries(weights).map(([name, { sha256, dims }]) => [
        `weights.${name}`,
        `${sha256.slice(0, 16)} (${dims.join(' × ')})`,
      ]),
    ),
  }
}

function changes(before: Fields, after: Fields): readonly FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
}

function compareWires(before: Iterable<LinkRecord>, after: Iterable<LinkRecord>): readonly WireChange[] {
  const was = wiresOf(before)
  const is = wiresOf(after)
  const only = (
    some: ReadonlyMap<string, LinkRecord>,
    others: ReadonlyMap<string, LinkRecord>,
    kind: WireChange['kind'],
  ): WireChange[] =>
    [...some]
      .filter(([ends]) => !others.has(ends))
      .map(([, { from, to }]) => ({ kind, from: formatPort(from), to: formatPort(to) }))
  return [...only(was, is, 'removed'), ...only(is, was, 'added')].sort((a, b) =>
    a.to === b.to ? (a.kind < b.kind ? 1 : -1) : a.to < b.to ? -1 : 1,
  )
}

function wiresOf(links: Iterable<LinkRecord>): ReadonlyMap<string, LinkRecord> {
  return new Map([...links].map((link) => [`${formatPort(link.from)} ${formatPort(link.to)}`, link]))
}
