import { isId, nodeId, type NodeId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { findParamProblem } from '../doc/record-problems'
import type { NodeRecord, WeightRef } from '../doc/document'
import type { NodeDefinition } from '../nodedef/define-node'
import type { ParamValues } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import { checkShape } from './check-shape'
import {
  FILE_LIMITS,
  isInnerPath,
  isPortName,
  isWeightName,
  nodeSchema,
  paramValueSchema,
  seedSchema,
  weightRefSchema,
  type JsonObject,
} from './format'
import type { Problems } from './problems'

export interface NodeReader {
  readonly registry: Registry
  readonly problems: Problems
  /** The types of blocks that the file defines, as long as the registry does not know them. */
  readonly blocks: ReadonlySet<string>
  /** Version of the program that wrote the file, for sentences. */
  readonly app: string
}

/** Every node, at its type's present version. Nodes of unknown types are kept with all that their records hold. */
export function readNodes(
  json: JsonObject,
  reader: NodeReader,
  table = 'nodes',
): ReadonlyMap<NodeId, NodeRecord> {
  const nodes = new Map<NodeId, NodeRecord>()
  const unknown = new Map<string, { readonly first: string; count: number }>()
  for (const [id, value] of Object.entries(json)) {
    const path = `${table}/${clipName(id)}`
    if (!isId(id)) {
      reader.problems.error(
        'document/bad-id',
        path,
        `${quote(id)} is no node id: use letters, digits and _ . - /.`,
      )
      continue
    }
    const node = readNode(id, value, path, reader)
    if (!node) continue
    nodes.set(node.id, node)
    if (reader.registry.get(node.type) || reader.blocks.has(node.type)) continue
    const seen = unknown.get(node.type)
    if (seen) seen.count++
    else unknown.set(node.type, { first: path, count: 1 })
  }
  for (const [type, { first, count }] of unknown) {
    const whose = count === 1 ? '1 node' : `${count} nodes`
    reader.problems.warn(
      'file/unknown-node-type',
      `${first}/type`,
      `${whose} of the type ${type}, which is not known here, will be kept as they are but cannot run.`,
      `The file was written by Styleloom ${reader.app}.`,
    )
  }
  return nodes
}

function readNode(id: string, value: unknown, path: string, reader: NodeReader): NodeRecord | undefined {
  const json = checkShape(nodeSchema, value, path, reader.problems)
  if (!json) return undefined
  const { type, version, position, title, weightSeed, mode, color, pinned } = json
  const definition = reader.registry.get(type)
  if (definition && version > definition.version) {
    reader.problems.error(
      'file/newer-node',
      `${path}/version`,
      `This ${definition.title} is of version ${version}, but only versions up to ${definition.version} are known here.`,
      `Open the file with Styleloom ${reader.app} or newer.`,
    )
    return undefined
  }
  const params = readParams(json.params ?? {}, version, definition, `${path}/params`, reader)
  const weights = json.weights && readWeights(json.weights, `${path}/weights`, reader)
  const innerSeeds = json.innerSeeds && readSeeds(json.innerSeeds, `${path}/innerSeeds`, reader)
  if (!params) return undefined
  return {
    id: nodeId(id),
    type,
    version: definition?.version ?? version,
    position: { x: position[0], y: position[1] },
    params,
    ...(title === undefined ? {} : { title }),
    ...(weights === undefined ? {} : { weights }),
    ...(weightSeed === undefined ? {} : { weightSeed }),
    ...(innerSeeds === undefined ? {} : { innerSeeds }),
    ...(mode === undefined ? {} : { mode }),
    ...(color === undefined ? {} : { color }),
    ...(pinned === undefined ? {} : { pinned }),
  }
}

/** The values as they stand, then led to the present version, then held against the type's parameters. */
function readParams(
  json: JsonObject,
  version: number,
  definition: NodeDefinition | undefined,
  path: string,
  { problems }: NodeReader,
): ParamValues | undefined {
  const written = readValues(json, path, problems)
  if (!written || !definition) return written
  const steps = (definition.migrations ?? []).filter(({ to }) => to > version)
  const migrated = steps.reduce<JsonObject>((params, { up }) => up(params), written)
  const params = steps.length === 0 ? written : readValues(migrated, path, problems)
  if (!params) return undefined
  checkParams(params, definition, path, problems)
  return params
}

/** Every value must be one that the type's parameter takes. */
export function checkParams(
  params: ParamValues,
  definition: NodeDefinition,
  path: string,
  problems: Problems,
): void {
  for (const [key, value] of Object.entries(params)) {
    const problem = findParamProblem(definition, key, value)
    if (problem) problems.error(problem.code, `${path}/${clipName(key)}`, problem.message, problem.nextStep)
  }
}

function readValues(json: JsonObject, path: string, problems: Problems): ParamValues | undefined {
  return readRecord(json, path, problems, { most: FILE_LIMITS.perNode, isNamed: isPortName }, (value, at) =>
    checkShape(paramValueSchema, value, at, problems),
  )
}

function readWeights(
  json: JsonObject,
  path: string,
  { problems }: NodeReader,
): Readonly<Record<string, WeightRef>> | undefined {
  const rules = { most: FILE_LIMITS.perInstance, isNamed: isWeightName }
  return readRecord(json, path, problems, rules, (value, at) =>
    checkShape(weightRefSchema, value, at, problems),
  )
}

function readSeeds(
  json: JsonObject,
  path: string,
  { problems }: NodeReader,
): Readonly<Record<string, number>> | undefined {
  const rules = { most: FILE_LIMITS.perInstance, isNamed: isInnerPath }
  return readRecord(json, path, problems, rules, (value, at) => checkShape(seedSchema, value, at, problems))
}

/** A node's parameters, weights or seeds by name; undefined after saying what is wrong. */
function readRecord<Item>(
  json: JsonObject,
  path: string,
  problems: Problems,
  { most, isNamed }: { readonly most: number; readonly isNamed: (name: string) => boolean },
  read: (value: unknown, path: string) => Item | undefined,
): Readonly<Record<string, Item>> | undefined {
  const entries = Object.entries(json)
  if (entries.length > most) {
    const message = `There are ${entries.length} entries here; at most ${most} are read.`
    problems.error('file/too-many', path, message)
    return undefined
  }
  const out: [string, Item][] = []
  for (const [name, value] of entries) {
    const at = `${path}/${clipName(name)}`
    const item = read(value, at)
    if (item !== undefined) out.push([name, item])
    if (!isNamed(name)) {
      problems.error('file/bad-name', at, `${quote(name)} is no name: use letters, digits and _.`)
    }
  }
  return out.length === entries.length ? Object.fromEntries(out) : undefined
}
