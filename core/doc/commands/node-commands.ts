import { isId, type LinkId, type NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { NodeDefinition } from '../../nodedef/define-node'
import { paramProblem, type ParamValue } from '../../nodedef/params'
import type { Document, LinkRecord, NodeRecord } from '../document'
import { defineCommand, type CommandContext } from './define-command'

/** Adds nodes and the wires among them in one step: a single node, or a pasted selection. */
export interface AddNodes {
  readonly type: 'node/add'
  readonly nodes: readonly NodeRecord[]
  readonly links?: readonly LinkRecord[]
}
export interface RemoveNodes {
  readonly type: 'node/remove'
  readonly nodes: readonly NodeId[]
  readonly links?: readonly LinkId[]
}
export interface MoveNodes {
  readonly type: 'node/move'
  readonly moves: readonly { readonly node: NodeId; readonly x: number; readonly y: number }[]
}
export interface RenameNode {
  readonly type: 'node/rename'
  readonly node: NodeId
  /** Null gives the node its type's title back. */
  readonly title: string | null
}
export interface SetParam {
  readonly type: 'param/set'
  readonly node: NodeId
  readonly key: string
  /** Undefined (absent in JSON) resets the parameter to its default. */
  readonly value?: ParamValue
}

export const addNodes = defineCommand<AddNodes>({
  type: 'node/add',
  label: ({ nodes }) =>
    nodes.length === 1 ? `Add ${nodes[0]?.title ?? nodes[0]?.id ?? 'node'}` : `Add ${nodes.length} nodes`,
  check({ nodes, links = [] }, { document, registry }) {
    const taken = new Set<string>(document.nodes.keys())
    for (const node of nodes) {
      if (!isId(node.id))
        return refuse(
          'document/bad-id',
          node.id,
          `${JSON.stringify(node.id)} is no node id: use letters, digits and _ . - /.`,
        )
      if (taken.has(node.id))
        return refuse('document/id-taken', node.id, `There is already a node ${node.id}.`)
      taken.add(node.id)
      const definition = registry.get(node.type)
      if (!definition)
        return refuse('graph/unknown-node-type', node.id, `There is no node type ${node.type}.`)
      for (const [key, value] of Object.entries(node.params)) {
        const problem = checkParam(node.id, definition, key, value)
        if (problem) return problem
      }
    }
    const stranger = links.find((link) => !taken.has(link.from.node) || !taken.has(link.to.node))
    if (stranger)
      return error(
        'document/dangling-link',
        { kind: 'link', link: stranger.id },
        `The wire ${stranger.id} leads to a node that is not there.`,
      )
    return null
  },
  run({ nodes, links = [] }, transaction) {
    for (const node of nodes) transaction.addNode(node)
    for (const link of links) transaction.addLink(link)
  },
})

export const removeNodes = defineCommand<RemoveNodes>({
  type: 'node/remove',
  label: ({ nodes, links = [] }, document) =>
    nodes.length === 1 && links.length === 0
      ? `Delete ${nameOf(document, nodes[0])}`
      : nodes.length === 0
        ? `Delete ${plural(links.length, 'wire')}`
        : `Delete ${plural(nodes.length, 'node')}`,
  check: ({ nodes, links = [] }, { document }) => {
    for (const link of links) if (!document.links.has(link)) return missingLink(link)
    return firstMissing(nodes, document)
  },
  run({ nodes, links = [] }, transaction) {
    for (const link of links) transaction.removeLink(link)
    for (const node of nodes) transaction.removeNode(node)
  },
})

export const moveNodes = defineCommand<MoveNodes>({
  type: 'node/move',
  label: ({ moves }, document) =>
    moves.length === 1 ? `Move ${nameOf(document, moves[0]?.node)}` : `Move ${moves.length} nodes`,
  check: ({ moves }, { document }) => {
    const lost = moves.find(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))
    if (lost)
      return refuse(
        'document/bad-position',
        lost.node,
        'A node cannot be moved to a place that is not a number.',
      )
    return firstMissing(
      moves.map((move) => move.node),
      document,
    )
  },
  run({ moves }, transaction) {
    for (const { node, x, y } of moves) {
      transaction.updateNode(node, (record) =>
        record.position.x === x && record.position.y === y ? record : { ...record, position: { x, y } },
      )
    }
  },
  merge: (previous, next) =>
    previous.moves.length === next.moves.length &&
    previous.moves.every((move, i) => move.node === next.moves[i]?.node),
})

export const renameNode = defineCommand<RenameNode>({
  type: 'node/rename',
  label: ({ node }, document) => `Rename ${nameOf(document, node)}`,
  check: ({ node, title }, { document }) =>
    title !== null && title.length > 200
      ? refuse('document/title-too-long', node, 'A node title has at most 200 characters.')
      : firstMissing([node], document),
  run({ node, title }, transaction) {
    transaction.updateNode(node, ({ title: _before, ...rest }) =>
      title === null ? rest : { ...rest, title },
    )
  },
})

export const setParam = defineCommand<SetParam>({
  type: 'param/set',
  label: ({ key, value }) => `${value === undefined ? 'Reset' : 'Set'} ${key}`,
  check({ node, key, value }, { document, registry }) {
    const record = document.nodes.get(node)
    if (!record) return firstMissing([node], document)
    const definition = registry.get(record.type)
    if (!definition) return refuse('graph/unknown-node-type', node, `There is no node type ${record.type}.`)
    return checkParam(node, definition, key, value)
  },
  run({ node, key, value }, transaction) {
    transaction.updateNode(node, (record) => {
      if (record.params[key] === value) return record
      const { [key]: _before, ...others } = record.params
      return { ...record, params: value === undefined ? others : { ...others, [key]: value } }
    })
  },
  merge: (previous, next) => previous.node === next.node && previous.key === next.key,
})

function checkParam(
  node: NodeId,
  definition: NodeDefinition,
  key: string,
  value: ParamValue | undefined,
): Diagnostic | null {
  const spec = Object.hasOwn(definition.params, key) ? definition.params[key] : undefined
  if (!spec) {
    const known = Object.keys(definition.params).join(', ') || 'none'
    return error(
      'document/unknown-param',
      { kind: 'node', node, param: key },
      `${definition.title} has no parameter ${key}.`,
      `Its parameters: ${known}.`,
    )
  }
  const problem = value === undefined ? null : paramProblem(spec, value)
  return problem === null
    ? null
    : error(
        'document/bad-param',
        { kind: 'node', node, param: key },
        `${definition.title}: ${spec.label ?? key} ${problem}.`,
      )
}

function firstMissing(nodes: readonly NodeId[], document: CommandContext['document']): Diagnostic | null {
  const lost = nodes.find((node) => !document.nodes.has(node))
  return lost === undefined ? null : refuse('document/no-such-node', lost, `There is no node ${lost}.`)
}

function missingLink(link: LinkId): Diagnostic {
  return error('document/no-such-link', { kind: 'link', link }, `There is no wire ${link}.`)
}

function refuse(code: string, node: NodeId, message: string): Diagnostic {
  return error(code, { kind: 'node', node }, message)
}

function nameOf(document: Document, node: NodeId | undefined): string {
  return (node && (document.nodes.get(node)?.title ?? node)) ?? 'node'
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
