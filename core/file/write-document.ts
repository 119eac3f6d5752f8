import { stableJson } from '../base/stable-json'
import {
  formatPort,
  type BlockRecord,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type Project,
  type PromotedParam,
} from '../doc/document'
import type { FileTables } from './file-tables'
import { FORMAT_NAME } from './format'
import { formatMigrations } from './migrations/index'
import { latestVersion } from './migrations/migrate'

/**
 * The graph as JSON that diffs well: sorted keys, one record a line where it is short. The same graph gives the same
 * text whatever order it was made in.
 */
export function writeDocument(document: Document, tables: FileTables, appVersion: string): string {
  return stableJson(documentJson(document, tables, appVersion))
}

/** The same as data; a field that is undefined is none. */
export function documentJson(document: Document, tables: FileTables, appVersion: string): object {
  const { project, nodes, links, blocks } = document
  return {
    format: FORMAT_NAME,
    formatVersion: latestVersion(formatMigrations),
    app: appVersion,
    project: projectJson(project),
    nodes: mapValues(nodes, nodeJson),
    links: mapValues(links, linkJson),
    ...(blocks.size === 0 ? {} : { blocks: mapValues(blocks, blockJson) }),
    ...(tables.weights.size === 0 ? {} : { weights: Object.fromEntries(tables.weights) }),
    ...(tables.pictures.size === 0 ? {} : { pictures: Object.fromEntries(tables.pictures) }),
  }
}

export function projectJson({ name, description }: Project): object {
  return { name, description }
}

export function linkJson({ from, to }: LinkRecord): object {
  return { from: formatPort(from), to: formatPort(to) }
}

export function blockJson({ title, summary, nodes, links, params }: BlockRecord): object {
  return {
    title,
    summary: summary === '' ? undefined : summary,
    nodes: mapValues(nodes, nodeJson),
    links: mapValues(links, linkJson),
    params: params.length === 0 ? undefined : params.map(promotedJson),
  }
}

export function promotedJson({ key, label, targets }: PromotedParam): object {
  return { key, label, sets: targets.map(({ node, param }) => `${node}.${param}`) }
}

export function nodeJson({
  type,
  version,
  position,
  title,
  params,
  weights,
  weightSeed,
  innerSeeds,
  mode,
  color,
  pinned,
}: NodeRecord): object {
  return {
    type,
    version,
    position: [position.x, position.y],
    title,
    params: isEmpty(params) ? undefined : params,
    weights: weights === undefined || isEmpty(weights) ? undefined : weights,
    weightSeed,
    innerSeeds: innerSeeds === undefined || isEmpty(innerSeeds) ? undefined : innerSeeds,
    mode,
    color,
    pinned: pinned === undefined || pinned.length === 0 ? undefined : pinned,
  }
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0
}

function mapValues<Item>(
  records: ReadonlyMap<string, Item>,
  json: (item: Item) => object,
): Record<string, object> {
  return Object.fromEntries([...records].map(([id, item]) => [id, json(item)]))
}
