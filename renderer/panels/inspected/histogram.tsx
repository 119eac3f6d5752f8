import type { ValueStats } from '../../../core/contract/engine-types'
import { words } from '../../text/words'
import { formatCount, formatNumber } from '../../ui/format'

const HEIGHT = 40

/** How many values lie where between the least and the largest. */
export function Histogram({ stats }: { readonly stats: ValueStats }) {
  const { histogram, min, max } = stats
  const most = Math.max(1, ...histogram)
  const step = (max - min) / histogram.length
  const zero = min < 0 && max > 0 ? -min / step : null
  return (
    <div class="histogram">
      <svg
        viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={describePeak(stats)}
      >
        {histogram.map((count, bin) => {
          // A bin that holds anything at all can be seen.
          const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT)
          return <rect key={bin} x={bin} y={HEIGHT - height} width={0.9} height={height} />
        })}
        {zero !== null && <line class="zero" x1={zero} x2={zero} y1={0} y2={HEIGHT} />}
      </svg>
      <p class="histogram-ends muted" aria-hidden="true">
        <span>{formatNumber(min, 3)}</span>
        {hasZeroRoom(zero, histogram.length) && (
          <span class="zero-mark" style={{ left: `${((zero ?? 0) / histogram.length) * 100}%` }}>
            0
          </span>
        )}
        <span>{formatNumber(max, 3)}</span>
      </p>
    </div>
  )
}

/** Its 0 would cover the words at the ends. */
function hasZeroRoom(zero: number | null, bins: number): boolean {
  return zero !== null && zero > bins * 0.25 && zero < bins * 0.75
}

function describePeak({ histogram, min, max }: ValueStats): string {
  const most = Math.max(...histogram)
  const bin = histogram.indexOf(most)
  const step = (max - min) / histogram.length
  const [from, to] = [min + bin * step, min + (bin + 1) * step]
  return words.inspected.histogram(formatCount(most), formatNumber(from, 3), formatNumber(to, 3))
}
