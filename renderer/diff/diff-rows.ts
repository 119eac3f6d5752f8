/** A comparison as rows to be read: titles in place of ids, labels and units in place of keys. */
import type { NodeId } from '../../core/base/ids'
import { instancesIn } from '../../core/doc/block'
import { joinPath } from '../../core/doc/block-path'
import type { BlockChange, DocumentComparison, FieldChange, GraphComparison } from '../../core/doc/compare'
import { parsePort, type Document, type NodeRecord } from '../../core/doc/document'
import { withBlocks } from '../../core/infer/block-registry'
import type { ParamSpec, ParamValue } from '../../core/nodedef/params'
import type { Registry } from '../../core/nodedef/registry'
import { words } from '../text/words'

export interface FieldRow {
  readonly label: string
  readonly before: string
  readonly after: string
}

export interface DiffRow {
  /** Unlike any other's. */
  readonly key: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly what: 'node' | 'wire' | 'block' | 'project'
  readonly title: string
  /** Of a node its type, of anything inside a block the block as well. */
  readonly detail: string
  readonly fields: readonly FieldRow[]
  /** Where it is in the open graph, by the name of a run; null where it is not. */
  readonly place: NodeId | null
}

export interface ComparedGraphs {
  readonly before: Document
  readonly after: Document
  /** The open graph, to which rows lead. */
  readonly now: Document
  readonly registry: Registry
}

type Nodes = Document['nodes']

/** A graph of both documents: their own, or that of a block. */
interface Level {
  readonly before: Side
  readonly after: Side
  /** Words for where it is; empty for the document's own graph. */
  readonly where: string
  readonly place: (node: NodeId) => NodeId | null
}

interface Side {
  readonly nodes: Nodes | undefined
  readonly registry: Registry
}

export function diffRows(comparison: DocumentComparison, graphs: ComparedGraphs): readonly DiffRow[] {
  const { before, after, now, registry } = graphs
  const sides = {
    before: { nodes: before.nodes, registry: withBlocks(registry, before.blocks) },
    after: { nodes: after.nodes, registry: withBlocks(registry, after.blocks) },
  }
  const top: Level = { ...sides, where: '', place: (node) => (now.nodes.has(node) ? node : null) }
  const project: DiffRow[] =
    comparison.project.length === 0
      ? []
      : [
          {
            key: 'project',
            kind: 'changed',
            what: 'project',
            title: after.project.name,
            detail: words.diff.project,
            fields: comparison.project.map(plainField),
            place: null,
          },
        ]
  return [
    ...project,
    ...graphRows(comparison, top),
    ...comparison.blocks.flatMap((change) => blockRows(change, graphs, sides)),
  ]
}

function blockRows(
  change: BlockChange,
  { before, after, now }: ComparedGraphs,
  sides: Pick<Level, 'before' | 'after'>,
): readonly DiffRow[] {
  const { block, kind, title, fields } = change
  const instance = instancesIn(now.nodes, block)[0]?.id ?? null
  const level: Level = {
    before: { ...sides.before, nodes: before.blocks.get(block)?.nodes },
    after: { ...sides.after, nodes: after.blocks.get(block)?.nodes },
    where: words.diff.inBlock(title),
    place: (node) =>
      instance !== null && now.blocks.get(block)?.nodes.has(node) === true
        ? joinPath([instance, node])
        : null,
  }
  return [
    {
      key: `block ${block}`,
      kind,
      what: 'block',
      title,
      detail: words.diff.block,
      fields: fields.map(plainField),
      place: instance,
    },
    ...graphRows(change, level).map((row) => ({ ...row, key: `block ${block} ${row.key}` })),
  ]
}

function graphRows({ nodes, wires }: GraphComparison, level: Level): readonly DiffRow[] {
  const { before, after, where, place } = level
  const within = (detail: string): string => (where === '' ? detail : `${detail} · ${where}`)
  return [
    ...nodes.map(({ node, kind, type, fields }): DiffRow => {
      const was = before.nodes?.get(node)
      const is = after.nodes?.get(node)
      const registry = is ? after.registry : before.registry
      const record = is ?? was
      const named = registry.get(type)?.title ?? type
      return {
        key: `node ${node}`,
        kind,
        what: 'node',
        title: record?.title ?? node,
        detail: within(named),
        fields: fields.map((change) => nodeField(change, was, is, level)),
        place: place(node),
      }
    }),
    ...wires.map(({ kind, from, to }): DiffRow => {
      const side = kind === 'added' ? after : before
      return {
        key: `wire ${kind} ${from} ${to}`,
        kind,
        what: 'wire',
        title: `${portName(from, side)} → ${portName(to, side)}`,
        detail: within(words.diff.wire),
        fields: [],
        place: place(parsePort(to).node),
      }
    }),
  ]
}

function portName(text: string, { nodes }: Side): string {
  const { node, port } = parsePort(text)
  return `${nodes?.get(node)?.title ?? node}.${port}`
}

const PARAM = 'params.'

function nodeField(
  change: FieldChange,
  was: NodeRecord | undefined,
  is: NodeRecord | undefined,
  { before, after }: Level,
): FieldRow {
  if (!change.field.startsWith(PARAM)) return plainField(change)
  const key = change.field.slice(PARAM.length)
  const specOn = (side: Side, record: NodeRecord | undefined): ParamSpec | undefined =>
    record && side.registry.get(record.type)?.params[key]
  const [wasSpec, isSpec] = [specOn(before, was), specOn(after, is)]
  return {
    label: isSpec?.label ?? wasSpec?.label ?? key,
    before: paramText(wasSpec, was?.params[key], change.before),
    after: paramText(isSpec, is?.params[key], change.after),
  }
}

function paramText(spec: ParamSpec | undefined, value: ParamValue | undefined, text: string | null): string {
  if (!spec) return text ?? words.diff.notSet
  if (value === undefined) return words.diff.atDefault(valueText(spec, spec.default))
  return valueText(spec, value)
}

function valueText(spec: ParamSpec, value: ParamValue): string {
  if (value === null) return words.diff.notSet
  if (typeof value === 'boolean') return value ? words.diff.on : words.diff.off
  if (typeof value === 'object') return `${value.name} ${value.width} × ${value.height}`
  if (typeof value === 'number') {
    const unit =
      (spec.kind === 'int' || spec.kind === 'float') && spec.unit !== undefined ? ` ${spec.unit}` : ''
    return `${value}${unit}`
  }
  return spec.kind === 'choice' ? (spec.options[value] ?? value) : words.diff.quoted(value)
}

function plainField({ field, before, after }: FieldChange): FieldRow {
  return { label: field, before: before ?? words.diff.notSet, after: after ?? words.diff.notSet }
}
