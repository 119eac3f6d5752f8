import { isSame, type DocumentComparison, type FieldChange, type GraphComparison } from './compare'

const MARKS = { added: '+', removed: '-', changed: '~' } as const

/** A comparison as lines of text: `+` came, `-` went, `~` changed; what lies inside is indented. */
export function comparisonText(comparison: DocumentComparison): string {
  if (isSame(comparison)) return 'The graphs are the same.\n'
  const lines = [
    ...comparison.project.map((change) => `~ ${fieldText(change)}`),
    ...graphLines(comparison),
    ...comparison.blocks.flatMap((change) => [
      `${MARKS[change.kind]} block ${change.block} (${change.title})`,
      ...[...change.fields.map(fieldText), ...graphLines(change)].map((line) => `    ${line}`),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function graphLines({ nodes, wires }: GraphComparison): readonly string[] {
  return [
    ...nodes.flatMap(({ kind, node, type, fields }) => [
      `${MARKS[kind]} ${node} (${type})`,
      ...fields.map((change) => `    ${fieldText(change)}`),
    ]),
    ...wires.map(({ kind, from, to }) => `${MARKS[kind]} ${from} -> ${to}`),
  ]
}

function fieldText({ field, before, after }: FieldChange): string {
  return `${field}: ${before ?? 'not set'} -> ${after ?? 'not set'}`
}
