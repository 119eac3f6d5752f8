import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-preact'
import { formatPlace, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { useWorkspace, type Workspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import { plural } from '../ui/format'

/** All that is wrong, in one list; a click leads to its place. */
export function ProblemsPanel() {
  const workspace = useWorkspace()
  const { problems, showsProblems } = workspace
  const all = problems.value
  const errors = all.filter(({ severity }) => severity === 'error').length
  const warnings = all.length - errors
  const isOpen = showsProblems.value
  const Chevron = isOpen ? ChevronDown : ChevronUp
  return (
    <section class="problems" aria-label="Problems">
      <button
        type="button"
        class="problems-bar"
        aria-expanded={isOpen}
        onClick={() => (showsProblems.value = !isOpen)}
        data-testid="problems-toggle"
      >
        {all.length === 0 && (
          <>
            <CircleCheck size={15} class="ok" aria-hidden="true" /> No problems
          </>
        )}
        {errors > 0 && (
          <span class="count error">
            <CircleAlert size={15} aria-hidden="true" /> {plural(errors, 'error')}
          </span>
        )}
        {warnings > 0 && (
          <span class="count warning">
            <TriangleAlert size={15} aria-hidden="true" /> {plural(warnings, 'warning')}
          </span>
        )}
        <Chevron size={15} class="chevron" aria-hidden="true" />
      </button>
      {isOpen && (
        <ul class="problem-list" aria-label="Problem list">
          {all.length === 0 && <li class="empty">Nothing to mend.</li>}
          {all.map((diagnostic) => (
            <li key={`${diagnostic.code} ${formatPlace(diagnostic.place)} ${diagnostic.message}`}>
              <button type="button" class="problem" onClick={() => goTo(diagnostic, workspace)}>
                <DiagnosticText diagnostic={diagnostic} />
                <code>{formatPlace(diagnostic.place)}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function goTo({ place }: Diagnostic, { selection, view, editor }: Workspace): void {
  if (place.kind === 'node' && editor.document.nodes.has(place.node)) {
    selection.selectNodes([place.node])
    view.value?.reveal(place.node)
  } else if (place.kind === 'link') {
    const link = editor.document.links.get(place.link)
    if (!link) return
    selection.set({ nodes: new Set(), links: new Set([link.id]) })
    view.value?.reveal(link.to.node)
  } else selection.selectNodes([])
}
