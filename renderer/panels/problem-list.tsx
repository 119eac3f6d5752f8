import { formatPlace } from '../../core/diagnostic/diagnostic'
import { useWorkspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import { goToPlace } from './go-to'

/** All that is wrong, in one list; a click leads to its place. */
export function ProblemList() {
  const workspace = useWorkspace()
  const all = workspace.problems.value
  return (
    <ul class="problem-list" aria-label="Problem list">
      {all.length === 0 && <li class="empty">Nothing to mend.</li>}
      {all.map((diagnostic) => (
        <li key={`${diagnostic.code} ${formatPlace(diagnostic.place)} ${diagnostic.message}`}>
          <button type="button" class="problem" onClick={() => goToPlace(diagnostic, workspace)}>
            <DiagnosticText diagnostic={diagnostic} />
            <code>{formatPlace(diagnostic.place)}</code>
          </button>
        </li>
      ))}
    </ul>
  )
}
