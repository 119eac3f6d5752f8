import { CircleAlert, TriangleAlert } from 'lucide-preact'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { ProblemRepairs } from '../notices/repair-buttons'
import { LocateButton } from '../sharing/locate-button'
import { words } from '../text/words'

/** Problems as they are told everywhere in the window: what is wrong, and what to do. */
export function DiagnosticText({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const Icon = diagnostic.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <span class={`diagnostic ${diagnostic.severity}`}>
      <Icon size={15} aria-label={words.inspector.severities[diagnostic.severity]} />
      <span>
        {diagnostic.message}
        {diagnostic.nextStep && <span class="next-step"> {diagnostic.nextStep}</span>}
      </span>
    </span>
  )
}

/** A problem of the node that is inspected, with what can be done about it. */
export function InspectedProblem({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  return (
    <div class={`inspected-problem ${diagnostic.severity}`}>
      <DiagnosticText diagnostic={diagnostic} />
      <ProblemRepairs diagnostic={diagnostic} />
      <LocateButton diagnostic={diagnostic} />
    </div>
  )
}
