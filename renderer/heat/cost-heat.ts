import type { NodeId } from '../../core/base/ids'
import type { NodeCost } from '../../core/infer/cost'
import { isKnown } from '../../core/tensor/wire-type'
import { words } from '../text/words'
import { formatBytes, formatCount } from '../ui/format'
import { ALL_STEPS, hottestOf, scaleOf, type Figures, type HeatOverlay, type NodeHeat } from './heat-overlay'
import type { CostMeasure } from './measures'

const FORMATS: Readonly<Record<CostMeasure, (value: number) => string>> = {
  parameters: formatCount,
  memory: formatBytes,
  macs: formatCount,
}
const COUNTED: Readonly<Partial<Record<CostMeasure, string>>> = {
  memory: words.heat.countsMemory,
  macs: words.heat.countsMacs,
}

/** Parameters, memory or multiply-adds of every node, on a logarithmic scale: they differ by powers of ten. */
export function costHeat(measure: CostMeasure, costs: ReadonlyMap<NodeId, NodeCost>): HeatOverlay {
  const format = FORMATS[measure]
  const figures: Figures = new Map(
    [...costs].map(([node, cost]) => [node, isKnown(cost[measure]) ? cost[measure] : null]),
  )
  const scale = scaleOf(figures, 'log', format)
  const unknown = [...figures.values()].filter((figure) => figure === null).length
  const counted = COUNTED[measure]

  function heatOf(figure: number | null): NodeHeat {
    if (figure === null)
      return { text: words.heat.unknown, short: words.heat.unknown, step: null, isKnown: false }
    if (figure === 0) return { text: words.heat.none, short: '', step: null, isKnown: true }
    return { text: scale.tell(figure), short: format(figure), step: scale.stepOf(figure), isKnown: true }
  }

  return {
    measure,
    nodes: new Map([...figures].map(([node, figure]) => [node, heatOf(figure)])),
    legend: {
      steps: scale.most > 0 ? ALL_STEPS : [],
      least: format(scale.least),
      most: format(scale.most),
      total: (scale.complete ? words.heat.total : words.heat.atLeast)(format(scale.total)),
      notes: [
        ...(counted === undefined ? [] : [counted]),
        ...(unknown > 0 ? [words.heat.unknownNodes(words.counts.nodes(unknown), unknown === 1)] : []),
      ],
      hottest: hottestOf(figures, scale),
    },
  }
}
