/** `.loom`: one zip that holds a graph, its weights and pictures, and a thumbnail. */
import type { Sha256 } from '../base/ids'
import { fail, ok, type Result } from '../base/result'
import { decodeUtf8, encodeUtf8 } from '../base/utf8'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import type { Registry } from '../nodedef/registry'
import type { Tensor } from '../tensor/tensor'
import { createTensorStore, type TensorStore } from '../weights/tensor-store'
import { readExpected, writeExpected, type ExpectedResult } from './expected'
import { checkCounts } from './check-counts'
import { placeValues, type FileTables } from './file-tables'
import { FILE_LIMITS } from './format'
import { tooLarge } from './parse-json'
import { createProblems, within } from './problems'
import { readDocument, type ReadDocument } from './read-document'
import { missingValues, readStoredFile, wantedFiles, weightBytes, writeStoredFiles } from './stored-values'
import { writeDocument } from './write-document'
import { readZip, writeZip, ZIP_LIMITS } from './zip'

export const GRAPH_ENTRY = 'graph.loom.json'
export const WEIGHTS_ENTRY = 'weights/main.safetensors'
export const THUMBNAIL_ENTRY = 'thumbnail.png'
export const PARITY_ENTRY = 'parity.json'

/**
 * An archive may unpack to this much and `MOST_GROWTH` times its own size: real weights hardly shrink, so that more
 * is a mistake or an attack.
 */
const FREE_BYTES = 128 * 1024 * 1024
const MOST_GROWTH = 64

/** The most that one entry, and so the whole archive, may hold to be read again. */
const MOST_BYTES = ZIP_LIMITS.entryBytes

export interface LoomContent extends ReadDocument {
  readonly tensors: ReadonlyMap<Sha256, Tensor>
  /** PNG bytes; views into the archive. */
  readonly pictures: ReadonlyMap<Sha256, Uint8Array>
  /** What the graph gave when it was saved; null when the file does not say. */
  readonly expected: ExpectedResult | null
}

export interface WrittenLoom {
  readonly bytes: Uint8Array
  /** What the graph uses and nobody could give. */
  readonly warnings: readonly Diagnostic[]
}

export interface WriteLoomOptions {
  readonly appVersion: string
  /** PNG bytes. */
  readonly thumbnail?: Uint8Array
  /** What was found out about the graph, as JSON. Whoever opens the graph does not see it, and saving leaves it out. */
  readonly parity?: string
  /** What the graph gives now. */
  readonly expected?: ExpectedResult
}

/** The archive's files by name, whatever they are. */
export function unpackLoom(
  bytes: Uint8Array,
): Result<ReadonlyMap<string, Uint8Array>, readonly Diagnostic[]> {
  return readZip(bytes, {
    totalBytes: Math.min(ZIP_LIMITS.totalBytes, FREE_BYTES + MOST_GROWTH * bytes.length),
  })
}

/** Graph, weights and pictures; every value has the hash that the graph names. Absent values are warnings. */
export function readLoom(bytes: Uint8Array, registry: Registry): Result<LoomContent, readonly Diagnostic[]> {
  const files = unpackLoom(bytes)
  if (!files.ok) return files
  const graph = files.value.get(GRAPH_ENTRY)
  if (!graph) {
    const message = `The archive holds no ${GRAPH_ENTRY}, so it is no Styleloom graph.`
    return fail([fileError('file/not-a-graph', 'file', message, 'Choose a .loom file.')])
  }
  const read = readGraphBytes(graph, registry)
  if (!read.ok) return fail(within(GRAPH_ENTRY, read.error))
  const { document, tables } = read.value

  const tensors = new Map<Sha256, Tensor>()
  const pictures = new Map<Sha256, Uint8Array>()
  for (const [path, wanted] of wantedFiles(document, tables, createTensorStore())) {
    const entry = files.value.get(path)
    if (!entry) continue
    const values = readStoredFile(path, entry, wanted)
    if (!values.ok) return values
    for (const [sha256, value] of values.value.tensors) tensors.set(sha256, value)
    for (const [sha256, png] of values.value.pictures) pictures.set(sha256, png)
  }
  const missing = missingValues(document, {
    tensor: (sha256) => tensors.has(sha256),
    picture: (sha256) => pictures.has(sha256),
  })
  const { expected, warnings: ofExpected } = readExpected(files.value)
  const warnings = [...within(GRAPH_ENTRY, [...read.value.warnings, ...missing]), ...ofExpected]
  return ok({ document, tables, tensors, pictures, expected, warnings })
}

