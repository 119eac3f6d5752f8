import { assertNever } from '../../core/base/assert'
import { useWorkspace } from '../app/workspace'
import { DiagramDialog } from '../diagram/diagram-dialog'
import { GalleryDialog } from '../gallery/gallery-dialog'
import { CopyLinkDialog } from '../links/copy-link-dialog'
import { OpenLinkDialog } from '../links/open-link-dialog'
import { ForSharingDialog } from '../sharing/for-sharing-dialog'
import { RecoveryDialog } from '../journal/recovery-dialog'
import { ReproductionDialog } from '../sharing/reproduction-dialog'
import { AboutDialog } from './about-dialog'
import { DiscardDialog } from './discard-dialog'
import { ExportDialog } from './export-dialog'
import { FileQuestionDialog } from './file-question-dialog'
import { ParityDialog } from './parity-dialog'
import { ProblemReportDialog } from './problem-report-dialog'
import { ReportDialog } from './report-dialog'
import { SaveAsDialog } from './save-as-dialog'
import { SavePictureDialog } from './save-picture-dialog'
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
    case 'file-question':
      return <FileQuestionDialog request={request} />
    case 'export-onnx':
      return <ExportDialog />
    case 'save-picture':
      return <SavePictureDialog />
    case 'export-diagram':
      return <DiagramDialog />
    case 'export-for-sharing':
      return <ForSharingDialog />
    case 'copy-link':
      return <CopyLinkDialog />
    case 'open-link':
      return <OpenLinkDialog />
    case 'gallery':
      return <GalleryDialog first={request.first} />
    case 'report':
      return <ReportDialog request={request} />
    case 'parity':
      return <ParityDialog />
    case 'recovery':
      return <RecoveryDialog isEarlier={request.isEarlier} />
    case 'reproduction':
      return <ReproductionDialog />
    case 'settings':
      return <SettingsDialog />
    case 'shortcuts':
      return <ShortcutsDialog />
    case 'about':
      return <AboutDialog />
    case 'problem-report':
      return <ProblemReportDialog />
    default:
      return assertNever(request)
  }
}
