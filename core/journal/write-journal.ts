/** The text of a journal: a base, which is the whole graph, and what happened to it since, line by line. */
import { APP_VERSION } from '../app-version'
import type { Sha256 } from '../base/ids'
import { diffDocuments, isEmptyDiff, type DocumentDiff } from '../doc/diff'
import type { Document } from '../doc/document'
import { NO_TABLES } from '../file/file-tables'
import { isJsonObject } from '../file/format'
import { documentJson } from '../file/write-document'
import { assert } from '../base/assert'
import { JOURNAL_VERSION, type JournalEntry } from './entries'
import { frameLine } from './lines'
import { patchOf } from './patch'

/** A state of the document that is offered later. */
export interface JournalPoint {
  /** In milliseconds since 1970. */
  readonly time: number
  readonly document: Document
  /** How many changes were not in the user's file then. */
  readonly unsaved: number
  /** Of the change that led to it; null when it is not known. */
  readonly label: string | null
  /** The hash of a small PNG of its picture. */
  readonly thumbnail: Sha256 | null
}

export interface JournalHead {
  readonly name: string
  /** The user's own file: its name, never a path. */
  readonly file: { readonly name: string } | null
}

export interface JournalChange {
  readonly time: number
  readonly diff: DocumentDiff
  readonly label: string | null
  readonly unsaved: number
}

export function changeLine({ time, diff, label, unsaved }: JournalChange): string {
  return line({ kind: 'change', time, unsaved, label, patch: patchOf(diff) })
}

export function savedLine(time: number, unsaved: number, file: { readonly name: string }): string {
  return line({ kind: 'saved', time, unsaved, file: { name: file.name } })
}

export function pointLine(time: number, thumbnail: Sha256 | null): string {
  return line({ kind: 'point', time, thumbnail })
}

export function putAwayLine(time: number): string {
  return line({ kind: 'put-away', time })
}

/** A whole journal: its first state, the points after it, and the state it is in now. */
export function composeJournal(
  head: JournalHead,
  points: readonly [JournalPoint, ...JournalPoint[]],
  now: Omit<JournalPoint, 'thumbnail'>,
): string {
  const [first, ...later] = points
  const lines = [baseLine(head, first)]
  let { document, unsaved } = first
  function moveTo(next: Omit<JournalPoint, 'thumbnail'>): void {
    const diff = diffDocuments(document, next.document)
    if (!isEmptyDiff(diff) || next.unsaved !== unsaved) lines.push(changeLine({ ...next, diff }))
    ;({ document, unsaved } = next)
  }
  for (const point of later) {
    moveTo(point)
    lines.push(pointLine(point.time, point.thumbnail))
  }
  moveTo(now)
  return lines.join('')
}

function baseLine({ name, file }: JournalHead, { time, unsaved, thumbnail, document }: JournalPoint): string {
  const graph = documentJson(document, NO_TABLES, APP_VERSION)
  assert(isJsonObject(graph), 'a graph is written as an object')
  return line({ kind: 'base', version: JOURNAL_VERSION, time, unsaved, thumbnail, name, file, graph })
}

function line(entry: JournalEntry): string {
  return frameLine(entry)
}

export const MOST_POINTS = 8

/** At most `most` points, spread over the time that they cover; the first and the last always stay. */
export function spreadPoints<Point extends { readonly time: number }>(
  points: readonly Point[],
  most = MOST_POINTS,
): readonly Point[] {
  const kept = [...points]
  while (kept.length > Math.max(2, most)) {
    let closest = 1
    for (let i = 1; i < kept.length - 1; i++) if (gapWithout(kept, i) < gapWithout(kept, closest)) closest = i
    kept.splice(closest, 1)
  }
  return kept
}

function gapWithout(points: readonly { readonly time: number }[], index: number): number {
  return (points[index + 1]?.time ?? Infinity) - (points[index - 1]?.time ?? -Infinity)
}
