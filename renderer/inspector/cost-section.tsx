import type { NodeId } from '../../core/base/ids'
import type { NodeCost, Sum } from '../../core/infer/cost'
import { useWorkspace } from '../app/workspace'
import { totalsOf } from '../state/totals'
import { words } from '../text/words'
import { formatBytes, formatCount } from '../ui/format'

interface Row {
  readonly cost: keyof NodeCost
  readonly label: string
  readonly format: (value: number) => string
  readonly tip?: string
}

const ROWS: readonly Row[] = [
  {
    cost: 'parameters',
    label: words.cost.parameters,
    format: formatCount,
    tip: words.cost.parametersTip,
  },
  { cost: 'macs', label: words.cost.macs, format: formatCount },
  { cost: 'weightBytes', label: words.cost.weights, format: formatBytes, tip: words.cost.weightsTip },
  { cost: 'outputBytes', label: words.cost.outputs, format: formatBytes, tip: words.cost.outputsTip },
  { cost: 'memory', label: words.cost.memory, format: formatBytes, tip: words.cost.memoryTip },
]

interface Props {
  /** All of the graph's when absent. */
  readonly nodes?: readonly NodeId[]
}

/** What nodes cost together, and which part of the graph's cost that is. */
export function CostSection({ nodes }: Props) {
  const { store } = useWorkspace()
  const all = store.totals.value
  const own = nodes ? totalsOf(store, nodes) : all
  return (
    <div class="cost-section" role="group" aria-label={words.cost.title} data-testid="cost">
      <h3>{words.cost.title}</h3>
      <table>
        <tbody>
          {ROWS.map(({ cost, label, format, tip }) => (
            <tr key={cost} data-cost={cost} data-tip={tip}>
              <th scope="row">{label}</th>
              <td>{told(own[cost], nodes?.length === 1, format)}</td>
              {nodes && <td class="share">{shareOf(own[cost], all[cost])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A part of a single node's cost is no answer; of several it is at least the sum of what is known. */
function told({ total, complete }: Sum, isSingle: boolean, format: (value: number) => string): string {
  if (complete) return total === 0 ? words.cost.none : format(total)
  return isSingle || total === 0 ? words.cost.unknown : words.cost.atLeast(format(total))
}

function shareOf(own: Sum, all: Sum): string {
  return own.complete && all.complete && own.total > 0 ? words.heat.percent(own.total / all.total) : ''
}
