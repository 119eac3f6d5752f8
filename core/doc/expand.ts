/**
 * Blocks are for people: a run, an export and their messages see the nodes themselves. `expand` puts the nodes of every
 * block in the place of its instances, under their paths (`r8:conv1`). A record stays the same object as long as nothing
 * it depends on changed, so what is remembered by record stays known from edit to edit.
 */
import { hash32 } from '../base/hash'
import { linkId, type NodeId } from '../base/ids'
import type { ParamValue, ParamValues } from '../nodedef/params'
import { blockOf, boundaryOf, BLOCK_INPUT, BLOCK_OUTPUT } from './block'
import { innerNode, innerWeight, splitInnerWeight } from './block-path'
import type { BlockRecord, Document, LinkRecord, NodeRecord, PortRef, WeightRef } from './document'

/** Nodes that a document may have when all blocks are expanded: as many as a file may hold. */
export const MOST_EXPANDED_NODES = 100_000
/** Blocks within blocks. */
export const MOST_NESTED = 32

interface Expansion {
  readonly block: BlockRecord
  readonly nodes: readonly NodeRecord[]
  /** With the ends at nested instances as they stand. */
  readonly links: readonly LinkRecord[]
}

const documents = new WeakMap<Document, Document>()
const expansions = new WeakMap<NodeRecord, Expansion>()
const ledLinks = new WeakMap<LinkRecord, LinkRecord>()

/**
 * The document without instances: the same one where there are none. An instance that is bypassed or muted stays, because
 * what it hands on is a question of types.
 */
export function expand(document: Document): Document {
  const known = documents.get(document)
  if (known) return known
  const flat = expandNow(document)
  documents.set(document, flat)
  documents.set(flat, flat)
  return flat
}

function expandNow(document: Document): Document {
  const { blocks } = document
  if (blocks.size === 0 || ![...document.nodes.values()].some((node) => standsFor(node, blocks)))
    return document
  const nodes = new Map<NodeId, NodeRecord>()
  const links: LinkRecord[] = [...document.links.values()]
  const instances = new Set<NodeId>()
  const waiting = [...document.nodes.values()].reverse()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const block = standsFor(node, blocks)
    if (!block) {
      nodes.set(node.id, node)
      continue
    }
    instances.add(node.id)
    const inner = expandInstance(node, block)
    for (let i = inner.nodes.length - 1; i >= 0; i--) {
      const next = inner.nodes[i]
      if (next) waiting.push(next)
    }
    links.push(...inner.links)
  }
  return {
    ...document,
    nodes,
    links: new Map(links.map((link) => leadInside(link, instances)).map((link) => [link.id, link])),
  }
}

/** The block that a node stands for in a run. */
function standsFor(node: NodeRecord, blocks: Document['blocks']): BlockRecord | undefined {
  return node.mode === undefined ? blockOf(node, blocks) : undefined
}

function expandInstance(instance: NodeRecord, block: BlockRecord): Expansion {
  const known = expansions.get(instance)
  if (known?.block === block) return known
  const prefixed = ({ node, port }: PortRef): PortRef => ({ node: innerNode(instance.id, node), port })
  const expansion = {
    block,
    nodes: [...nodesOfInstance(instance, block).values()].map((node) => ({
      ...node,
      id: innerNode(instance.id, node.id),
    })),
    links: [...block.links.values()].map(({ id, from, to }) => ({
      id: linkId(innerNode(instance.id, id as string as NodeId)),
      from: prefixed(from),
      to: prefixed(to),
    })),
  }
  expansions.set(instance, expansion)
  return expansion
}

/** A wire at an instance leads to the node behind its port. */
function leadInside(link: LinkRecord, instances: ReadonlySet<NodeId>): LinkRecord {
  const starts = instances.has(link.from.node)
  const ends = instances.has(link.to.node)
  if (!starts && !ends) return link
  const from = starts ? { node: innerNode(link.from.node, link.from.port as NodeId), port: 'y' } : link.from
  const to = ends ? { node: innerNode(link.to.node, link.to.port as NodeId), port: 'x' } : link.to
  const known = ledLinks.get(link)
  if (known && samePort(known.from, from) && samePort(known.to, to)) return known
  const led = { id: link.id, from, to }
  ledLinks.set(link, led)
  return led
}

function samePort(a: PortRef, b: PortRef): boolean {
  return a.node === b.node && a.port === b.port
}

/** An output as a run knows it: an instance's port is the one of the node behind it. */
export function portInRun(document: Document, port: PortRef): PortRef {
  const node = document.nodes.get(port.node)
  if (!node || !standsFor(node, document.blocks)) return port
  return { node: innerNode(port.node, port.port as NodeId), port: 'y' }
}

type Settings = Pick<NodeRecord, 'params' | 'weights' | 'weightSeed' | 'innerSeeds'>

/** The definition's nodes as they are in one instance: with its parameters, weights and seeds. */
export function nodesOfInstance(instance: Settings, block: BlockRecord): ReadonlyMap<NodeId, NodeRecord> {
  const set = paramsSet(instance, block)
  const weights = innerWeights(instance)
  const seeds = seedsBelow(instance)
  const nodes = new Map<NodeId, NodeRecord>()
  for (const node of block.nodes.values()) {
    const params = set.get(node.id)
    const loaded = weights.get(node.id)
    const weightSeed = seedOf(instance, node.id)
    const below = seeds.get(node.id)
    const { innerSeeds: chosen, ...rest } = node
    // A new seed for a block draws anew whatever the definition had chosen inside it.
    const innerSeeds = weightSeed !== undefined ? below : below ? { ...chosen, ...below } : chosen
    nodes.set(
      node.id,
      !params && !loaded && innerSeeds === node.innerSeeds && weightSeed === undefined
        ? node
        : {
            ...rest,
            ...(params ? { params } : {}),
            ...(loaded ? { weights: { ...node.weights, ...loaded } } : {}),
            ...(innerSeeds ? { innerSeeds } : {}),
            ...(weightSeed === undefined ? {} : { weightSeed }),
          },
    )
  }
  return nodes
}

