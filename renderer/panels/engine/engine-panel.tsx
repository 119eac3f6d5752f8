import { runTotals } from '../../../core/contract/run-account'
import type { RenderReport } from '../../../core/contract/engine-types'
import { useWorkspace } from '../../app/workspace'
import { formatDuration, formatMs, formatNumber, plural } from '../../ui/format'
import { MemoryBar } from './memory-bar'
import { RunPlot } from './run-plot'
import { SegmentTable } from './segment-table'

/** What the engine did in the last run and why, what it holds, and how the last runs compare. */
export function EnginePanel() {
  const { account, live } = useWorkspace()
  const report = account.report.value
  if (!report) {
    const { problem } = live.state.value
    return <p class="empty">{problem ?? 'Nothing has run yet.'}</p>
  }
  return (
    <section class="engine-panel" aria-label="Engine account">
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

export const BACKEND_NAMES = { webgpu: 'WebGPU', wasm: 'WASM' } as const

function Totals({ report }: { readonly report: RenderReport }) {
  const { runMs, prepareMs, segments, ran, reused, gflops } = runTotals(report.account)
  const share = Math.floor(reused * 1000) / 10
  return (
    <div class="engine-totals">
      <p data-testid="engine-time">
        <strong>{formatMs(runMs)}</strong> on {BACKEND_NAMES[report.backend]}
        {prepareMs > 0 && <span class="muted"> + {formatMs(prepareMs)} to prepare</span>}
      </p>
      <p class="muted" data-testid="engine-reused">
        {ran} of {plural(segments, 'segment')} ran · {share} % reused
        {gflops !== null && ` · ${formatNumber(gflops, 3)} GFLOP/s`}
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
      Since the graph was opened:{' '}
      {totals
        .map(
          ({ backend, runs, runMs, prepareMs }) =>
            `${plural(runs, 'run')} on ${BACKEND_NAMES[backend]}, ${formatDuration(runMs)} running and ${formatDuration(prepareMs)} preparing`,
        )
        .join('; ')}
      .
    </p>
  )
}
