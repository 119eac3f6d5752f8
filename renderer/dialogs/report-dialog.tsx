import { formatPlace } from '../../core/diagnostic/diagnostic'
import { useWorkspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import type { DialogRequest } from '../state/dialogs'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

type Request = Extract<DialogRequest, { readonly kind: 'report' }>

/** A damaged file can have thousands of problems of one kind; the first ones tell the story. */
const MOST_SHOWN = 50

export function ReportDialog({ request }: { readonly request: Request }) {
  const { dialogs } = useWorkspace()
  const { title, text, diagnostics } = request
  return (
    <Dialog title={title} onClose={() => dialogs.close()} wide>
      <p>{text}</p>
      <ul class="report-list">
        {diagnostics.slice(0, MOST_SHOWN).map((diagnostic, index) => (
          <li key={index}>
            <DiagnosticText diagnostic={diagnostic} />
            <code>{formatPlace(diagnostic.place)}</code>
          </li>
        ))}
      </ul>
      {diagnostics.length > MOST_SHOWN && (
        <p class="muted">{words.dialogs.report.more(diagnostics.length - MOST_SHOWN)}</p>
      )}
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.ok}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
