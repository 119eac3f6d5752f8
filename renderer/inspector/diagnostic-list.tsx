import { CircleAlert, TriangleAlert } from 'lucide-preact'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'

/** Problems as they are told everywhere in the window: what is wrong, and what to do. */
export function DiagnosticText({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const Icon = diagnostic.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <span class={`diagnostic ${diagnostic.severity}`}>
      <Icon size={15} aria-label={diagnostic.severity} />
      <span>
        {diagnostic.message}
        {diagnostic.nextStep && <span class="next-step"> {diagnostic.nextStep}</span>}
      </span>
    </span>
  )
}
