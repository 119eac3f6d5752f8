import type { NodeId } from '../../core/base/ids'
import type { SegmentAccount } from '../../core/contract/engine-types'
import { entriesByNode, runTotals } from '../../core/contract/run-account'
import { words } from '../text/words'
import { formatMs } from '../ui/format'
import { ALL_STEPS, hottestOf, scaleOf, type HeatOverlay, type NodeHeat } from './heat-overlay'

/** How the two sides of a run are coloured: far enough apart, and neither as the end of a scale. */
const REUSED_STEP = 1
const RAN_STEP = 5

const NOT_RUN: NodeHeat = { text: words.heat.notRun, short: '', step: null, isKnown: false }
const REUSED: NodeHeat = { text: words.heat.reused, short: '', step: null, isKnown: true }

/**
 * How long each part of the last run took. A part is told where it ends; the nodes that ran as one with it have its colour.
 */
export function timeHeat(
  nodes: Iterable<NodeId>,
  account: readonly SegmentAccount[],
  nameOf: (node: NodeId) => string,
): HeatOverlay {
  const ran = account.filter((entry) => entry.ran)
  const figures = new Map(ran.map(({ root, runMs }) => [root, runMs]))
  const scale = scaleOf(figures, 'linear', formatMs)
  const { prepareMs } = runTotals(account)

  function heatOf(node: NodeId, { root, ran, runMs }: SegmentAccount): NodeHeat {
    const step = ran ? scale.stepOf(runMs) : null
    if (node !== root) return { text: words.heat.runsWith(nameOf(root)), short: '', step, isKnown: true }
    return ran ? { text: scale.tell(runMs), short: formatMs(runMs), step, isKnown: true } : REUSED
  }

  const { heats, missing } = byNode(nodes, account, heatOf)
  return {
    measure: 'time',
    nodes: heats,
    legend: {
      steps: scale.most > 0 ? ALL_STEPS : [],
      least: formatMs(0),
      most: formatMs(scale.most),
      total: words.heat.total(formatMs(scale.total)),
      notes: [
        words.heat.countsTime,
        ...(prepareMs > 0 ? [words.heat.prepared(formatMs(prepareMs))] : []),
        ...missing,
      ],
      hottest: hottestOf(figures, scale),
    },
  }
}

/** What the last run had to do, and what was known. */
export function reuseHeat(nodes: Iterable<NodeId>, account: readonly SegmentAccount[]): HeatOverlay {
  const { segments, ran, reused } = runTotals(account)
  const { heats, missing } = byNode(nodes, account, (_node, entry): NodeHeat => {
    const text = entry.ran ? words.heat.ran : words.heat.reused
    return { text, short: text, step: entry.ran ? RAN_STEP : REUSED_STEP, isKnown: true }
  })
  return {
    measure: 'reuse',
    nodes: heats,
    legend: {
      steps: [REUSED_STEP, RAN_STEP],
      least: words.heat.reused,
      most: words.heat.ran,
      total: words.heat.partsReused(segments - ran, segments, words.heat.percent(reused)),
      notes: missing,
      hottest: [],
    },
  }
}

/** What each node's part of the run says of it, and a note on the nodes that have none. */
function byNode(
  nodes: Iterable<NodeId>,
  account: readonly SegmentAccount[],
  heatOf: (node: NodeId, entry: SegmentAccount) => NodeHeat,
): { readonly heats: ReadonlyMap<NodeId, NodeHeat>; readonly missing: readonly string[] } {
  const entries = entriesByNode(account)
  const heats = new Map<NodeId, NodeHeat>()
  let left = 0
  for (const node of nodes) {
    const entry = entries.get(node)
    if (!entry) left++
    heats.set(node, entry ? heatOf(node, entry) : NOT_RUN)
  }
  if (left === 0) return { heats, missing: [] }
  return {
    heats,
    missing: [account.length === 0 ? words.heat.noRun : words.heat.notInRun(words.counts.nodes(left))],
  }
}
