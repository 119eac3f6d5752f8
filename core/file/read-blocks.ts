/** The definitions of a file's blocks: graphs like the file's own, which may stand in one another but not in themselves. */
import { blockId, isBlockId, nodeId, type BlockId, type NodeId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { blockType } from '../doc/block'
import { findBlockProblem, findNesting } from '../doc/block-problems'
import type { BlockRecord, NodeRecord, PromotedParam } from '../doc/document'
import { blockSizes } from '../doc/expand'
import { withBlocks } from '../infer/block-registry'
import type { Registry } from '../nodedef/registry'
import { checkShape } from './check-shape'
import { blockSchema, FILE_LIMITS, type JsonObject } from './format'
import type { Problems } from './problems'
import { checkForCycle, readLinks } from './read-links'
import { checkParams, readNodes } from './read-nodes'

type Blocks = ReadonlyMap<BlockId, BlockRecord>

/** Nodes first, because a block's ports are among them; then everything that asks for ports. */
export function readBlocks(json: JsonObject, registry: Registry, problems: Problems, app: string): Blocks {
  const drafts = new Map<BlockId, { readonly block: BlockRecord; readonly linksJson: JsonObject }>()
  const types = new Set(Object.keys(json).filter(isBlockId).map(blockType))
  let count = 0
  for (const [id, value] of Object.entries(json)) {
    const path = `blocks/${clipName(id)}`
    if (!isBlockId(id)) {
      const message = `${quote(id)} is no block id: use lower-case letters, digits and hyphens.`
      problems.error('block/bad-id', path, message)
      continue
    }
    const read = checkShape(blockSchema, value, path, problems)
    if (!read) continue
    count += Object.keys(read.nodes).length + Object.keys(read.links).length
    if (count > FILE_LIMITS.insideBlocks) {
      const message = `The blocks hold more than ${FILE_LIMITS.insideBlocks} nodes and wires.`
      problems.error('file/too-many', path, message)
      return new Map()
    }
    const nodes = readNodes(read.nodes, { registry, blocks: types, problems, app }, `${path}/nodes`)
    const params = (read.params ?? []).map((promoted, i) =>
      readPromoted(promoted, `${path}/params/${i}`, problems),
    )
    const { title, summary = '' } = read
    const block = { id: blockId(id), title, summary, nodes, links: new Map(), params }
    drafts.set(block.id, { block, linksJson: read.links })
  }
  if (problems.hasErrors) return new Map()
  return connect(drafts, registry, problems)
}

function connect(
  drafts: ReadonlyMap<BlockId, { readonly block: BlockRecord; readonly linksJson: JsonObject }>,
  registry: Registry,
  problems: Problems,
): Blocks {
  const unwired = new Map([...drafts].map(([id, { block }]) => [id, block]))
  for (const [block, size] of blockSizes(unwired)) {
    const problem = findNesting(block, size)
    if (problem) problems.error(problem.code, `blocks/${block.id}`, problem.message, problem.nextStep)
  }
  if (problems.hasErrors) return unwired
  const blocks = new Map<BlockId, BlockRecord>()
  const isBroken = (): boolean => false
  // Ports are known without wires; what a port takes is not asked here.
  const known = withBlocks(registry, unwired)
  for (const [id, { block, linksJson }] of drafts) {
    const path = `blocks/${id}`
    const links = readLinks(linksJson, block.nodes, isBroken, known, problems, `${path}/links`)
    blocks.set(id, { ...block, links })
  }
  const sizes = blockSizes(blocks)
  for (const block of blocks.values()) {
    const path = `blocks/${block.id}`
    const problem = findBlockProblem(block, blocks, known, sizes)
    if (problem) problems.error(problem.code, path, problem.message, problem.nextStep)
    checkForCycle(
      { project: NO_PROJECT, nodes: block.nodes, links: block.links, blocks },
      problems,
      `${path}/links`,
    )
    for (const node of block.nodes.values())
      checkInstance(node, known, `${path}/nodes/${node.id}/params`, problems)
  }
  return blocks
}

const NO_PROJECT = { name: '', description: '' }

function checkInstance(node: NodeRecord, registry: Registry, path: string, problems: Problems): void {
  const definition = registry.get(node.type)
  if (definition?.role === 'block') checkParams(node.params, definition, path, problems)
}

function readPromoted(
  { key, label, sets }: { readonly key: string; readonly label: string; readonly sets: readonly string[] },
  path: string,
  problems: Problems,
): PromotedParam {
  const targets = sets.flatMap((text, i): { node: NodeId; param: string }[] => {
    const dot = text.lastIndexOf('.')
    if (dot > 0 && dot < text.length - 1)
      return [{ node: nodeId(text.slice(0, dot)), param: text.slice(dot + 1) }]
    problems.error(
      'file/bad-param',
      `${path}/sets/${i}`,
      `${quote(text)} is no parameter: write NODE.PARAMETER.`,
    )
    return []
  })
  return { key, label, targets }
}
