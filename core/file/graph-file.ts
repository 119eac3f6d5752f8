/**
 * Graph files of every kind, in and out: `.loom`, `.loom.json` with files beside it, and pictures that carry a graph.
 * What kind a file is, its first bytes say.
 */
import { encodeUtf8 } from '../base/utf8'
import { fail, ok, type Result } from '../base/result'
import type { OpenedGraph, SavedGraph } from '../contract/engine-types'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import { asciiJson, readPngText } from '../image/png-text'
import type { Registry } from '../nodedef/registry'
import type { MutableTensorStore, TensorStore } from '../weights/tensor-store'
import type { ExpectedResult } from './expected'
import { NO_TABLES, placeValues, type FileTables } from './file-tables'
import { missingInStore, readGraphBytes, readLoom, writeGraphBytes, writeLoom } from './loom'
import { inFile } from './problems'
import { putValues, readStoredFile, wantedFiles, writeStoredFiles, type WantedFile } from './stored-values'
import { writeDocument } from './write-document'

/** The keyword under which a PNG carries its graph. */
export const PNG_KEYWORD = 'styleloom'

type Outcome<T> = Result<T, readonly Diagnostic[]>

export interface ReadGraph extends OpenedGraph {
  /** What the companions must bring, by path. */
  readonly wanted: ReadonlyMap<string, WantedFile>
}

/** Opens a graph file; its values go to the store under their hashes, or nothing at all when the file is broken. */
export function readGraphFile(
  name: string,
  bytes: Uint8Array,
  registry: Registry,
  store: MutableTensorStore,
): Outcome<ReadGraph> {
  const read = readByKind(bytes, registry, store)
  if (!read.ok) return fail(inFile(name, read.error))
  return ok({ ...read.value, warnings: inFile(name, read.value.warnings) })
}

function readByKind(bytes: Uint8Array, registry: Registry, store: MutableTensorStore): Outcome<ReadGraph> {
  if (startsWith(bytes, [0x50, 0x4b])) {
    const loom = readLoom(bytes, registry)
    if (!loom.ok) return loom
    putValues(loom.value, store)
    const { document, warnings, expected } = loom.value
    return ok({ document, warnings, expected, companions: [], wanted: new Map() })
  }
  const isPng = startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])
  const text = isPng ? graphInPng(bytes) : ok(bytes)
  if (!text.ok) return text
  const read = readGraphBytes(text.value, registry)
  if (!read.ok) return read
  const { document, tables, warnings } = read.value
  // A picture may have been moved anywhere: only what is in the store already can be found again.
  const wanted = isPng ? new Map<string, WantedFile>() : wantedFiles(document, tables, store)
  const missing = isPng ? missingInStore(document, store) : []
  return ok({
    document,
    warnings: [...warnings, ...missing],
    companions: [...wanted.keys()].sort(),
    expected: null,
    wanted,
  })
}

function graphInPng(bytes: Uint8Array): Outcome<Uint8Array> {
  const texts = readPngText(bytes)
  if (!texts.ok) return texts
  const text = texts.value.get(PNG_KEYWORD)
  if (text !== undefined) return ok(encodeUtf8(text))
  const message = 'This picture carries no graph.'
  return fail([fileError('file/not-a-graph', 'file', message, 'Choose a picture that Styleloom saved.')])
}

/** Takes in one of the files beside the graph: all that is wanted of it, or nothing when something is wrong. */
export function readCompanion(
  path: string,
  bytes: Uint8Array,
  wanted: ReadonlyMap<string, WantedFile>,
  store: MutableTensorStore,
): Outcome<null> {
  const file = wanted.get(path)
  if (!file) return fail([fileError('file/not-wanted', path, 'The open graph does not refer to this file.')])
  const values = readStoredFile(path, bytes, file)
  if (!values.ok) return values
  putValues(values.value, store)
  const lost = [...file.weights].filter(([sha256]) => !store.tensor(sha256))
  if (lost.length === 0) return ok(null)
  return fail(
    lost
      .slice(0, 20)
      .map(([, { key }]) =>
        fileError(
          'weights/missing',
          `${path}: ${key}`,
          `The file has no tensor ${key}, which the graph refers to.`,
        ),
      ),
  )
}

export interface WriteOptions {
  readonly appVersion: string
  /** PNG bytes, for a `.loom`. */
  readonly thumbnail?: Uint8Array
  /** What the graph gives now, for a `.loom`. */
  readonly expected?: ExpectedResult
  /** For a `.loom.json` beside files that are there already: what they hold is referred to and not written again. */
  readonly known?: FileTables
}

export function writeGraphFile(
  document: Document,
  store: TensorStore,
  format: 'loom' | 'loom.json',
  options: WriteOptions,
): Outcome<SavedGraph> {
  if (format === 'loom') {
    const loom = writeLoom(document, store, options)
    return loom.ok ? ok({ ...loom.value, companions: [] }) : loom
  }
  const { known = NO_TABLES } = options
  const tables = placeValues(document, store, { known })
  const graph = writeGraphBytes(document, tables, options.appVersion)
  if (!graph.ok) return graph
  const lying = new Set([...[...known.weights.values()].map(({ file }) => file), ...known.pictures.values()])
  return ok({
    bytes: graph.value,
    companions: writeStoredFiles(tables, store, lying),
    warnings: missingInStore(document, store),
  })
}

/** The text that makes a PNG carry the graph, for `writePng`. Weights and pictures are named by their hash only. */
export function graphAsPngText(document: Document, appVersion: string): ReadonlyMap<string, string> {
  return new Map([[PNG_KEYWORD, asciiJson(writeDocument(document, NO_TABLES, appVersion))]])
}

export interface GraphFiles {
  open(name: string, bytes: Uint8Array): Outcome<OpenedGraph>
  /** One of the companions of the graph opened last; null when there is no such file. */
  putCompanion(path: string, bytes: Uint8Array | null): Outcome<null>
  save(
    document: Document,
    format: 'loom' | 'loom.json',
    thumbnail: Uint8Array | null,
    expected?: ExpectedResult | null,
  ): Outcome<SavedGraph>
}

/** Remembers, from one task to the next, what the graph opened last refers to. */
export function createGraphFiles(
  registry: Registry,
  store: MutableTensorStore,
  appVersion: string,
): GraphFiles {
  let wanted: ReadonlyMap<string, WantedFile> = new Map()

  return {
    open(name, bytes) {
      const read = readGraphFile(name, bytes, registry, store)
      if (!read.ok) return read
      const { document, companions, warnings, expected } = read.value
      wanted = read.value.wanted
      return ok({ document, companions, warnings, expected })
    },
    putCompanion(path, bytes) {
      if (bytes !== null) return readCompanion(path, bytes, wanted, store)
      const message = `The graph refers to ${path}, but there is no such file beside it.`
      const nextStep = 'Put the file there and open the graph again.'
      return fail([fileError('file/companion-missing', path, message, nextStep)])
    },
    save: (document, format, thumbnail, expected = null) =>
      writeGraphFile(document, store, format, {
        appVersion,
        ...(thumbnail === null ? {} : { thumbnail }),
        ...(expected === null ? {} : { expected }),
      }),
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte)
}
