import { assertNever } from '../../core/base/assert'
import { useWorkspace } from '../app/workspace'
import { AboutDialog } from './about-dialog'
import { DiscardDialog } from './discard-dialog'
import { ExamplesDialog } from './examples-dialog'
import { ExportDialog } from './export-dialog'
import { ParityDialog } from './parity-dialog'
import { ReportDialog } from './report-dialog'
import { SaveAsDialog } from './save-as-dialog'
import { SettingsDialog } from './settings-dialog'
import { ShortcutsDialog } from './shortcuts-dialog'

/** Shows the dialog that is asked for. */
export function DialogLayer() {
  const { dialogs } = useWorkspace()
  const request = dialogs.current.value
  if (!request) return null
  switch (request.kind) {
    case 'discard':
      return <DiscardDialog request={request} />
    case 'save-as':
      return <SaveAsDialog request={request} />
    case 'export-onnx':
      return <ExportDialog />
    case 'examples':
      return <ExamplesDialog />
    case 'report':
      return <ReportDialog request={request} />
    case 'parity':
      return <ParityDialog />
    case 'settings':
      return <SettingsDialog />
    case 'shortcuts':
      return <ShortcutsDialog />
    case 'about':
      return <AboutDialog />
    default:
      return assertNever(request)
  }
}
