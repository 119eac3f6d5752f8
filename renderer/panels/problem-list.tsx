import { isStandIn } from '../../core/compile/stand-ins'
import { formatPlace } from '../../core/diagnostic/diagnostic'
import { useWorkspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import { ProblemRepairs } from '../notices/repair-buttons'
import { LocateButton } from '../sharing/locate-button'
import { words } from '../text/words'
import { goToPlace } from './go-to'

/** Farther down the list nobody looks yet, and repairs cost time to find. */
const MOST_MENDED = 20

/** All that is wrong, in one list; a click leads to its place. */
export function ProblemList() {
  const workspace = useWorkspace()
  const all = workspace.problems.value
  // One file may well mend them all.
  const firstStandIn = all.findIndex(isStandIn)
  return (
    <ul class="problem-list" aria-label={words.panels.problems}>
      {all.length === 0 && <li class="empty">{words.panels.nothingToMend}</li>}
      {all.map((diagnostic, i) => (
        <li key={`${diagnostic.code} ${formatPlace(diagnostic.place)} ${diagnostic.message}`}>
          <button type="button" class="problem" onClick={() => goToPlace(diagnostic, workspace)}>
            <DiagnosticText diagnostic={diagnostic} />
            <code>{formatPlace(diagnostic.place)}</code>
          </button>
          {i < MOST_MENDED && <ProblemRepairs diagnostic={diagnostic} />}
          {i === firstStandIn && <LocateButton diagnostic={diagnostic} />}
        </li>
      ))}
    </ul>
  )
}
