/** What the rows of the outline say. */
import { formatPort, type NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { formatDims, type WireType } from '../../core/tensor/wire-type'
import { portTitle, titleOfRecord } from '../state/node-words'
import { words } from '../text/words'

/** Targets that an output's row names before it counts the rest. */
const NAMED = 3

export interface NodeWords {
  readonly name: string
  /** How it takes part, what feeds it, and what comes out. */
  readonly details: readonly string[]
}

export function nodeWords(editor: Editor, record: NodeRecord): NodeWords {
  const { inference } = editor
  const facts = inference.node(record.id)
  const problems = facts?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0
  return {
    name: words.outline.node(titleOfRecord(editor, record), record.id),
    details: [
      ...(record.mode ? [record.mode] : []),
      ...(record.color ? [words.outline.marked(record.color)] : []),
      ...(problems > 0 ? [words.outline.problems(problems)] : []),
      ...[...inference.topology.incoming(record.id)].map(([port, link]) =>
        words.outline.from(port, formatPort(link.from)),
      ),
      ...[...(facts?.outputs ?? [])].map(([port, { dims }]) => `${port} ${formatDims(dims)}`),
    ],
  }
}

export function inputWords(editor: Editor, record: NodeRecord, name: string): string {
  const link = editor.inference.topology.incoming(record.id).get(name)
  const spec = editor.registry.get(record.type)?.inputs[name]
  const state = link
    ? words.outline.fed(portTitle(editor, link.from), shapeWords(editor.inference.typeOf(link.from)))
    : spec?.optional
      ? words.outline.optional
      : words.outline.notConnected
  return words.outline.input(name, state)
}

export function outputWords(editor: Editor, record: NodeRecord, name: string): string {
  const { topology } = editor.inference
  const targets = [...topology.outgoing(record.id)]
    .filter(({ from }) => from.port === name)
    .map(({ to }) => portTitle(editor, to))
  const rest = targets.length - NAMED
  const state =
    targets.length === 0
      ? words.outline.feedsNothing
      : rest > 0
        ? words.outline.feedsMore(targets.slice(0, NAMED), rest)
        : words.outline.feeds(targets)
  return words.outline.output(
    name,
    shapeWords(editor.inference.typeOf({ node: record.id, port: name })),
    state,
  )
}

export function shapeWords(type: WireType | undefined): string {
  return type ? formatDims(type.dims) : words.outline.noShape
}
