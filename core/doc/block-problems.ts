/** What no block may be, wherever it comes from: commands and files ask the same question and get the same sentences. */
import { isBlockId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { takesAllOf, type ParamSpec } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import { BLOCK_INPUT, BLOCK_OUTPUT, boundaryOf } from './block'
import type { BlockRecord, Document, PromotedParam } from './document'
import { blockSizes, countExpanded, MOST_EXPANDED_NODES, MOST_NESTED, type BlockSize } from './expand'
import { TEXT_LIMITS, type RecordProblem } from './record-problems'

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
  return blocks.size === 0 ? null : tooLarge(countExpanded(nodes, blocks, sizes))
}

function tooLarge(count: number): RecordProblem | null {
  return count <= MOST_EXPANDED_NODES
    ? null
    : {
        code: 'block/too-large',
        message: `With all blocks expanded these would be ${count.toLocaleString('en')} nodes; at most ${MOST_EXPANDED_NODES.toLocaleString('en')} can run.`,
      }
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