/** The graph's text as UTF-8 bytes. */
export function readGraphBytes(
  bytes: Uint8Array,
  registry: Registry,
): Result<ReadDocument, readonly Diagnostic[]> {
  if (bytes.length > FILE_LIMITS.textBytes) return fail([tooLarge(bytes.length)])
  const text = decodeUtf8(bytes)
  if (text === undefined) {
    const message = 'The file is neither a .loom archive nor UTF-8 text.'
    return fail([fileError('file/not-a-graph', 'byte 0', message, 'Choose a .loom or .loom.json file.')])
  }
  return readDocument(text, registry)
}

/** The archive; the same graph, values, thumbnail and result give the same bytes. */
export function writeLoom(
  document: Document,
  store: TensorStore,
  { appVersion, thumbnail, parity, expected }: WriteLoomOptions,
): Result<WrittenLoom, readonly Diagnostic[]> {
  const tables = placeValues(document, store, { weightsFile: WEIGHTS_ENTRY })
  if (weightBytes(tables) > MOST_BYTES) return fail([tooManyWeights(weightBytes(tables))])
  const graph = writeGraphBytes(document, tables, appVersion)
  if (!graph.ok) return graph
  const files = writeStoredFiles(tables, store)
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, graph.value.length)
  if (total > MOST_BYTES) return fail([tooManyWeights(total)])
  const entries = [
    { name: GRAPH_ENTRY, data: graph.value, compress: true },
    ...files.map(({ path, bytes: data }) => ({ name: path, data, compress: false })),
    ...(thumbnail ? [{ name: THUMBNAIL_ENTRY, data: thumbnail, compress: false }] : []),
    ...(expected ? writeExpected(expected) : []).map(({ path, bytes: data }) => ({
      name: path,
      data,
      compress: path.endsWith('.json'),
    })),
    ...(parity === undefined ? [] : [{ name: PARITY_ENTRY, data: encodeUtf8(parity), compress: true }]),
  ]
  if (entries.length > ZIP_LIMITS.entries) return fail([tooManyFiles(entries.length)])
  return ok({ bytes: writeZip(entries), warnings: missingInStore(document, store) })
}

/** The graph's text, as UTF-8. What the reader would refuse is not written. */
export function writeGraphBytes(
  document: Document,
  tables: FileTables,
  appVersion: string,
): Result<Uint8Array, readonly Diagnostic[]> {
  const { nodes, links, blocks } = document
  const { weights, pictures } = tables
  const problems = createProblems()
  const sizes = { nodes: nodes.size, links: links.size, blocks: blocks.size }
  checkCounts({ ...sizes, weights: weights.size, pictures: pictures.size }, problems)
  if (problems.hasErrors) return fail(problems.errors())
  const bytes = encodeUtf8(writeDocument(document, tables, appVersion))
  return bytes.length > FILE_LIMITS.textBytes ? fail([tooLarge(bytes.length)]) : ok(bytes)
}

export function missingInStore(document: Document, store: TensorStore): readonly Diagnostic[] {
  return missingValues(document, {
    tensor: (sha256) => store.tensor(sha256) !== undefined,
    picture: (sha256) => store.picture(sha256) !== undefined,
  })
}

function tooManyFiles(count: number): Diagnostic {
  const message = `The graph with its pictures would be ${count} files; a .loom file holds at most ${ZIP_LIMITS.entries}.`
  return fileError('file/too-many', 'file', message, BESIDE)
}

function tooManyWeights(bytes: number): Diagnostic {
  const message = `The graph's weights and pictures are ${bytes} bytes; a .loom file holds at most ${MOST_BYTES}.`
  return fileError('file/too-large', 'file', message, BESIDE)
}

const BESIDE = 'Save it as .loom.json, which keeps its weights beside it.'
