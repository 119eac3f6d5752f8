import { isSame } from '../../core/doc/compare'
import { useWorkspace } from '../app/workspace'
import { goToRunNode } from '../panels/go-to'
import { words } from '../text/words'
import { DiffSign } from './diff-sign'
import type { DiffRow, FieldRow } from './diff-rows'

/** A list this long is read as text, not scrolled through. */
const MOST_ROWS = 500

/** The rows, what they come to, and what is done with them all. */
export function DiffList() {
  const workspace = useWorkspace()
  const { diff, host, notices } = workspace
  const rows = diff.rows.value
  const hidden = diff.hiddenMoves.value

  function copy(): void {
    void host.clipboard
      .write(diff.text())
      .then((isCopied) =>
        notices.show(
          isCopied
            ? { tone: 'info', message: words.diff.copied }
            : { tone: 'error', message: words.diff.copyFailed },
        ),
      )
      .catch(reportError)
  }

  return (
    <div class="diff-list">
      <div class="diff-bar">
        <p class="diff-counts" data-testid="diff-counts">
          <Counts />
        </p>
        <label class="diff-filter">
          <input
            type="checkbox"
            checked={diff.hideMoves.value}
            onChange={({ currentTarget }) => (diff.hideMoves.value = currentTarget.checked)}
          />
          {words.diff.hideMoves}
          {hidden > 0 && <span class="muted">({hidden})</span>}
        </label>
        <button type="button" class="button small" onClick={copy}>
          {words.diff.copy}
        </button>
      </div>
      <ul class="diff-rows" aria-label={words.diff.list} tabIndex={0}>
        {rows.slice(0, MOST_ROWS).map((row) => (
          <Row key={row.key} row={row} onGo={(place) => goToRunNode(place, workspace)} />
        ))}
        {rows.length > MOST_ROWS && <li class="muted">{words.diff.more(rows.length - MOST_ROWS)}</li>}
      </ul>
    </div>
  )
}

function Counts() {
  const { diff } = useWorkspace()
  const comparison = diff.comparison.value
  if (isSame(comparison)) return <>{diff.hiddenMoves.value > 0 ? words.diff.sameButMoves : words.diff.same}</>
  const { nodes, wires, blocks } = comparison
  const nodesThat = (kind: DiffRow['kind']): number => nodes.filter((node) => node.kind === kind).length
  const { counts } = words.diff
  const told = [
    [nodesThat('added'), counts.added],
    [nodesThat('removed'), counts.removed],
    [nodesThat('changed'), counts.changed],
    [wires.length, counts.wires],
    [blocks.length, counts.blocks],
  ] as const
  return <>{told.flatMap(([count, tell]) => (count === 0 ? [] : tell(count))).join(' · ')}</>
}

function Row({
  row,
  onGo,
}: {
  readonly row: DiffRow
  readonly onGo: (place: NonNullable<DiffRow['place']>) => void
}) {
  const { kind, title, detail, fields, place, key } = row
  return (
    <li class={`diff-row ${kind}`} data-row={key} data-kind={kind}>
      <div class="diff-what">
        <DiffSign kind={kind} />
        {place === null ? (
          <span class="diff-title">{title}</span>
        ) : (
          <button type="button" class="link-button diff-title" onClick={() => onGo(place)}>
            {title}
          </button>
        )}
        <span class="muted">{detail}</span>
      </div>
      {fields.length > 0 && (
        <dl class="diff-fields">
          {fields.map((field) => (
            <Field key={field.label} field={field} />
          ))}
        </dl>
      )}
    </li>
  )
}

function Field({ field: { label, before, after } }: { readonly field: FieldRow }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <del title={before}>{before}</del>
        <span aria-label={words.diff.became} role="img">
          →
        </span>
        <ins title={after}>{after}</ins>
      </dd>
    </div>
  )
}
