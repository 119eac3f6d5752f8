/**
 * Graph text to document: measured, parsed, validated, led to the present format, validated again. Nothing is opened
 * unless everything is right, and every mistake is named with its path in the file.
 */
import * as v from 'valibot'
import type { NodeId } from '../base/ids'
import { clipName } from '../base/quote'
import { fail, ok, type Result } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { findTooLarge } from '../doc/block-problems'
import type { Document } from '../doc/document'
import { withBlocks } from '../infer/block-registry'
import type { Registry } from '../nodedef/registry'
import { checkCounts } from './check-counts'
import { checkShape, reportIssue } from './check-shape'
import type { FileTables } from './file-tables'
import { graphSchema, headSchema, isJsonObject, type JsonObject } from './format'
import { formatMigrations } from './migrations/index'
import { latestVersion, migrate, type FormatMigration } from './migrations/migrate'
import { parseJson } from './parse-json'
import { createProblems, type Problems } from './problems'
import { readBlocks } from './read-blocks'
import { checkForCycle, readLinks } from './read-links'
import { readNodes } from './read-nodes'
import { checkUses, readTables } from './read-tables'

export interface ReadDocument {
  readonly document: Document
  readonly tables: FileTables
  readonly warnings: readonly Diagnostic[]
}

export interface ReadOptions {
  /** The steps to the present format; the program's own when absent. */
  readonly migrations?: readonly FormatMigration[]
}

/** The document that `text` (JSON) describes, or every mistake in it, up to a number that people can read. */
export function readDocument(
  text: string,
  registry: Registry,
  { migrations = formatMigrations }: ReadOptions = {},
): Result<ReadDocument, readonly Diagnostic[]> {
  const parsed = parseJson(text)
  if (!parsed.ok) return fail([parsed.error])
  const problems = createProblems()
  const graph = readGraph(parsed.value, migrations, problems)
  const read = graph && readContent(graph, registry, problems)
  return !read || problems.hasErrors
    ? fail(problems.errors())
    : ok({ ...read, warnings: problems.warnings() })
}

type Graph = v.InferOutput<typeof graphSchema>

function readGraph(
  json: unknown,
  migrations: readonly FormatMigration[],
  problems: Problems,
): Graph | undefined {
  const head = v.safeParse(headSchema, json)
  if (!head.success) {
    reportHead(json, problems)
    return undefined
  }
  const { formatVersion } = head.output
  const latest = latestVersion(migrations)
  if (formatVersion > latest) {
    const writer = programName(json)
    problems.error(
      'file/newer-format',
      'formatVersion',
      `The file is of format ${formatVersion}, but only formats up to ${latest} are known here.`,
      `Open it with ${writer} or newer.`,
    )
    return undefined
  }
  const migrated = migrate(json, formatVersion, migrations)
  if (!migrated.ok) {
    for (const issue of migrated.issues) reportIssue(issue, '', problems)
    return undefined
  }
  return checkShape(graphSchema, migrated.file, '', problems)
}

function reportHead(json: unknown, problems: Problems): void {
  if (isJsonObject(json) && json['format'] === 'styleloom') {
    const message = 'The field "formatVersion" must be a whole number from 1.'
    problems.error('file/bad-value', 'formatVersion', message)
    return
  }
  problems.error(
    'file/not-a-graph',
    'format',
    'This is JSON, but not a Styleloom graph: it does not begin with "format": "styleloom".',
    'Choose a .loom or .loom.json file.',
  )
}

/** `Styleloom 2.1.0`, as far as the file says. */
function programName(json: unknown): string {
  const app = isJsonObject(json) && Object.hasOwn(json, 'app') ? json['app'] : undefined
  return typeof app === 'string' && app !== ''
    ? `Styleloom ${clipName(app, 64)}`
    : 'the Styleloom that wrote it'
}

function readContent(
  graph: Graph,
  registry: Registry,
  problems: Problems,
): Omit<ReadDocument, 'warnings'> | undefined {
  const {
    nodes: nodesJson,
    links: linksJson,
    blocks: blocksJson = {},
    weights = {},
    pictures = {},
    project,
  } = graph
  const counts = {
    nodes: sizeOf(nodesJson),
    links: sizeOf(linksJson),
    blocks: sizeOf(blocksJson),
    weights: sizeOf(weights),
    pictures: sizeOf(pictures),
  }
  checkCounts(counts, problems)
  if (problems.hasErrors) return undefined

  const app = clipName(graph.app)
  const blocks = readBlocks(blocksJson, registry, problems, app)
  if (problems.hasErrors) return undefined
  const known = withBlocks(registry, blocks)
  const nodes = readNodes(nodesJson, { registry: known, blocks: new Set(), problems, app })
  const isBroken = (node: NodeId): boolean => Object.hasOwn(nodesJson, node) && !nodes.has(node)
  const links = readLinks(linksJson, nodes, isBroken, known, problems)
  const tables = readTables(weights, pictures, problems)
  const document = { project, nodes, links, blocks }
  const tooLarge = findTooLarge(nodes.values(), blocks)
  if (tooLarge) problems.error(tooLarge.code, 'nodes', tooLarge.message)
  if (problems.hasErrors) return undefined
  checkForCycle(document, problems)
  checkUses(document, tables, problems)
  return { document, tables }
}

function sizeOf(json: JsonObject): number {
  return Object.keys(json).length
}
