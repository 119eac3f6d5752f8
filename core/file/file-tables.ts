/**
 * Where a graph's weights and pictures lie beside it or in its archive. The document names values by their hash only;
 * these tables are made when a file is written and read back with it.
 */
import { sha256Hex } from '../base/hash'
import { nodeId, type NodeId, type Sha256 } from '../base/ids'
import { encodeUtf8 } from '../base/utf8'
import { blockType } from '../doc/block'
import { innerNode } from '../doc/block-path'
import type { Document, NodeRecord } from '../doc/document'
import type { PictureRef } from '../nodedef/params'
import { SAFETENSORS_LIMITS } from '../weights/safetensors'
import type { TensorStore } from '../weights/tensor-store'
import { FILE_LIMITS } from './format'

export interface WeightPlace {
  readonly file: string
  /** The tensor's name in the file. */
  readonly key: string
  readonly dims: readonly number[]
}

export interface FileTables {
  readonly weights: ReadonlyMap<Sha256, WeightPlace>
  /** Paths of PNG files. */
  readonly pictures: ReadonlyMap<Sha256, string>
}

export const NO_TABLES: FileTables = { weights: new Map(), pictures: new Map() }

/** One use of a stored weight: `dims` are what this node makes of the values. */
export interface WeightUse {
  readonly node: NodeId
  readonly name: string
  readonly sha256: Sha256
  readonly dims: readonly number[]
}

export interface PictureUse {
  readonly node: NodeId
  readonly param: string
  readonly picture: PictureRef
}

/** Every loaded weight of every node, sorted by node and name. */
export function weightUses(document: Document): readonly WeightUse[] {
  return sortedNodes(document).flatMap(({ id, weights = {} }) =>
    Object.entries(weights)
      .sort(byKey)
      .map(([name, { sha256, dims }]) => ({ node: id, name, sha256, dims })),
  )
}

export function pictureUses(document: Document): readonly PictureUse[] {
  return sortedNodes(document).flatMap(({ id, params }) =>
    Object.entries(params)
      .sort(byKey)
      .flatMap(([param, value]) =>
        typeof value === 'object' && value !== null ? [{ node: id, param, picture: value }] : [],
      ),
  )
}

export interface TableOptions {
  /** Places that stay as they are: files that lie there already. */
  readonly known?: FileTables
  /**
   * The file for all other weights; without it, one of its own name for every set of weights. What is more than a reader
   * takes from one file goes into further ones.
   */
  readonly weightsFile?: string
}

/** A place for every value that the document uses and the store holds. Equal values are stored once. */
export function placeValues(document: Document, store: TensorStore, options: TableOptions): FileTables {
  const { known = NO_TABLES } = options
  const taken = new Set<string>(known.pictures.values())
  for (const { file } of known.weights.values()) taken.add(file)

  const placed = new Map<Sha256, WeightPlace>()
  const fresh = new Map<Sha256, Omit<WeightPlace, 'file'>>()
  const keys = new Set<string>()
  for (const { sha256, node, name, dims } of weightUses(document)) {
    const place = known.weights.get(sha256)
    if (place) placed.set(sha256, place)
    else if (store.tensor(sha256) && !fresh.has(sha256)) {
      const key = freeKey(`${node}.${name}`, sha256, keys)
      keys.add(key)
      fresh.set(sha256, { key, dims })
    }
  }
  const wanted = options.weightsFile ?? ownWeightsFile(document, fresh)
  let file = wanted
  for (const [nth, [sha256, { key, dims }]] of [...fresh].entries()) {
    if (nth % SAFETENSORS_LIMITS.tensors === 0) {
      file = freePath(wanted, taken)
      taken.add(file)
    }
    placed.set(sha256, { file, key, dims })
  }

  const pictures = new Map<Sha256, string>()
  for (const { picture } of pictureUses(document)) {
    const { sha256, name } = picture
    if (pictures.has(sha256) || !(known.pictures.has(sha256) || store.picture(sha256))) continue
    const path = known.pictures.get(sha256) ?? freePath(pictureFile(name, sha256), taken)
    taken.add(path)
    pictures.set(sha256, path)
  }
  return { weights: placed, pictures }
}

/** Names can be as long as blocks are deep, and `a` with `b.c` is called as `a.b` with `c`: then the values' hash names them. */
function freeKey(wanted: string, sha256: Sha256, taken: ReadonlySet<string>): string {
  return wanted.length > FILE_LIMITS.weightKey || taken.has(wanted) ? sha256 : wanted
}

/** Says what is inside, so that two graphs in one folder never share a file that only one of them means. */
function ownWeightsFile(document: Document, entries: ReadonlyMap<Sha256, { readonly key: string }>): string {
  const content = [...entries].map(([sha256, { key }]) => `${sha256} ${key}`).join('\n')
  return `weights/${slug(document.project.name)}-${sha256Hex(encodeUtf8(content)).slice(0, 8)}.safetensors`
}

function pictureFile(name: string, sha256: Sha256): string {
  return `pictures/${slug(name.replace(/\.[A-Za-z]{1,5}$/, ''))}-${sha256.slice(0, 8)}.png`
}

/** `path`, or with a number before its ending when it belongs to something else. */
function freePath(path: string, taken: ReadonlySet<string>): string {
  const dot = path.lastIndexOf('.')
  let free = path
  for (let number = 2; taken.has(free); number++) free = `${path.slice(0, dot)}-${number}${path.slice(dot)}`
  return free
}

/** Letters, digits and hyphens: fit for a file name on every system. */
function slug(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return plain.slice(0, 40) || 'graph'
}

/** Nodes inside blocks under the name of their block: `block/layer:conv1`. */
function sortedNodes({ nodes, blocks }: Document): readonly NodeRecord[] {
  const inside = [...blocks.values()].flatMap((block) =>
    [...block.nodes.values()].map((node) => ({
      ...node,
      id: innerNode(nodeId(blockType(block.id)), node.id),
    })),
  )
  return [...nodes.values(), ...inside].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}
