/** What an edit did, in one sentence for ears. */
import type { DocumentDiff } from '../../core/doc/diff'
import type { Document, LinkRecord, NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { formatDims } from '../../core/tensor/wire-type'
import { portTitle, titleOfRecord } from '../state/node-words'
import { words } from '../text/words'
import { formatNumber } from '../ui/format'

export interface Spoken {
  readonly text: string
  /** Said in place of what is still to be said under the same topic: the steps of one drag are said once. */
  readonly topic: string
}

/** Null: nothing worth saying. `label`: the words of the history. */
export function describeEdit(
  editor: Editor,
  before: Document,
  diff: DocumentDiff,
  label: string | null,
): Spoken | null {
  const { nodes, links } = diff
  const added = [...nodes.added.values()]
  const removed = [...nodes.removed.values()]
  const [node] = added
  const [gone] = removed
  const [wire] = [...links.added.values()]
  if (node && !gone) {
    const what = added.length === 1 ? titleOfRecord(editor, node) : words.announce.nodes(added.length)
    const outer = [...links.added.values()].find(
      ({ from, to }) => !nodes.added.has(from.node) || !nodes.added.has(to.node),
    )
    return say(
      outer ? words.announce.addedConnected(what, wireWords(editor, outer)) : words.announce.added(what),
    )
  }
  if (gone && !node) {
    const what = removed.length === 1 ? titleOfRecord(editor, gone) : words.announce.nodes(removed.length)
    return say(wire ? words.announce.deletedReconnected(what) : words.announce.deleted(what))
  }
  if (node && gone) return label === null ? null : say(label)
  const rewired = [...links.updated.values()][0]?.to
  if (wire ?? rewired) {
    const count = links.added.size + links.updated.size
    return say(
      count === 1
        ? words.announce.connected(wireWords(editor, (wire ?? rewired) as LinkRecord))
        : words.announce.wiresConnected(count),
    )
  }
  const [cut] = [...links.removed.values()]
  if (cut) {
    const count = links.removed.size
    return say(
      count === 1
        ? words.announce.disconnected(titleIn(editor, before, cut.from), titleIn(editor, before, cut.to))
        : words.announce.wiresDisconnected(count),
    )
  }
  const updates = [...nodes.updated.values()]
  if (updates.length > 0) return describeUpdates(editor, updates, label)
  return label === null ? null : say(label)
}

type Update = { readonly from: NodeRecord; readonly to: NodeRecord }

function describeUpdates(editor: Editor, updates: readonly Update[], label: string | null): Spoken | null {
  const [first] = updates
  if (!first) return null
  const { from, to } = first
  const what = updates.length === 1 ? titleOfRecord(editor, to) : words.announce.nodes(updates.length)
  if (updates.every((update) => isMove(update)))
    return updates.length === 1
      ? { text: words.announce.movedTo(what, to.position.x, to.position.y), topic: 'move' }
      : { text: words.announce.moved(what), topic: 'move' }
  if (from.title !== to.title)
    return say(words.announce.renamed(titleOfRecord(editor, from), titleOfRecord(editor, to)))
  if (from.mode !== to.mode) return say(words.announce.mode(what, to.mode ?? null))
  if (from.color !== to.color) return say(words.announce.color(what, to.color ?? null))
  const names = new Set([...Object.keys(from.params), ...Object.keys(to.params)])
  const name = [...names].find((key) => from.params[key] !== to.params[key])
  if (name !== undefined) {
    const value = to.params[name]
    const topic = `param ${to.id} ${name}`
    const shown = editor.registry.get(to.type)?.params[name]?.label ?? name
    return {
      text:
        value === undefined
          ? words.announce.reset(shown, what)
          : words.announce.set(shown, what, valueWords(value)),
      topic,
    }
  }
  return label === null ? null : say(label)
}

function isMove({ from, to }: Update): boolean {
  const { position, ...rest } = to
  const { position: before, ...others } = from
  const keys = Object.keys({ ...rest, ...others }) as (keyof typeof rest)[]
  return position !== before && keys.every((key) => rest[key] === others[key])
}

function wireWords(editor: Editor, { from, to }: LinkRecord): { from: string; to: string; shape: string } {
  const type = editor.inference.typeOf(from)
  return {
    from: portTitle(editor, from),
    to: portTitle(editor, to),
    shape: type ? formatDims(type.dims) : '',
  }
}

/** A port's name while its node may be gone already. */
function titleIn(editor: Editor, before: Document, ref: LinkRecord['from']): string {
  return editor.document.nodes.has(ref.node)
    ? portTitle(editor, ref)
    : portTitle({ registry: editor.registry, document: before }, ref)
}

function valueWords(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value, 4)
  if (typeof value === 'boolean') return value ? words.announce.on : words.announce.off
  return typeof value === 'string' && value.length <= 60 ? value : words.announce.another
}

function say(text: string): Spoken {
  return { text, topic: text }
}