/** The value that an instance itself gives a knob of its block. */
export function ownValue({ params }: Pick<NodeRecord, 'params'>, knob: string): ParamValue | undefined {
  return Object.hasOwn(params, knob) ? params[knob] : undefined
}

/**
 * The parameters of the nodes that the knobs on the face set. A knob with several targets gives them all its value, set
 * or not: without one they follow the first, also in having its type's default.
 */
function paramsSet(instance: Settings, block: BlockRecord): ReadonlyMap<NodeId, ParamValues> {
  const found = new Map<NodeId, ParamValues>()
  const typeOf = (node: NodeId): string | undefined => block.nodes.get(node)?.type
  for (const { key, targets } of block.params) {
    const [first, ...others] = targets
    if (!first) continue
    const own = ownValue(instance, key)
    const value = own ?? block.nodes.get(first.node)?.params[first.param]
    for (const { node, param } of own === undefined ? others : targets) {
      const params = found.get(node) ?? block.nodes.get(node)?.params ?? {}
      if (value !== undefined) {
        found.set(node, { ...params, [param]: value })
      } else if (
        Object.hasOwn(params, param) &&
        param === first.param &&
        typeOf(node) === typeOf(first.node)
      ) {
        const { [param]: _hidden, ...rest } = params
        found.set(node, rest)
      }
    }
  }
  return found
}

function innerWeights({ weights = {} }: Settings): ReadonlyMap<NodeId, Readonly<Record<string, WeightRef>>> {
  const found = new Map<NodeId, Record<string, WeightRef>>()
  for (const [name, ref] of Object.entries(weights)) {
    const inner = splitInnerWeight(name)
    if (!inner) continue
    const own = found.get(inner.node) ?? {}
    own[inner.weight] = ref
    found.set(inner.node, own)
  }
  return found
}

function seedOf({ innerSeeds = {}, weightSeed }: Settings, node: NodeId): number | undefined {
  if (Object.hasOwn(innerSeeds, node)) return innerSeeds[node]
  return weightSeed === undefined ? undefined : hash32(innerWeight(node, String(weightSeed)))
}

function seedsBelow({ innerSeeds = {} }: Settings): ReadonlyMap<NodeId, Readonly<Record<string, number>>> {
  const found = new Map<NodeId, Record<string, number>>()
  for (const [path, seed] of Object.entries(innerSeeds)) {
    const inner = splitInnerWeight(path)
    if (!inner) continue
    const own = found.get(inner.node) ?? {}
    own[inner.weight] = seed
    found.set(inner.node, own)
  }
  return found
}

/** A definition with everything in it. */
export interface BlockSize {
  /** Nodes once expanded; Infinity when the block stands in itself. */
  readonly nodes: number
  /** Blocks within blocks, itself included. */
  readonly depth: number
}

const ENDLESS: BlockSize = { nodes: Infinity, depth: Infinity }
const TOO_DEEP: BlockSize = { nodes: 1, depth: Infinity }

/** Every definition's size. Each is counted once, however often it stands in others. */
export function blockSizes(blocks: Document['blocks']): ReadonlyMap<BlockRecord, BlockSize> {
  const sizes = new Map<BlockRecord, BlockSize>()
  function sizeOf(block: BlockRecord, above: number): BlockSize {
    const known = sizes.get(block)
    if (known) return known
    if (above > MOST_NESTED) {
      sizes.set(block, TOO_DEEP)
      return TOO_DEEP
    }
    // Whoever asks for it again before it is known stands in it.
    sizes.set(block, ENDLESS)
    let nodes = 0
    let depth = 0
    for (const node of block.nodes.values()) {
      const inner = blockOf(node, blocks)
      const size = inner ? sizeOf(inner, above + 1) : undefined
      nodes += size?.nodes ?? 1
      depth = Math.max(depth, size?.depth ?? 0)
    }
    const size = { nodes, depth: depth + 1 }
    sizes.set(block, size)
    return size
  }
  for (const block of blocks.values()) sizeOf(block, 1)
  return sizes
}

/** How many nodes a graph has once expanded; Infinity when a block stands in itself. */
export function countExpanded(
  nodes: Iterable<Pick<NodeRecord, 'type'>>,
  blocks: Document['blocks'],
  sizes: ReadonlyMap<BlockRecord, BlockSize> = blockSizes(blocks),
): number {
  let count = 0
  for (const node of nodes) {
    const block = blockOf(node, blocks)
    count += block ? (sizes.get(block)?.nodes ?? Infinity) : 1
  }
  return count
}

/** The ports of a block: names, in the order of its face. */
export function portsOf(block: BlockRecord): {
  readonly inputs: readonly NodeId[]
  readonly outputs: readonly NodeId[]
} {
  return {
    inputs: boundaryOf(block, BLOCK_INPUT).map(({ id }) => id),
    outputs: boundaryOf(block, BLOCK_OUTPUT).map(({ id }) => id),
  }
}
