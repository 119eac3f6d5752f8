/**
 * A document without what tells of the person and the computer it comes from: names of files, and if wanted titles and
 * notes. What it computes stays what it was, to the last bit.
 */
import type { BlockId, Sha256 } from '../base/ids'
import type { NodeDefinition } from '../nodedef/define-node'
import type { ParamValue, ParamValues } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import { blockOf, BLOCK_INPUT, BLOCK_OUTPUT, takenBlockIds } from './block'
import {
  byId,
  emptyDocument,
  type BlockRecord,
  type Document,
  type NodeRecord,
  type PromotedParam,
} from './document'
import { newBlockId } from './new-id'
import { renameBlocks, type RenamedDocument } from './rename-blocks'

export interface StripOptions {
  /** Titles of nodes, frames and blocks, knobs on blocks' faces, and what outputs were called. */
  readonly titles: boolean
  /** Notes, the graph's description and those of blocks. */
  readonly notes: boolean
  /** What the program itself calls things: titles and texts of its own blocks, which tell of nobody. */
  readonly ours: ReadonlySet<string>
}

/** How many of each were taken out. */
export interface Stripped {
  /** The name of the graph, which often is a file's: 0 or 1. */
  readonly projectNames: number
  /** File names of pictures. */
  readonly pictureNames: number
  readonly titles: number
  readonly notes: number
  /** Nodes of types that are not known here: what their parameters hold stays. */
  readonly unknown: number
}

export interface StrippedDocument extends RenamedDocument {
  readonly removed: Stripped
}

/** @param registry knows the ordinary node types; blocks need not be among them */
export function strip(document: Document, registry: Registry, options: StripOptions): StrippedDocument {
  const count = { projectNames: 0, pictureNames: 0, titles: 0, notes: 0, unknown: 0 }
  const { name: plainName } = emptyDocument().project
  const pictures = new Map<Sha256, string>()
  const texts = new Map<string, number>()

  /** The text, or what stands for it when it is personal. */
  function without(
    text: string,
    of: 'titles' | 'notes',
    plain: string,
    isOurs = options.ours.has(text),
  ): string {
    if (!options[of] || text === '' || text === plain || isOurs) return text
    count[of]++
    return plain
  }

  function stripNode(node: NodeRecord): NodeRecord {
    const { title, ...rest } = node
    const definition = registry.get(node.type)
    if (!definition && !blockOf(node, document.blocks)) count.unknown++
    const kept =
      title === undefined ? '' : without(title, 'titles', '', options.ours.has(title) || isPort(node))
    return {
      ...rest,
      ...(kept === '' ? {} : { title: kept }),
      params: stripParams(node.params, definition),
    }
  }

  function stripParams(params: ParamValues, definition: NodeDefinition | undefined): ParamValues {
    const stripped: Record<string, ParamValue> = {}
    for (const [key, value] of Object.entries(params)) stripped[key] = stripValue(key, value, definition)
    return stripped
  }

  function stripValue(key: string, value: ParamValue, definition: NodeDefinition | undefined): ParamValue {
    if (typeof value === 'object' && value !== null) {
      const name = pictures.get(value.sha256) ?? `picture-${pictures.size + 1}.png`
      pictures.set(value.sha256, name)
      if (value.name !== '' && value.name !== name) count.pictureNames++
      return { ...value, name }
    }
    const spec = definition && Object.hasOwn(definition.params, key) ? definition.params[key] : undefined
    if (typeof value !== 'string' || spec?.kind !== 'text') return value
    if (definition?.role === 'annotation') return without(value, 'notes', '')
    const nth = texts.get(spec.default) ?? 0
    const plain = nth === 0 ? spec.default : `${spec.default}${nth + 1}`
    const kept = without(value, 'titles', plain)
    if (kept === plain) texts.set(spec.default, nth + 1)
    return kept
  }

  function stripKnob(knob: PromotedParam, block: BlockRecord): PromotedParam {
    const [first] = knob.targets
    const type = first && block.nodes.get(first.node)?.type
    const spec = type === undefined ? undefined : registry.get(type)?.params[first?.param ?? '']
    return { ...knob, label: without(knob.label, 'titles', spec?.label ?? first?.param ?? knob.key) }
  }

  function stripBlock(block: BlockRecord, nth: number): BlockRecord {
    return {
      ...block,
      title: without(block.title, 'titles', `Block ${nth}`),
      summary: without(block.summary, 'notes', ''),
      nodes: byId([...block.nodes.values()].map(stripNode)),
      params: block.params.map((knob) => stripKnob(knob, block)),
    }
  }

  const { project } = document
  if (project.name !== plainName) count.projectNames++
  const blocks = [...document.blocks.values()].map((block, index) => stripBlock(block, index + 1))
  const stripped: Document = {
    ...document,
    project: { name: plainName, description: without(project.description, 'notes', '') },
    nodes: byId([...document.nodes.values()].map(stripNode)),
    blocks: byId(blocks),
  }
  const names = options.titles ? newNames(stripped, options.ours) : new Map<BlockId, BlockId>()
  return { ...renameBlocks(stripped, registry, names), removed: count }
}

/** Ids of blocks are made from titles. The program's own blocks keep theirs. */
function newNames(document: Document, ours: ReadonlySet<string>): ReadonlyMap<BlockId, BlockId> {
  const names = new Map<BlockId, BlockId>()
  const { blocks } = document
  // Every definition gets a name anew; those that are missing keep theirs.
  const taken = new Set([...takenBlockIds(document)].filter((id) => !blocks.has(id)))
  for (const { id, title } of blocks.values()) {
    const name = newBlockId(taken, title)
    taken.add(name)
    if (name !== id || !ours.has(title)) names.set(id, name)
  }
  return names
}

/** The ports of a block are called what they are called inside, unless somebody thought of a better name. */
function isPort({ id, type, title }: NodeRecord): boolean {
  return (type === BLOCK_INPUT || type === BLOCK_OUTPUT) && title !== undefined && id.startsWith(title)
}
