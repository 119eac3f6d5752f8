import type { NodeId } from '../../base/ids'
import { error } from '../../diagnostic/diagnostic'
import { NODE_COLORS, NODE_MODES, type NodeColor, type NodeMode, type NodeRecord } from '../document'
import { firstMissing, nameOf, namesOf } from './command-words'
import { defineCommand } from './define-command'

/** Bypasses or mutes nodes, or makes them run as usual (null). */
export interface SetMode {
  readonly type: 'node/mode'
  readonly nodes: readonly NodeId[]
  readonly mode: NodeMode | null
}
/** Null takes the colour away. */
export interface SetColor {
  readonly type: 'node/color'
  readonly nodes: readonly NodeId[]
  readonly color: NodeColor | null
}
/** Which parameters stand on the node's face, in this order. */
export interface PinParams {
  readonly type: 'node/pin'
  readonly node: NodeId
  readonly params: readonly string[]
}

const MODE_WORDS: Readonly<Record<NodeMode, string>> = { bypassed: 'Bypass', muted: 'Mute' }

export const setMode = defineCommand<SetMode>({
  type: 'node/mode',
  label: ({ nodes, mode }, document) =>
    `${mode === null ? 'Run' : MODE_WORDS[mode]} ${namesOf(document, nodes)}`,
  check: ({ nodes, mode }, { document }) =>
    mode !== null && !NODE_MODES.includes(mode)
      ? error('document/bad-mode', { kind: 'graph' }, `A node is ${NODE_MODES.join(' or ')}, or neither.`)
      : firstMissing(nodes, document),
  run({ nodes, mode }, transaction) {
    for (const id of nodes) transaction.updateNode(id, (node) => withField(node, 'mode', mode ?? undefined))
  },
})

export const setColor = defineCommand<SetColor>({
  type: 'node/color',
  label: ({ nodes }, document) => `Colour ${namesOf(document, nodes)}`,
  check: ({ nodes, color }, { document }) =>
    color !== null && !NODE_COLORS.includes(color)
      ? error('document/bad-color', { kind: 'graph' }, `A node's colour is one of ${NODE_COLORS.join(', ')}.`)
      : firstMissing(nodes, document),
  run({ nodes, color }, transaction) {
    for (const id of nodes) transaction.updateNode(id, (node) => withField(node, 'color', color ?? undefined))
  },
})

export const pinParams = defineCommand<PinParams>({
  type: 'node/pin',
  label: ({ node }, document) => `Change the face of ${nameOf(document, node)}`,
  check({ node, params }, { document, registry }) {
    const record = document.nodes.get(node)
    if (!record) return firstMissing([node], document)
    const at = { kind: 'node', node } as const
    const known = registry.get(record.type)?.params ?? {}
    const unknown = params.find((key) => !Object.hasOwn(known, key))
    if (unknown !== undefined) {
      return error(
        'document/unknown-param',
        at,
        `${node} has no parameter ${unknown}.`,
        `Its parameters: ${Object.keys(known).join(', ') || 'none'}.`,
      )
    }
    return new Set(params).size === params.length
      ? null
      : error('document/pinned-twice', at, `A parameter of ${node} stands on its face twice.`)
  },
  run({ node, params }, transaction) {
    transaction.updateNode(node, (record) =>
      sameList(record.pinned ?? [], params)
        ? record
        : withField(record, 'pinned', params.length === 0 ? undefined : [...params]),
    )
  },
})

/** The record with the field set, or without it; the same record when nothing changes. */
function withField<Key extends 'mode' | 'color' | 'pinned'>(
  node: NodeRecord,
  key: Key,
  value: NodeRecord[Key],
): NodeRecord {
  if (node[key] === value) return node
  const { [key]: _before, ...rest } = node
  return value === undefined ? (rest as NodeRecord) : { ...(rest as NodeRecord), [key]: value }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}
