import { TriangleAlert } from 'lucide-preact'
import { assertNever } from '../../core/base/assert'
import type { ParityEntry, ParityReport } from '../../core/contract/engine-types'
import { formatPort, type Document } from '../../core/doc/document'
import { titleInRun } from '../state/node-words'
import { useWorkspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import { goToRunNode } from '../panels/go-to'
import { firstDifference, formatDifference, largestDifference } from '../state/parity-words'
import type { ParityState } from '../state/parity'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { formatMs } from '../ui/format'

/** Runs the graph on WebGPU and on WASM, and shows where their values part. Closing it stops the comparison. */
export function ParityDialog() {
  const { dialogs, parity } = useWorkspace()
  const state = parity.state.value
  function close(): void {
    parity.cancel()
    dialogs.close()
  }
  return (
    <Dialog title={words.parity.title} onClose={close} wide>
      <Content state={state} />
      <Buttons state={state} onClose={close} />
    </Dialog>
  )
}

function Content({ state }: { readonly state: ParityState }) {
  switch (state.kind) {
    case 'none':
      return <p>{words.parity.what}</p>
    case 'running':
      return <Progress progress={state.progress} />
    case 'failed':
      return (
        <>
          <p>{words.parity.failed}</p>
          <ul class="report-list">
            {state.diagnostics.map((diagnostic, index) => (
              <li key={index}>
                <DiagnosticText diagnostic={diagnostic} />
              </li>
            ))}
          </ul>
        </>
      )
    case 'done':
      return (
        <>
          <Verdict report={state.report} document={state.document} />
          <DifferenceTable report={state.report} document={state.document} />
          <Facts report={state.report} />
        </>
      )
    default:
      return assertNever(state)
  }
}

function Progress({
  progress,
}: {
  readonly progress: Extract<ParityState, { kind: 'running' }>['progress']
}) {
  const { whole } = useWorkspace()
  const title = progress && titleInRun(whole.document.value, progress.node)
  return (
    <>
      <p>{words.parity.whatNow}</p>
      <progress
        class="parity-progress"
        aria-label={words.parity.compared}
        {...(progress ? { value: progress.done, max: progress.total } : {})}
      />
      <p class="muted parity-step">
        {progress ? words.parity.progress(progress.done, progress.total, title ?? '') : words.parity.starting}
      </p>
    </>
  )
}

interface ReportProps {
  readonly report: ParityReport
  readonly document: Document
}

function Verdict({ report, document }: ReportProps) {
  const first = firstDifference(report)
  const tolerated = formatDifference(report.tolerance)
  if (first === null) {
    const largest = largestDifference(report)
    return (
      <p data-testid="parity-verdict" data-verdict="agree">
        <strong>{words.parity.agree}</strong> {words.parity.onAll(report.entries.length)}{' '}
        {largest !== null &&
          largest.difference > 0 &&
          words.parity.largest(
            formatDifference(largest.difference),
            titleInRun(document, largest.port.node),
            tolerated,
          )}
      </p>
    )
  }
  return (
    <p data-testid="parity-verdict" data-verdict="differ">
      <strong>{words.parity.firstToDiffer(titleInRun(document, first.port.node))}</strong>:{' '}
      {Number.isFinite(first.difference)
        ? words.parity.differsBy(formatDifference(first.difference), tolerated)
        : words.parity.onlyOneFinite}{' '}
      {words.parity.advice}
    </p>
  )
}

function DifferenceTable({ report, document }: ReportProps) {
  const first = report.first && formatPort(report.first)
  return (
    <div class="parity-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.parity.node}</th>
            <th scope="col">{words.parity.output}</th>
            <th scope="col">{words.parity.shape}</th>
            <th scope="col">{words.parity.difference}</th>
          </tr>
        </thead>
        <tbody>
          {report.entries.map((entry) => (
            <DifferenceRow
              key={formatPort(entry.port)}
              entry={entry}
              title={titleInRun(document, entry.port.node)}
              isFirst={formatPort(entry.port) === first}
              isOver={entry.difference > report.tolerance}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  readonly entry: ParityEntry
  readonly title: string
  readonly isFirst: boolean
  readonly isOver: boolean
}

function DifferenceRow({ entry: { port, dims, difference }, title, isFirst, isOver }: RowProps) {
  const workspace = useWorkspace()
  return (
    <tr
      class={isFirst ? 'first' : isOver ? 'over' : undefined}
      data-port={formatPort(port)}
      ref={(row) => {
        if (isFirst) row?.scrollIntoView({ block: 'nearest' })
      }}
    >
      <th scope="row">
        <button
          type="button"
          class="link-button"
          onClick={() => {
            workspace.dialogs.close()
            goToRunNode(port.node, workspace)
          }}
        >
          {isFirst && <TriangleAlert size={14} aria-label={words.parity.firstMark} />}
          {title}
        </button>
      </th>
      <td>{port.port}</td>
      <td>{dims.join(' × ')}</td>
      <td>{formatDifference(difference)}</td>
    </tr>
  )
}

function Facts({ report: { adapter, runtime, runMs } }: { readonly report: ParityReport }) {
  return (
    <p class="muted">{words.parity.took(adapter, runtime, formatMs(runMs.webgpu), formatMs(runMs.wasm))}</p>
  )
}

function Buttons({ state, onClose }: { readonly state: ParityState; readonly onClose: () => void }) {
  const { parity, session } = useWorkspace()
  return (
    <DialogButtons>
      {state.kind === 'done' && (
        <button
          type="button"
          class="button"
          onClick={() => void session.saveParityReport(state.document, state.report).catch(reportError)}
        >
          {words.parity.save}
        </button>
      )}
      <span class="spacer" />
      {state.kind === 'done' || state.kind === 'failed' ? (
        <button type="button" class="button" onClick={() => void parity.start().catch(reportError)}>
          {words.parity.again}
        </button>
      ) : null}
      <button type="button" class="button primary" autofocus onClick={onClose}>
        {state.kind === 'running' ? words.parity.stop : words.dialogs.close}
      </button>
    </DialogButtons>
  )
}
