/**
 * A change of the document as a patch of the graph file's JSON, and the graph that a row of patches leads to. Only names
 * and objects are looked at: whether the result is a graph, the file's reader says.
 */
import type { DocumentDiff, RecordDiff } from '../doc/diff'
import { diffDocuments } from '../doc/diff'
import type { BlockRecord, Document } from '../doc/document'
import { isJsonObject, type JsonObject } from '../file/format'
import { blockJson, linkJson, nodeJson, projectJson, promotedJson } from '../file/write-document'
import type { BlockPatch, GraphPatch, RecordsPatch } from './entries'

export function patchOf({ nodes, links, blocks, project }: DocumentDiff): GraphPatch {
  const replaced = { ...blocks, updated: new Map() }
  return {
    nodes: recordsPatch(nodes, nodeJson),
    links: recordsPatch(links, linkJson),
    blocks: recordsPatch(replaced, blockJson),
    inside: Object.fromEntries([...blocks.updated].map(([id, { from, to }]) => [id, blockPatch(from, to)])),
    project: project && asJson(projectJson(project.to)),
  }
}

function recordsPatch<Item>(
  { added, updated, removed }: RecordDiff<string, Item>,
  write: (item: Item) => object,
): RecordsPatch {
  const patch: [string, JsonObject | null][] = []
  for (const id of removed.keys()) patch.push([id, null])
  for (const [id, { to }] of updated) patch.push([id, asJson(write(to))])
  for (const [id, item] of added) patch.push([id, asJson(write(item))])
  return Object.fromEntries(patch)
}

function blockPatch(from: BlockRecord, to: BlockRecord): BlockPatch {
  const { nodes, links } = diffDocuments(graphIn(from), graphIn(to))
  return {
    title: to.title,
    summary: to.summary,
    params: to.params.map(promotedJson),
    nodes: recordsPatch(nodes, nodeJson),
    links: recordsPatch(links, linkJson),
  }
}

const NO_PROJECT = { name: '', description: '' }

function graphIn({ nodes, links }: BlockRecord): Document {
  return { project: NO_PROJECT, nodes, links, blocks: new Map() }
}

/** What is written has fields that are undefined, which JSON does not know. */
function asJson(record: object): JsonObject {
  return Object.fromEntries(Object.entries(record))
}

/** A graph file's JSON that patches are applied to, one after the other. */
export interface PatchedGraph {
  apply(patch: GraphPatch): void
  /** The JSON as it is now; later patches leave it alone. */
  json(): JsonObject
}

export function createPatchedGraph(base: JsonObject): PatchedGraph {
  const tables = {
    nodes: tableOf(base['nodes']),
    links: tableOf(base['links']),
    blocks: tableOf(base['blocks']),
  }
  let { project } = base
  return {
    apply(patch) {
      patchTable(tables.nodes, patch.nodes)
      patchTable(tables.links, patch.links)
      patchTable(tables.blocks, patch.blocks)
      for (const [id, inside] of Object.entries(patch.inside)) {
        const block = tables.blocks.get(id)
        if (isJsonObject(block)) tables.blocks.set(id, patchBlock(block, inside))
      }
      project = patch.project ?? project
    },
    json: () => ({
      ...base,
      project,
      nodes: Object.fromEntries(tables.nodes),
      links: Object.fromEntries(tables.links),
      ...(tables.blocks.size === 0 ? { blocks: undefined } : { blocks: Object.fromEntries(tables.blocks) }),
    }),
  }
}

function tableOf(json: unknown): Map<string, unknown> {
  return new Map(isJsonObject(json) ? Object.entries(json) : [])
}

function patchTable(table: Map<string, unknown>, patch: RecordsPatch): void {
  for (const [id, record] of Object.entries(patch)) {
    if (record === null) table.delete(id)
    else table.set(id, record)
  }
}

function patchBlock(block: JsonObject, { nodes, links, ...face }: BlockPatch): JsonObject {
  const inner = { nodes: tableOf(block['nodes']), links: tableOf(block['links']) }
  patchTable(inner.nodes, nodes)
  patchTable(inner.links, links)
  return { ...face, nodes: Object.fromEntries(inner.nodes), links: Object.fromEntries(inner.links) }
}
