/** What no block may be, wherever it comes from: commands and files ask the same question and get the same sentences. */
import { isBlockId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { takesAllOf, type ParamSpec } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import { BLOCK_INPUT, BLOCK_OUTPUT, boundaryOf } from './block'
import type { BlockRecord, Document, PromotedParam } from './document'
import { blockSizes, countExpanded, MOST_EXPANDED_NODES, MOST_NESTED, type BlockSize } from './expand'
import { TEXT_LIMITS, type RecordProblem } from './record-problems'

/** What a document may hold at most: commands and files go by the same numbers, so that what was made opens again. */
export const DOCUMENT_LIMITS = {
  nodes: MOST_EXPANDED_NODES,
  links: 400_000,
  blocks: 1000,
  /** Nodes and wires of all definitions together. */
  insideBlocks: 400_000,
  /** Parameters on the face of one block, and what one of them sets. */
  onFace: 1000,
} as const

/** Names of ports and of parameters on a face. */
const NAME_PATTERN = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/**
 * `blocks` are the document's with this one among them. Its nodes and wires are held against their own rules elsewhere;
 * here is what only a block can get wrong.
 */
export function findBlockProblem(
  block: BlockRecord,
  blocks: Document['blocks'],
  registry: Registry,
  sizes: ReadonlyMap<BlockRecord, BlockSize> = new Map(),
): RecordProblem | null {
  const { id, title, summary } = block
  if (!isBlockId(id)) {
    return {
      code: 'block/bad-id',
      message: `${quote(id)} is no block id: use lower-case letters, digits and hyphens.`,
    }
  }
  if (title.trim() === '' || title.length > TEXT_LIMITS.title) {
    return { code: 'block/bad-title', message: `A block's name has 1 to ${TEXT_LIMITS.title} characters.` }
  }
  if (summary.length > TEXT_LIMITS.projectDescription) {
    return {
      code: 'block/summary-too-long',
      message: `A block's description has at most ${TEXT_LIMITS.projectDescription} characters.`,
    }
  }
  const size = sizes.get(block) ?? blockSizes(blocks).get(block)
  return (size && findNesting(block, size)) ?? findPortProblem(block) ?? findPromotionProblem(block, registry)
}

/** Ask this before anything that asks for the block's ports: a block inside itself has no end. */
export function findNesting(block: BlockRecord, { nodes, depth }: BlockSize): RecordProblem | null {
  if (Number.isFinite(nodes) && depth <= MOST_NESTED) return tooLarge(nodes)
  return Number.isFinite(nodes)
    ? {
        code: 'block/too-deep',
        message: `The block ${block.title} holds blocks within blocks more than ${MOST_NESTED} deep; no more are taken.`,
      }
    : {
        code: 'block/inside-itself',
        message: `The block ${block.title} would stand inside itself.`,
        nextStep: 'Unpack it, or unlink it so that it becomes a block of its own.',
      }
}

export function findTooLarge(
  nodes: Iterable<{ readonly type: string }>,
  blocks: Document['blocks'],
  sizes?: ReadonlyMap<BlockRecord, BlockSize>,
): RecordProblem | null {
  return tooLarge(countExpanded(nodes, blocks, sizes))
}

function tooLarge(count: number): RecordProblem | null {
  return count <= DOCUMENT_LIMITS.nodes
    ? null
    : {
        code: 'block/too-large',
        message: `With all blocks expanded these would be ${said(count)} nodes; at most ${said(DOCUMENT_LIMITS.nodes)} can run.`,
      }
}

/** Why a document of this size would not open again; null when it would. */
export function findOverfull(
  { nodes, links, blocks }: Pick<Document, 'nodes' | 'links' | 'blocks'>,
  sizes?: ReadonlyMap<BlockRecord, BlockSize>,
): RecordProblem | null {
  // Instances of empty blocks expand to nothing, but are nodes all the same.
  if (nodes.size > DOCUMENT_LIMITS.nodes) return overfull(nodes.size, 'nodes', DOCUMENT_LIMITS.nodes)
  if (links.size > DOCUMENT_LIMITS.links) return overfull(links.size, 'wires', DOCUMENT_LIMITS.links)
  if (blocks.size === 0) return null
  let inside = 0
  for (const block of blocks.values()) inside += block.nodes.size + block.links.size
  return inside > DOCUMENT_LIMITS.insideBlocks
    ? overfull(inside, 'nodes and wires inside blocks', DOCUMENT_LIMITS.insideBlocks)
    : findTooLarge(nodes.values(), blocks, sizes)
}

function overfull(count: number, what: string, most: number): RecordProblem {
  return {
    code: 'document/overfull',
    message: `These would be ${said(count)} ${what}; a graph holds at most ${said(most)}.`,
  }
}

function said(count: number): string {
  return count.toLocaleString('en')
}

function findPortProblem(block: BlockRecord): RecordProblem | null {
  const inputs = new Set(boundaryOf(block, BLOCK_INPUT).map(({ id }) => id))
  const outputs = new Set(boundaryOf(block, BLOCK_OUTPUT).map(({ id }) => id))
  for (const id of [...inputs, ...outputs]) {
    if (NAME_PATTERN.test(id)) continue
    return {
      code: 'block/bad-port',
      message: `${quote(id)} cannot name a block's port: use letters, digits, _ and -, beginning with a letter.`,
    }
  }
  for (const { from, to } of block.links.values()) {
    if (inputs.has(to.node)) {
      return {
        code: 'block/input-fed-inside',
        message: `Nothing inside a block can be connected to its input ${to.node}: what comes in comes from outside.`,
        nextStep: 'Connect from its other side.',
      }
    }
    if (outputs.has(from.node)) {
      return {
        code: 'block/output-heard-inside',
        message: `Nothing inside a block can listen to its output ${from.node}: what leaves goes outside.`,
        nextStep: 'Connect to what leads to it.',
      }
    }
  }
  return null
}

function findPromotionProblem(block: BlockRecord, registry: Registry): RecordProblem | null {
  if (block.params.length > DOCUMENT_LIMITS.onFace) {
    return {
      code: 'block/bad-face',
      message: `At most ${said(DOCUMENT_LIMITS.onFace)} parameters stand on the face of a block.`,
    }
  }
  const keys = new Set<string>()
  for (const promoted of block.params) {
    const { key } = promoted
    if (!NAME_PATTERN.test(key) || keys.has(key)) {
      return {
        code: 'block/bad-face',
        message: `${quote(key)} cannot name a parameter on the face of ${block.title}.`,
      }
    }
    keys.add(key)
    const problem = findTargetProblem(promoted, block, registry)
    if (problem) return problem
  }
  return null
}

function findTargetProblem(
  { key, label, targets }: PromotedParam,
  block: BlockRecord,
  registry: Registry,
): RecordProblem | null {
  if (targets.length === 0 || label.length > TEXT_LIMITS.title) {
    return {
      code: 'block/bad-face',
      message: `The parameter ${key} on the face of ${block.title} sets nothing.`,
    }
  }
  if (targets.length > DOCUMENT_LIMITS.onFace) {
    return {
      code: 'block/bad-face',
      message: `The parameter ${key} on the face of ${block.title} sets more than ${said(DOCUMENT_LIMITS.onFace)} others.`,
    }
  }
  let first: ParamSpec | undefined
  for (const { node, param } of targets) {
    const record = block.nodes.get(node)
    const definition = record && registry.get(record.type)
    // A type this version does not know keeps its parameters to itself.
    if (record && !definition) continue
    const spec = definition && Object.hasOwn(definition.params, param) ? definition.params[param] : undefined
    if (!spec) {
      return {
        code: 'block/bad-face',
        message: `The parameter ${key} on the face of ${block.title} sets ${clipName(node)}.${clipName(param)}, which is not there.`,
      }
    }
    // The face takes what the first takes.
    first ??= spec
    if (takesAllOf(spec, first)) continue
    return {
      code: 'block/bad-face',
      message: `The parameter ${key} on the face of ${block.title} takes values that ${clipName(node)}.${clipName(param)} does not.`,
      nextStep: 'What one parameter sets must be of one kind, the narrowest range first.',
    }
  }
  return null
}
