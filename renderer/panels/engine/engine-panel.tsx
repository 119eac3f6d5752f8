import { runTotals } from '../../../core/contract/run-account'
import type { RenderReport } from '../../../core/contract/engine-types'
import { useWorkspace } from '../../app/workspace'
import { words } from '../../text/words'
import { formatDuration, formatMs, formatNumber } from '../../ui/format'
import { MemoryBar } from './memory-bar'
import { RunPlot } from './run-plot'
import { SegmentTable } from './segment-table'

/** What the engine did in the last run and why, what it holds, and how the last runs compare. */
export function EnginePanel() {
  const { account, live } = useWorkspace()
  const report = account.report.value
  if (!report) {
    const { problem } = live.state.value
    return <p class="empty">{problem ?? words.account.none}</p>
  }
  return (
    <section class="engine-panel" aria-label={words.account.panel}>
      <div class="engine-side" tabIndex={0}>
        <Totals report={report} />
        <RunPlot />
        <MemoryBar memory={report.memory} />
        <SinceOpened />
      </div>
      <SegmentTable account={report.account} />
    </section>
  )
}

function Totals({ report }: { readonly report: RenderReport }) {
  const { runMs, prepareMs, segments, ran, reused, gflops } = runTotals(report.account)
  const share = Math.floor(reused * 1000) / 10
  return (
    <div class="engine-totals">
      <p data-testid="engine-time">
        <strong>{formatMs(runMs)}</strong> {words.account.on(words.engine.backends[report.backend])}
        {prepareMs > 0 && <span class="muted"> {words.account.toPrepare(formatMs(prepareMs))}</span>}
      </p>
      <p class="muted" data-testid="engine-reused">
        {words.account.ranReused(ran, segments, share)}
        {gflops !== null && ` · ${words.account.speed(formatNumber(gflops, 3))}`}
      </p>
      {report.fallback !== null && <p class="muted">{report.fallback}</p>}
    </div>
  )
}

/** All runs of this graph, by backend. */
function SinceOpened() {
  const { totals } = useWorkspace().account.history.value
  return (
    <p class="muted since-opened">
      {words.account.since(
        totals.map(({ backend, runs, runMs, prepareMs }) =>
          words.account.runsOn(
            runs,
            words.engine.backends[backend],
            formatDuration(runMs),
            formatDuration(prepareMs),
          ),
        ),
      )}
    </p>
  )
}
