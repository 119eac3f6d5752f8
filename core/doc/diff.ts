import type { BlockId, LinkId, NodeId } from '../base/ids'
import type { BlockRecord, Document, LinkRecord, NodeRecord, Project } from './document'

/** What a change did, record by record. It can be reversed, applied and squashed; undo is nothing else. */
export interface RecordDiff<Id, Item> {
  readonly added: ReadonlyMap<Id, Item>
  readonly updated: ReadonlyMap<Id, { readonly from: Item; readonly to: Item }>
  readonly removed: ReadonlyMap<Id, Item>
}

export interface DocumentDiff {
  readonly nodes: RecordDiff<NodeId, NodeRecord>
  readonly links: RecordDiff<LinkId, LinkRecord>
  readonly blocks: RecordDiff<BlockId, BlockRecord>
  readonly project: { readonly from: Project; readonly to: Project } | null
}

export function isEmptyDiff(diff: DocumentDiff): boolean {
  return (
    diff.project === null &&
    isEmptyRecords(diff.nodes) &&
    isEmptyRecords(diff.links) &&
    isEmptyRecords(diff.blocks)
  )
}

function isEmptyRecords<Id, Item>(diff: RecordDiff<Id, Item>): boolean {
  return diff.added.size + diff.updated.size + diff.removed.size === 0
}

export function diffDocuments(from: Document, to: Document): DocumentDiff {
  return {
    nodes: diffRecords(from.nodes, to.nodes),
    links: diffRecords(from.links, to.links),
    blocks: diffRecords(from.blocks, to.blocks),
    project: from.project === to.project ? null : { from: from.project, to: to.project },
  }
}

/** Which records of a document may differ from those of another one. */
export interface Touched {
  readonly nodes: ReadonlySet<NodeId>
  readonly links: ReadonlySet<LinkId>
  readonly blocks: ReadonlySet<BlockId>
}

/** The same as `diffDocuments` where nothing but `touched` can differ, at the cost of what was touched. */
export function diffTouched(from: Document, to: Document, touched: Touched): DocumentDiff {
  return {
    nodes: diffSome(from.nodes, to.nodes, touched.nodes),
    links: diffSome(from.links, to.links, touched.links),
    blocks: diffSome(from.blocks, to.blocks, touched.blocks),
    project: from.project === to.project ? null : { from: from.project, to: to.project },
  }
}

function diffSome<Id, Item>(
  from: ReadonlyMap<Id, Item>,
  to: ReadonlyMap<Id, Item>,
  touched: ReadonlySet<Id>,
): RecordDiff<Id, Item> {
  const added = new Map<Id, Item>()
  const updated = new Map<Id, { from: Item; to: Item }>()
  const removed = new Map<Id, Item>()
  for (const id of touched) {
    const before = from.get(id)
    const after = to.get(id)
    if (before === after) continue
    if (before === undefined && after !== undefined) added.set(id, after)
    else if (before !== undefined && after === undefined) removed.set(id, before)
    else if (before !== undefined && after !== undefined) updated.set(id, { from: before, to: after })
  }
  return { added, updated, removed }
}

/** Records are immutable, so the same object means the same record. */
function diffRecords<Id, Item>(from: ReadonlyMap<Id, Item>, to: ReadonlyMap<Id, Item>): RecordDiff<Id, Item> {
  const added = new Map<Id, Item>()
  const updated = new Map<Id, { from: Item; to: Item }>()
  const removed = new Map<Id, Item>()
  if (from !== to) {
    for (const [id, item] of to) {
      const before = from.get(id)
      if (before === undefined) added.set(id, item)
      else if (before !== item) updated.set(id, { from: before, to: item })
    }
    for (const [id, item] of from) if (!to.has(id)) removed.set(id, item)
  }
  return { added, updated, removed }
}

export function reverseDiff(diff: DocumentDiff): DocumentDiff {
  return {
    nodes: reverseRecords(diff.nodes),
    links: reverseRecords(diff.links),
    blocks: reverseRecords(diff.blocks),
    project: diff.project && { from: diff.project.to, to: diff.project.from },
  }
}

function reverseRecords<Id, Item>(diff: RecordDiff<Id, Item>): RecordDiff<Id, Item> {
  const updated = new Map([...diff.updated].map(([id, { from, to }]) => [id, { from: to, to: from }]))
  return { added: diff.removed, updated, removed: diff.added }
}

export function applyDiff(document: Document, diff: DocumentDiff): Document {
  return {
    nodes: applyRecords(document.nodes, diff.nodes),
    links: applyRecords(document.links, diff.links),
    blocks: applyRecords(document.blocks, diff.blocks),
    project: diff.project ? diff.project.to : document.project,
  }
}

function applyRecords<Id, Item>(
  records: ReadonlyMap<Id, Item>,
  diff: RecordDiff<Id, Item>,
): ReadonlyMap<Id, Item> {
  if (isEmptyRecords(diff)) return records
  const out = new Map(records)
  for (const id of diff.removed.keys()) out.delete(id)
  for (const [id, { to }] of diff.updated) out.set(id, to)
  for (const [id, item] of diff.added) out.set(id, item)
  return out
}

/** The single diff with the effect of `first` and then `second`. */
export function squashDiffs(first: DocumentDiff, second: DocumentDiff): DocumentDiff {
  const from = first.project?.from ?? second.project?.from
  const to = second.project?.to ?? first.project?.to
  return {
    nodes: squashRecords(first.nodes, second.nodes),
    links: squashRecords(first.links, second.links),
    blocks: squashRecords(first.blocks, second.blocks),
    project: from && to && from !== to ? { from, to } : null,
  }
}

function squashRecords<Id, Item>(
  first: RecordDiff<Id, Item>,
  second: RecordDiff<Id, Item>,
): RecordDiff<Id, Item> {
  const before = new Map<Id, Item | undefined>()
  const after = new Map<Id, Item | undefined>()
  for (const diff of [first, second]) {
    for (const [id, item] of diff.added) note(id, undefined, item)
    for (const [id, { from, to }] of diff.updated) note(id, from, to)
    for (const [id, item] of diff.removed) note(id, item, undefined)
  }
  function note(id: Id, from: Item | undefined, to: Item | undefined): void {
    if (!before.has(id)) before.set(id, from)
    after.set(id, to)
  }
  const added = new Map<Id, Item>()
  const updated = new Map<Id, { from: Item; to: Item }>()
  const removed = new Map<Id, Item>()
  for (const [id, from] of before) {
    const to = after.get(id)
    if (from === to) continue
    if (from === undefined && to !== undefined) added.set(id, to)
    else if (from !== undefined && to === undefined) removed.set(id, from)
    else if (from !== undefined && to !== undefined) updated.set(id, { from, to })
  }
  return { added, updated, removed }
}
