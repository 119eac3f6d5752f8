import type { BlockId, NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import { inferAll } from '../../infer/inference'
import { withBlocks } from '../../infer/block-registry'
import type { Registry } from '../../nodedef/registry'
import {
  blockFromData,
  countInstances,
  blockOf,
  blocksAround,
  blocksUsed,
  graphOf,
  type BlockData,
} from '../block'
import { DOCUMENT_LIMITS, findBlockProblem, findOverfull } from '../block-problems'
import type { BlockRecord, Document, PromotedParam } from '../document'
import { findCycleIn } from '../find-cycle'
import type { RecordProblem } from '../record-problems'
import { blockSizes, portsOf } from '../expand'
import { findLinkProblem, findNodeProblem } from '../record-problems'
import { beginTransaction } from '../transaction'
import { adaptInstance, tidyInstances } from '../tidy-instances'
import { firstMissing, nameOf } from './command-words'
import { defineCommand } from './define-command'
import { specOf, type GraphCommand } from './index'

/** Adds a definition; instances are ordinary nodes of its type. */
export interface AddBlock {
  readonly type: 'block/add'
  readonly block: BlockData
}
/** Runs a command inside a definition, and so in every node that stands for it. */
export interface EditBlock {
  readonly type: 'block/edit'
  readonly block: BlockId
  readonly command: GraphCommand
}
export interface DescribeBlock {
  readonly type: 'block/describe'
  readonly block: BlockId
  readonly title: string
  readonly summary: string
}
/** Which parameters stand on the block's face, in this order. */
export interface PromoteParams {
  readonly type: 'block/promote'
  readonly block: BlockId
  readonly params: readonly PromotedParam[]
}
/** Removes a definition that nothing stands for. */
export interface RemoveBlock {
  readonly type: 'block/remove'
  readonly block: BlockId
}
/** Makes an instance stand for another definition, one of the same ports. */
export interface RelinkBlock {
  readonly type: 'block/relink'
  readonly node: NodeId
  readonly block: BlockId
}

export const addBlock = defineCommand<AddBlock>({
  type: 'block/add',
  label: ({ block }) => `Add block ${block.title}`,
  check({ block }, { document, registry }) {
    return (
      findPlaceProblem(block.id, document) ?? said(findGraphProblem(blockFromData(block), document, registry))
    )
  },
  run: ({ block }, transaction) => transaction.putBlock(blockFromData(block)),
  checkResult: ({ block }, result, registry) => checkBlock(block.id, result, registry),
})

export const editBlock = defineCommand<EditBlock>({
  type: 'block/edit',
  label({ block, command }, document) {
    const record = document.blocks.get(block)
    return specOf(command).label(command, record ? graphOf(record, document) : document)
  },
  check({ block, command }, { document, registry }) {
    const record = document.blocks.get(block)
    if (!record) return missing(block)
    const graph = graphOf(record, document)
    return specOf(command).check(command, {
      document: graph,
      registry,
      inference: inferAll(graph, registry),
    })
  },
  run({ block, command }, transaction) {
    const before = transaction.blocks.get(block)
    if (!before) return
    const after = edited(before, command, transaction.result())
    if (after === before) return
    transaction.putBlock(after)
    tidyInstances(transaction, before, after)
  },
  checkResult: ({ block }, result, registry) => checkBlock(block, result, registry),
  merge: (previous, next) =>
    previous.block === next.block &&
    previous.command.type === next.command.type &&
    specOf(next.command).merge?.(previous.command, next.command) === true,
})

export const describeBlock = defineCommand<DescribeBlock>({
  type: 'block/describe',
  label: ({ title }) => `Rename block to ${title}`,
  check: ({ block }, { document }) => (document.blocks.has(block) ? null : missing(block)),
  run({ block, title, summary }, transaction) {
    const record = transaction.blocks.get(block)
    if (record && (record.title !== title || record.summary !== summary))
      transaction.putBlock({ ...record, title, summary })
  },
  checkResult: ({ block }, result, registry) => checkBlock(block, result, registry),
  merge: (previous, next) => previous.block === next.block,
})

export const promoteParams = defineCommand<PromoteParams>({
  type: 'block/promote',
  label: ({ block }, document) => `Change the face of ${document.blocks.get(block)?.title ?? block}`,
  check: ({ block }, { document }) => (document.blocks.has(block) ? null : missing(block)),
  run({ block, params }, transaction) {
    const before = transaction.blocks.get(block)
    if (!before) return
    const after = { ...before, params }
    transaction.putBlock(after)
    tidyInstances(transaction, before, after)
  },
  checkResult: ({ block }, result, registry) => checkBlock(block, result, registry),
})

export const removeBlock = defineCommand<RemoveBlock>({
  type: 'block/remove',
  label: ({ block }, document) => `Remove block ${document.blocks.get(block)?.title ?? block}`,
  check({ block }, { document }) {
    if (!document.blocks.has(block)) return missing(block)
    const count = countInstances(document, block)
    return count === 0
      ? null
      : error(
          'block/in-use',
          GRAPH,
          `${count === 1 ? 'One node stands' : `${count} nodes stand`} for the block ${document.blocks.get(block)?.title ?? block}.`,
          'Delete or unpack them first.',
        )
  },
  run: ({ block }, transaction) => transaction.removeBlock(block),
})

export const relinkBlock = defineCommand<RelinkBlock>({
  type: 'block/relink',
  label: ({ node }, document) => `Unlink ${nameOf(document, node)}`,
  check({ node, block }, { document }) {
    const record = document.nodes.get(node)
    if (!record) return firstMissing([node], document)
    const now = blockOf(record, document.blocks)
    const next = document.blocks.get(block)
    if (!now || !next) return missing(block)
    return samePorts(now, next)
      ? null
      : error('block/other-ports', { kind: 'node', node }, `${next.title} has other ports than ${now.title}.`)
  },
  run({ node, block }, transaction) {
    const next = transaction.blocks.get(block)
    transaction.updateNode(node, (record) => {
      const before = blockOf(record, transaction.blocks)
      return before && next && before !== next
        ? adaptInstance(record, before, next, transaction.blocks)
        : record
    })
  },
  checkResult: (_, result) => said(findOverfull(result)),
})

const GRAPH = { kind: 'graph' } as const

/** What a block must be among the document's others, what those must be in which it stands, and the document with it. */
function checkBlock(id: BlockId, document: Document, registry: Registry): Diagnostic | null {
  const { blocks } = document
  const types = withBlocks(registry, blocks)
  const sizes = blockSizes(blocks)
  for (const around of blocksAround([id], blocks)) {
    const block = blocks.get(around)
    const problem = block && findBlockProblem(block, blocks, types, sizes)
    if (problem) return said(problem)
  }
  return said(findOverfull(document, sizes))
}

/** Whether there is room for another definition, and nothing that it would be taken for. */
function findPlaceProblem(id: BlockId, document: Document): Diagnostic | null {
  if (document.blocks.has(id)) return error('block/id-taken', GRAPH, `There is already a block ${id}.`)
  const waiting = countInstances(document, id)
  if (waiting > 0) {
    return error(
      'block/id-taken',
      GRAPH,
      `${waiting === 1 ? 'One node stands' : `${waiting} nodes stand`} for a block ${id} whose definition is missing; another block of that name would be taken for it.`,
      'Give the new block another name.',
    )
  }
  return document.blocks.size < DOCUMENT_LIMITS.blocks
    ? null
    : error(
        'block/too-many',
        GRAPH,
        `A graph has at most ${DOCUMENT_LIMITS.blocks.toLocaleString('en')} blocks of its own.`,
        'Remove unused blocks first.',
      )
}

function findGraphProblem(block: BlockRecord, document: Document, registry: Registry): RecordProblem | null {
  for (const node of block.nodes.values()) {
    const problem = findNodeProblem(node)
    if (problem) return problem
  }
  for (const link of block.links.values()) {
    const problem = findLinkProblem(link, (id) => block.nodes.get(id), registry)
    if (problem) return problem
  }
  const lost = [...blocksUsed(block.nodes.values())].find((id) => id !== block.id && !document.blocks.has(id))
  if (lost !== undefined) return { code: 'block/no-such-block', message: `There is no block ${lost}.` }
  return findCycleIn(graphOf(block, document))
    ? { code: 'graph/cycle', message: `The wires of ${block.title} form a loop.` }
    : null
}

function edited(block: BlockRecord, command: GraphCommand, document: Document): BlockRecord {
  const inner = beginTransaction(graphOf(block, document))
  specOf(command).run(command, inner)
  const { nodes, links } = inner.result()
  return nodes === block.nodes && links === block.links ? block : { ...block, nodes, links }
}

function samePorts(a: BlockRecord, b: BlockRecord): boolean {
  const [ofA, ofB] = [portsOf(a), portsOf(b)]
  return ofA.inputs.join() === ofB.inputs.join() && ofA.outputs.join() === ofB.outputs.join()
}

function said(problem: RecordProblem | null): Diagnostic | null {
  return problem && error(problem.code, GRAPH, problem.message, problem.nextStep)
}

function missing(block: BlockId): Diagnostic {
  return error('block/no-such-block', GRAPH, `There is no block ${block}.`)
}
