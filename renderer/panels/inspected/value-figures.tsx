import { TriangleAlert } from 'lucide-preact'
import type { ValueStats } from '../../../core/contract/engine-types'
import { formatCount, formatNumber } from '../../ui/format'

/** How the values lie, in numbers. */
export function ValueFigures({ stats }: { readonly stats: ValueStats }) {
  const { min, max, mean, std, nonFinite } = stats
  const rows = [
    ['min', min],
    ['max', max],
    ['mean', mean],
    ['std', std],
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
        {nonFinite > 0 ? `${formatCount(nonFinite)} NaN or infinite` : 'All values are finite'}
      </p>
    </>
  )
}
