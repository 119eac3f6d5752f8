import { Wrench } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { formatDiagnostic, type Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Repair } from '../../core/infer/repairs'
import type { NodeId } from '../../core/base/ids'
import { joinPath, nodeSeenFrom, pathOf } from '../../core/doc/block-path'
import { useWorkspace } from '../app/workspace'
import { runRepair } from './run-repair'

/** Looking for repairs costs more than a frame in a large graph; while a number is dragged it waits. */
const CALM_MS = 150

/** One button for each way to mend something; the first is the best. */
export function RepairButtons({
  repairs,
  onRun,
}: {
  readonly repairs: readonly Repair[]
  onRun(repair: Repair): void
}) {
  if (repairs.length === 0) return null
  return (
    <div class="repairs">
      {repairs.map((repair, i) => (
        <button
          key={repair.label}
          type="button"
          class={`repair ${i === 0 ? 'best' : ''}`}
          onClick={() => onRun(repair)}
          data-testid="repair"
        >
          <Wrench size={13} aria-hidden="true" />
          {repair.label}
        </button>
      ))}
    </div>
  )
}

/** The repairs of a problem that the graph has. */
export function ProblemRepairs({ diagnostic: told }: { readonly diagnostic: Diagnostic }) {
  const workspace = useWorkspace()
  const diagnostic = fromInside(told, workspace.scope.path.value)
  const { repairs: store } = workspace
  const document = workspace.store.document.value
  const [repairs, setRepairs] = useState<readonly Repair[]>([])
  const problem = formatDiagnostic(diagnostic)
  useEffect(() => {
    const timer = setTimeout(() => setRepairs(store.forProblem(diagnostic)), CALM_MS)
    return () => clearTimeout(timer)
  }, [document, problem])

  function run({ label }: Repair): void {
    // The graph may have moved on since the button was drawn.
    const current = store.forProblem(diagnostic).find((repair) => repair.label === label)
    if (current) runRepair(current, workspace)
  }
  return <RepairButtons repairs={repairs} onRun={run} />
}

/** A problem as it is told inside the entered blocks: repairs are looked for in the shown graph. */
function fromInside(diagnostic: Diagnostic, path: readonly NodeId[]): Diagnostic {
  const { place } = diagnostic
  if (path.length === 0 || place.kind !== 'node' || nodeSeenFrom(path, place.node) === null) return diagnostic
  return { ...diagnostic, place: { ...place, node: joinPath(pathOf(place.node).slice(path.length)) } }
}
