/** What the lines of a journal say. Records are written in the graph file's own words, so that they migrate like one. */
import * as v from 'valibot'
import { isSha256, type Sha256 } from '../base/ids'
import type { JsonObject } from '../file/format'
import { isJsonObject } from '../file/format'

/** Grows when lines change their meaning. What a graph is, its own format number says. */
export const JOURNAL_VERSION = 1

const json = v.custom<JsonObject>(isJsonObject)
const time = v.pipe(v.number(), v.finite())
/** How many changes are not in the user's file, after this line. */
const unsaved = v.pipe(v.number(), v.integer(), v.minValue(0))
const thumbnail = v.nullable(v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value)))
const file = v.nullable(v.object({ name: v.string() }))

/** By id; null for a record that is gone. */
const recordsPatch = v.custom<RecordsPatch>(isPatch)
export type RecordsPatch = Readonly<Record<string, JsonObject | null>>

function isPatch(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every((item) => item === null || isJsonObject(item))
}

const blockPatch = v.object({
  title: v.string(),
  summary: v.exactOptional(v.string()),
  params: v.exactOptional(v.array(v.unknown())),
  nodes: recordsPatch,
  links: recordsPatch,
})
export type BlockPatch = v.InferOutput<typeof blockPatch>

const graphPatch = v.object({
  nodes: recordsPatch,
  links: recordsPatch,
  blocks: recordsPatch,
  /** What changed inside blocks that were there before, by their ids: a schema for a map would skip some of these. */
  inside: v.custom<Readonly<Record<string, BlockPatch>>>(
    (value) => isJsonObject(value) && Object.values(value).every((item) => v.is(blockPatch, item)),
  ),
  project: v.nullable(json),
})
export type GraphPatch = v.InferOutput<typeof graphPatch>

const entry = v.variant('kind', [
  v.object({
    kind: v.literal('base'),
    version: v.pipe(v.number(), v.integer()),
    time,
    unsaved,
    thumbnail,
    name: v.string(),
    /** The user's own file, if there is one. */
    file,
    graph: json,
  }),
  v.object({
    kind: v.literal('change'),
    time,
    unsaved,
    label: v.nullable(v.string()),
    patch: graphPatch,
  }),
  v.object({ kind: v.literal('saved'), time, unsaved, file: v.object({ name: v.string() }) }),
  v.object({ kind: v.literal('point'), time, thumbnail }),
  /** The document was closed without saving, or put off when it was offered: nobody is asked about it again. */
  v.object({ kind: v.literal('put-away'), time }),
])
export type JournalEntry = v.InferOutput<typeof entry>

/** The entry that a line holds, or undefined when this version knows none like it. */
export function readEntry(line: unknown): JournalEntry | undefined {
  const read = v.safeParse(entry, line)
  return read.success ? read.output : undefined
}
