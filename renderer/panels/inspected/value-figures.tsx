import { TriangleAlert } from 'lucide-preact'
import type { ValueStats } from '../../../core/contract/engine-types'
import { words } from '../../text/words'
import { formatCount, formatNumber } from '../../ui/format'

/** How the values lie, in numbers. */
export function ValueFigures({ stats }: { readonly stats: ValueStats }) {
  const { min, max, mean, std, nonFinite } = stats
  const rows = [
    [words.inspected.figures.min, min],
    [words.inspected.figures.max, max],
    [words.inspected.figures.mean, mean],
    [words.inspected.figures.std, std],
  ] as const
  return (
    <>
      <dl class="figures-list">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <p class={nonFinite > 0 ? 'non-finite some' : 'non-finite'}>
        {nonFinite > 0 && <TriangleAlert size={13} aria-hidden="true" />}
        {nonFinite > 0 ? words.inspected.nonFinite(formatCount(nonFinite)) : words.inspected.allFinite}
      </p>
    </>
  )
}
