/**
 * A journal back into documents. Every state is read as a graph file is, migrations included; a state that cannot be read
 * leaves the earlier ones as they are.
 */
import { fail, ok, type Result } from '../base/result'
import type { Sha256 } from '../base/ids'
import { extensionOf } from '../contract/file-types'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import type { JsonObject } from '../file/format'
import { readDocument } from '../file/read-document'
import type { Registry } from '../nodedef/registry'
import { JOURNAL_VERSION, readEntry, type JournalEntry } from './entries'
import { parseLines } from './lines'
import { createPatchedGraph, type PatchedGraph } from './patch'
import { MOST_POINTS, spreadPoints } from './write-journal'

/** A state of the document that can be opened. */
export interface JournalState {
  /** Of the change that led to it, in milliseconds since 1970. */
  readonly time: number
  /** What that change was, in the words of the Edit menu. */
  readonly label: string | null
  /** How many changes were not in the user's file then. */
  readonly unsaved: number
  /** A picture of it, or of the nearest state before it. */
  readonly thumbnail: Sha256 | null
  /** Read when asked for. */
  read(): Result<
    { readonly document: Document; readonly warnings: readonly Diagnostic[] },
    readonly Diagnostic[]
  >
}

export interface ReadJournal {
  /** The name that the document was shown by. */
  readonly name: string
  readonly file: { readonly name: string } | null
  readonly latest: JournalState
  /** Earlier states, the newest first; at most a handful, spread over the time of the journal. */
  readonly earlier: readonly JournalState[]
  readonly isPutAway: boolean
  /** What is damaged, in a sentence; null when nothing is. */
  readonly loss: string | null
}

/** The longest journal that is read, in characters: a hundred times of what the writer lets one grow to. */
const MOST_TEXT = 256 * 1024 * 1024

export function readJournal(text: string, registry: Registry): Result<ReadJournal, Diagnostic> {
  const { whole, lost } = parseLines(text.slice(0, MOST_TEXT))
  const entries: JournalEntry[] = []
  for (const line of whole) {
    const entry = readEntry(line)
    if (!entry) break
    entries.push(entry)
  }
  const [base, ...rest] = entries
  if (base?.kind !== 'base' || base.version > JOURNAL_VERSION) return fail(unreadable(whole[0]))
  const unread = lost + (whole.length - entries.length)
  return ok({ ...replay(base, rest, registry), loss: lossOf(unread, text.length > MOST_TEXT) })
}

type Base = Extract<JournalEntry, { readonly kind: 'base' }>

interface Mark {
  /** Of the entry after which the state is looked at; -1 for the base itself. */
  readonly entry: number
  readonly time: number
}

function replay(base: Base, entries: readonly JournalEntry[], registry: Registry): Omit<ReadJournal, 'loss'> {
  const marks: Mark[] = [{ entry: -1, time: base.time }]
  for (const [entry, { kind, time }] of entries.entries()) if (kind === 'point') marks.push({ entry, time })
  const wanted = new Set(spreadPoints(marks, MOST_POINTS).map(({ entry }) => entry))

  const graph = createPatchedGraph(base.graph)
  const states: JournalState[] = []
  let { time, unsaved, thumbnail, file, name } = base
  let label: string | null = null
  let isPutAway = false
  let isNoted = false
  const now = (): JournalState => stateOf(graph, { time, unsaved, thumbnail, label }, registry)
  function note(): void {
    states.push(now())
    isNoted = true
  }
  note()
  for (const [index, entry] of entries.entries()) {
    switch (entry.kind) {
      case 'change':
        graph.apply(entry.patch)
        // What has no file is called as its graph is.
        if (file === null) name = nameIn(entry.patch.project) ?? name
        ;({ time, unsaved, label } = entry)
        isNoted = isPutAway = false
        break
      case 'saved':
        ;({ unsaved, file } = entry)
        name = file.name.slice(0, file.name.length - extensionOf(file.name).length)
        break
      case 'point':
        ;({ thumbnail } = entry)
        if (wanted.has(index)) note()
        break
      case 'put-away':
        isPutAway = true
        break
      case 'base':
        // Only the first line is one; another is no change that we know.
        break
    }
  }
  // The latest state may be a point too.
  if (isNoted) states.pop()
  return { name, file, latest: now(), earlier: states.reverse(), isPutAway }
}

function nameIn(project: JsonObject | null): string | undefined {
  const name = project?.['name']
  return typeof name === 'string' ? name : undefined
}

function stateOf(graph: PatchedGraph, about: Omit<JournalState, 'read'>, registry: Registry): JournalState {
  const json: JsonObject = graph.json()
  return { ...about, read: () => readDocument(JSON.stringify(json), registry) }
}

function unreadable(first: unknown): Diagnostic {
  const version =
    typeof first === 'object' && first !== null && 'version' in first ? first.version : undefined
  return typeof version === 'number' && version > JOURNAL_VERSION
    ? fileError(
        'journal/newer',
        'line 1',
        `What was kept of this graph was written by a newer Styleloom (version ${version} of the journal; up to ${JOURNAL_VERSION} is known here).`,
        'Open that version to get it back.',
      )
    : fileError(
        'journal/damaged',
        'line 1',
        'What was kept of this graph is damaged from its first line on, so nothing of it can be read.',
        'Open your own file of it, or its backup.',
      )
}

function lossOf(lines: number, isCut: boolean): string | null {
  if (lines === 0 && !isCut) return null
  const count = lines === 0 ? 'The end of its journal' : lines === 1 ? 'One change' : `${lines} changes`
  return `${count} could not be read; what came before is here.`
}
