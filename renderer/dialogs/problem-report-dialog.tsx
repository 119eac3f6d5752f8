import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { AppInfo } from '../host/host'
import { describeVersions } from '../state/versions'
import { describeBugs } from '../state/bugs'
import { words } from '../text/words'
import { CopyButton } from '../ui/copy-button'
import { Dialog, DialogButtons } from '../ui/dialog'

/** What helps to find a fault, as a text that the user reads before anybody else does. */
export function ProblemReportDialog() {
  const { dialogs, host, bugs } = useWorkspace()
  const [known, setKnown] = useState<{ readonly info: AppInfo; readonly log: string } | null>(null)
  useEffect(() => {
    void Promise.all([host.appInfo(), host.desktop.recentLog()])
      .then(([info, log]) => setKnown({ info, log }))
      .catch(reportError)
  }, [host])
  const say = words.help.report
  const text = known ? reportText(known.info, describeBugs(bugs.current.value), known.log) : say.looking
  return (
    <Dialog title={say.title} onClose={() => dialogs.close()} wide>
      <p>{say.text}</p>
      <textarea class="report-text" readOnly rows={14} aria-label={say.label} value={text} />
      <DialogButtons>
        <CopyButton label={say.copy} copied={say.copied} notCopied={say.notCopied} text={() => text} />
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.close}
        </button>
      </DialogButtons>
    </Dialog>
  )
}

function reportText(info: AppInfo, bugs: string, log: string): string {
  const say = words.help.report
  const parts = [describeVersions(info), `${say.bugs}:\n${bugs === '' ? say.noBugs : bugs}`]
  if (log !== '') parts.push(`${say.log}:\n${log}`)
  return parts.join('\n\n')
}
