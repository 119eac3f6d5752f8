/**
 * The graph file's JSON, version 1, as schemas: each says of one record what it may hold. The maps (`nodes`, `links`
 * ...) are walked by the reader, key by key, because a schema for a map would skip keys such as `constructor`.
 */
import * as v from 'valibot'
import { isId, isSha256, type Sha256 } from '../base/ids'
import { DOCUMENT_LIMITS } from '../doc/block-problems'
import { NODE_COLORS, NODE_MODES } from '../doc/document'
import { TEXT_LIMITS } from '../doc/record-problems'
import { MAX_SEED } from '../nodedef/params'
import { countValues } from '../weights/stored-shape'

export const FORMAT_NAME = 'styleloom'

/** What a reader takes on: far more than any real graph, little enough to be refused quickly. */
export const FILE_LIMITS = {
  /** Of the JSON text, in bytes. */
  textBytes: 64 * 1024 * 1024,
  depth: 16,
  /** JSON values in the whole text. */
  values: 5_000_000,
  ...DOCUMENT_LIMITS,
  weights: 400_000,
  pictures: 10_000,
  /** Of a weight's name in the file that holds its values, in UTF-16 units. */
  weightKey: 512,
  /** Parameters of one node. */
  perNode: 1000,
  /** Weights of one node, or seeds: an instance of a block has those of every node inside. */
  perInstance: 400_000,
} as const

/** Names of parameters, ports and weights. Without dots, so that `node.port` can be split at the last one. */
const NAME_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
/** Ports of blocks, and parameters on their faces, are named after nodes and may have hyphens. */
const PORT_PATTERN = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/
const TYPE_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/

const NAMES = 'must be a list of parameter names'

export function isName(text: string): boolean {
  return NAME_PATTERN.test(text)
}

export function isPortName(text: string): boolean {
  return PORT_PATTERN.test(text)
}

/** `weight`, or `conv1:weight` for one inside a block. */
export function isWeightName(text: string): boolean {
  const parts = text.split(':')
  return parts.slice(0, -1).every(isId) && isName(parts.at(-1) ?? '')
}

/** `conv1`, or `layer:conv1` in a block within the block. */
export function isInnerPath(text: string): boolean {
  return text.split(':').every(isId)
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const object = v.custom<JsonObject>(isJsonObject, 'must be an object')

function text(maxLength: number): v.GenericSchema<unknown, string> {
  const message = `must be a text of at most ${maxLength} characters`
  return v.pipe(v.string(message), v.maxLength(maxLength, message))
}

function whole(min: number, max: number): v.GenericSchema<unknown, number> {
  const message = `must be a whole number from ${min} to ${max}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}

const finite = v.pipe(v.number('must be a number'), v.finite('must be a number that is not too large'))

const sha256 = v.custom<Sha256>(
  (value) => typeof value === 'string' && isSha256(value),
  'must be a SHA-256: 64 lower-case hex digits',
)

const dims = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && countValues(value).ok,
  'must be a shape: a list of at most 8 whole numbers',
)

/** The head of every version, so that a newer file can be told from a broken one. */
export const headSchema = v.object({
  format: v.literal(FORMAT_NAME, `must be "${FORMAT_NAME}"`),
  formatVersion: whole(1, 1_000_000),
})

export const graphSchema = v.strictObject({
  format: v.literal(FORMAT_NAME, `must be "${FORMAT_NAME}"`),
  formatVersion: whole(1, 1_000_000),
  /** Version of the program that wrote the file. */
  app: text(64),
  project: v.strictObject({
    name: text(TEXT_LIMITS.projectName),
    description: text(TEXT_LIMITS.projectDescription),
  }),
  nodes: object,
  links: object,
  blocks: v.exactOptional(object),
  weights: v.exactOptional(object),
  pictures: v.exactOptional(object),
})

export const nodeSchema = v.strictObject({
  type: v.pipe(
    v.string('must be a text'),
    v.regex(TYPE_PATTERN, 'must be a node type such as "conv/conv2d"'),
  ),
  version: whole(1, 1_000_000),
  position: v.strictTuple([finite, finite], 'must be two numbers, [x, y]'),
  title: v.exactOptional(text(TEXT_LIMITS.title)),
  params: v.exactOptional(object),
  weights: v.exactOptional(object),
  weightSeed: v.exactOptional(whole(0, MAX_SEED)),
  innerSeeds: v.exactOptional(object),
  mode: v.exactOptional(v.picklist(NODE_MODES, `must be ${NODE_MODES.join(' or ')}`)),
  color: v.exactOptional(v.picklist(NODE_COLORS, `must be one of ${NODE_COLORS.join(', ')}`)),
  pinned: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.string(NAMES), v.regex(PORT_PATTERN, NAMES)), NAMES),
      v.check((names) => new Set(names).size === names.length, 'must name no parameter twice'),
    ),
  ),
})

const promotedSchema = v.strictObject({
  key: v.pipe(v.string('must be a text'), v.regex(PORT_PATTERN, 'must be a plain name')),
  label: text(TEXT_LIMITS.title),
  /** `node.parameter`: the parameter stands behind the last dot. */
  sets: v.pipe(
    v.array(text(256), 'must be a list of NODE.PARAMETER'),
    v.minLength(1, 'must name a parameter'),
    v.maxLength(FILE_LIMITS.onFace, `must name at most ${FILE_LIMITS.onFace} parameters`),
  ),
})

export const blockSchema = v.strictObject({
  title: text(TEXT_LIMITS.title),
  summary: v.exactOptional(text(TEXT_LIMITS.projectDescription)),
  nodes: object,
  links: object,
  params: v.exactOptional(
    v.pipe(
      v.array(promotedSchema, 'must be a list'),
      v.maxLength(FILE_LIMITS.onFace, `must have at most ${FILE_LIMITS.onFace} entries`),
    ),
  ),
})

export const seedSchema = whole(0, MAX_SEED)

export const weightRefSchema = v.strictObject({ sha256, dims })

/** `from` and `to` are `node.port`: the port stands behind the last dot. */
export const linkSchema = v.strictObject({ from: text(256), to: text(256) })

/** Where the values of a weight lie: in which file beside the graph (or in its archive), under which key. */
export const weightPlaceSchema = v.strictObject({ file: text(1024), key: text(FILE_LIMITS.weightKey), dims })

export const picturePathSchema = text(1024)

const pictureRefSchema = v.strictObject({
  sha256,
  width: whole(1, 16384),
  height: whole(1, 16384),
  name: text(255),
})

/** A parameter's value whatever its node type; known types check it further. */
export const paramValueSchema = v.union(
  [finite, v.boolean(), text(100_000), v.null(), pictureRefSchema],
  'must be a number, true, false, a text, null or a picture',
)
