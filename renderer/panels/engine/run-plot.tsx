import { useState } from 'preact/hooks'
import { isPlain } from '../../actions/keys'
import { useWorkspace } from '../../app/workspace'
import { MOST_RUNS, plotTop, type RunRecord } from '../../state/run-history'
import { words } from '../../text/words'
import { formatMs } from '../../ui/format'

const WIDTH = MOST_RUNS * 3
const HEIGHT = 54

/** The last runs as bars, running below and preparing above. The pointer or the arrow keys ask for one. */
export function RunPlot() {
  const { runs } = useWorkspace().account.history.value
  const [asked, setAsked] = useState<number | null>(null)
  const top = plotTop(runs)
  const shown = asked === null ? null : runs.findIndex(({ number }) => number === asked)
  const current = runs[shown === null || shown < 0 ? runs.length - 1 : shown]
  if (!current) return null
  const told = describeRun(current)

  function move(to: number): void {
    setAsked(runs[Math.max(0, Math.min(runs.length - 1, to))]?.number ?? null)
  }

  return (
    <div class="run-plot">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="slider"
        tabIndex={0}
        aria-label={words.account.run}
        aria-valuemin={runs[0]?.number}
        aria-valuemax={runs.at(-1)?.number}
        aria-valuenow={current.number}
        aria-valuetext={told}
        data-testid="run-plot"
        onPointerMove={(event) => {
          const { left, width } = event.currentTarget.getBoundingClientRect()
          move(Math.floor(((event.clientX - left) / width) * MOST_RUNS))
        }}
        onPointerLeave={() => setAsked(null)}
        onBlur={() => setAsked(null)}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1, Home: -MOST_RUNS, End: MOST_RUNS }[event.key]
          if (step === undefined || !isPlain(event)) return
          event.preventDefault()
          move(runs.indexOf(current) + step)
        }}
      >
        <defs>
          <pattern
            id="prepare-stripes"
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="prepare-ground" width="4" height="4" />
            <rect class="prepare-line" width="1.6" height="4" />
          </pattern>
        </defs>
        {runs.map((run, index) => (
          <RunBar
            key={run.number}
            run={run}
            index={index}
            top={top}
            isAsked={asked !== null && run === current}
          />
        ))}
      </svg>
      <p class="run-scale muted" aria-hidden="true">
        {formatMs(top)}
      </p>
      <p class="run-told" data-testid="run-told">
        {asked === null ? (
          <span class="run-keys muted">
            <span class="run-key run" /> {words.account.runKey} <span class="run-key prepare" />{' '}
            {words.account.prepareKey}, {words.account.lastRuns(runs.length, runs.at(-1)?.number ?? 0)}
          </span>
        ) : (
          told
        )}
      </p>
    </div>
  )
}

interface BarProps {
  readonly run: RunRecord
  readonly index: number
  readonly top: number
  readonly isAsked: boolean
}

function RunBar({ run: { runMs, prepareMs }, index, top, isAsked }: BarProps) {
  const x = index * 3
  const scale = HEIGHT / top
  // Nothing ran: a line says that there was a run all the same.
  const low = Math.min(HEIGHT, Math.max(1, runMs * scale))
  const high = Math.min(HEIGHT - low, prepareMs * scale)
  const isCut = runMs + prepareMs > top * 1.001
  return (
    <>
      {isAsked && <rect class="bar-asked" x={x - 0.5} y={0} width={3} height={HEIGHT} />}
      <rect class="bar-run" x={x} y={HEIGHT - low} width={2} height={low} />
      {high > 0 && (
        <rect x={x} y={HEIGHT - low - high} width={2} height={high} fill="url(#prepare-stripes)" />
      )}
      {isCut && <rect class="bar-cut" x={x} y={2} width={2} height={2} />}
    </>
  )
}

function describeRun({ number, what, backend, runMs, prepareMs, ran, segments }: RunRecord): string {
  const time =
    prepareMs > 0 ? words.account.runAndPrepare(formatMs(runMs), formatMs(prepareMs)) : formatMs(runMs)
  return words.account.runTold(number, what, time, words.engine.backends[backend], ran, segments)
}
