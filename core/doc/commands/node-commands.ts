import { isId, type LinkId, type NodeId } from '../../base/ids'
import { quote } from '../../base/quote'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { NodeDefinition } from '../../nodedef/define-node'
import type { ParamValue } from '../../nodedef/params'
import type { Registry } from '../../nodedef/registry'
import { findOverfull } from '../block-problems'
import { formatPort, type Document, type LinkRecord, type NodeRecord } from '../document'
import { describeCycle, findCycleIn } from '../find-cycle'
import { findLinkProblem, findNodeProblem, findParamProblem, TEXT_LIMITS } from '../record-problems'
import { beginTransaction } from '../transaction'
import { firstMissing, nameOf, plural, refuse } from './command-words'
import { defineCommand } from './define-command'

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
    const added = new Map<NodeId, NodeRecord>()
    for (const node of nodes) {
      const problem =
        document.nodes.has(node.id) || added.has(node.id)
          ? refuse('document/id-taken', node.id, `There is already a node ${node.id}.`)
          : checkNode(node, registry)
      if (problem) return problem
      added.set(node.id, node)
    }
    return checkLinks(links, added, document, registry)
  },
  run({ nodes, links = [] }, transaction) {
    for (const node of nodes) transaction.addNode(node)
    for (const link of links) transaction.addLink(link)
  },
  checkResult(_, result) {
    const problem = findOverfull(result)
    return problem && error(problem.code, { kind: 'graph' }, problem.message, problem.nextStep)
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
    title !== null && title.length > TEXT_LIMITS.title
      ? refuse('document/title-too-long', node, `A node title has at most ${TEXT_LIMITS.title} characters.`)
      : firstMissing([node], document),
  run({ node, title }, transaction) {
    transaction.updateNode(node, (record) => {
      if ((record.title ?? null) === title) return record
      const { title: _before, ...rest } = record
      return title === null ? rest : { ...rest, title }
    })
  },
})

export const setParam = defineCommand<SetParam>({
  type: 'param/set',
  label: ({ key, value }) => `${value === undefined ? 'Reset' : 'Set'} ${key}`,
  check({ node, key, value }, { document, registry }) {
    const record = document.nodes.get(node)
    if (!record) return firstMissing([node], document)
    const definition = registry.get(record.type)
    if (!definition) return unknownType(record)
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

function checkNode(node: NodeRecord, registry: Registry): Diagnostic | null {
  const broken = findNodeProblem(node)
  if (broken) return refuse(broken.code, node.id, broken.message)
  const definition = registry.get(node.type)
  if (!definition) return unknownType(node)
  for (const [key, value] of Object.entries(node.params)) {
    const problem = checkParam(node.id, definition, key, value)
    if (problem) return problem
  }
  return null
}

/** Wires that come with new nodes: sound among themselves, and no loop closes through what is there. */
function checkLinks(
  links: readonly LinkRecord[],
  added: ReadonlyMap<NodeId, NodeRecord>,
  document: Document,
  registry: Registry,
): Diagnostic | null {
  const transaction = beginTransaction(document)
  for (const node of added.values()) transaction.addNode(node)
  const inputs = new Set<string>()
  for (const link of links) {
    const at = { kind: 'link', link: link.id } as const
    if (!isId(link.id) || document.links.has(link.id) || transaction.links.has(link.id)) {
      return error(
        'document/id-taken',
        at,
        `The wire id ${quote(link.id)} cannot be used: it is taken or malformed.`,
      )
    }
    const problem = findLinkProblem(link, (id) => transaction.nodes.get(id), registry)
    if (problem) return error(problem.code, at, problem.message, problem.nextStep)
    const input = formatPort(link.to)
    if (inputs.has(input))
      return error('document/input-taken', at, `Two of the wires end at the input ${input}; it takes one.`)
    inputs.add(input)
    transaction.addLink(link)
  }
  const cycle = links.length === 0 ? null : findCycleIn(transaction.result())
  return (
    cycle &&
    error(
      'graph/cycle',
      { kind: 'graph' },
      `These wires would form a loop: ${describeCycle(cycle)}.`,
      'Data can only flow forward.',
    )
  )
}

function checkParam(
  node: NodeId,
  definition: NodeDefinition,
  key: string,
  value: ParamValue | undefined,
): Diagnostic | null {
  const problem = findParamProblem(definition, key, value)
  return problem && error(problem.code, { kind: 'node', node, param: key }, problem.message, problem.nextStep)
}

function unknownType({ id, type }: NodeRecord): Diagnostic {
  return refuse('graph/unknown-node-type', id, `There is no node type ${type}.`)
}

function missingLink(link: LinkId): Diagnostic {
  return error('document/no-such-link', { kind: 'link', link }, `There is no wire ${link}.`)
}
