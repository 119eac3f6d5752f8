/** What can be found of each node, made ready once per document so that every key typed costs little. */
import type { NodeId } from '../../core/base/ids'
import type { Document, NodeRecord } from '../../core/doc/document'
import type { InferredNode } from '../../core/infer/infer-node'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults, type ParamSpec, type ParamValue } from '../../core/nodedef/params'
import { formatDims, type Dim } from '../../core/tensor/wire-type'
import { words } from '../text/words'

export type FindKind = 'title' | 'type' | 'id' | 'parameter' | 'shape'

export interface FindField {
  readonly kind: FindKind
  /** As shown: `filters 512`, `y 1 × 512 × 16 × 16`. */
  readonly text: string
  /** The texts to search, in lower case. */
  readonly keys: readonly string[]
  /** The sizes of a shape, in lower case. */
  readonly dims?: readonly string[]
}

export interface FindEntry {
  readonly node: NodeId
  readonly type: string
  readonly title: string
  readonly fields: readonly FindField[]
  /** All keys of all fields, a line each: one look tells that a word is in none of them. */
  readonly allKeys: string
}

/** Gives the entries of a document. What did not change since the last time is not made again. */
export function createFindIndex(
  definitionOf: (type: string) => NodeDefinition | undefined,
  factsOf: (node: NodeId) => InferredNode | undefined,
): (document: Document) => readonly FindEntry[] {
  let known = new Map<
    NodeId,
    { readonly record: NodeRecord; readonly facts: InferredNode | undefined; readonly entry: FindEntry }
  >()
  return (document) => {
    const next: typeof known = new Map()
    for (const record of document.nodes.values()) {
      const facts = factsOf(record.id)
      const before = known.get(record.id)
      next.set(
        record.id,
        before?.record === record && before.facts === facts
          ? before
          : { record, facts, entry: entryOf(record, definitionOf(record.type), facts) },
      )
    }
    known = next
    return [...next.values()].map(({ entry }) => entry)
  }
}

function entryOf(
  record: NodeRecord,
  definition: NodeDefinition | undefined,
  facts: InferredNode | undefined,
): FindEntry {
  const typeTitle = definition?.title ?? record.type
  const title = record.title ?? typeTitle
  const fields = [
    textField('title', title),
    ...(title === typeTitle ? [] : [textField('type', typeTitle)]),
    textField('type', record.type),
    textField('id', record.id),
    ...paramFields(record, definition),
    ...[...(facts?.outputs ?? [])].map(([port, { dims }]) => shapeField(port, dims)),
  ]
  const allKeys = fields.flatMap(({ keys }) => keys).join('\n')
  return { node: record.id, type: record.type, title, fields, allKeys }
}

function textField(kind: FindKind, text: string): FindField {
  return { kind, text, keys: [text.toLowerCase()] }
}

function shapeField(port: string, dims: readonly Dim[]): FindField {
  return {
    kind: 'shape',
    text: `${port} ${formatDims(dims)}`,
    keys: [],
    dims: dims.map((dim) => String(dim).toLowerCase()),
  }
}

function paramFields(record: NodeRecord, definition: NodeDefinition | undefined): readonly FindField[] {
  if (!definition) {
    return Object.entries(record.params).map(([name, value]) => paramField(name, name, valueWords(value)))
  }
  const params = withDefaults(definition.params, record.params)
  return Object.entries(definition.params).flatMap(([name, spec]) => {
    if (definition.visible?.[name]?.(params) === false) return []
    return [paramField(name, spec.label ?? name, valueWords(params[name] ?? null, spec))]
  })
}

function paramField(name: string, label: string, value: string): FindField {
  const keys = new Set([name.toLowerCase(), label.toLowerCase(), value.toLowerCase()])
  keys.delete('')
  return { kind: 'parameter', text: value === '' ? label : `${label} ${value}`, keys: [...keys] }
}

function valueWords(value: ParamValue, spec?: ParamSpec): string {
  if (value === null) return ''
  if (typeof value === 'object') return value.name
  if (typeof value === 'boolean') return value ? words.params.on : words.params.off
  if (spec?.kind === 'choice' && typeof value === 'string') return spec.options[value] ?? value
  return String(value)
}
