import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { AppInfo } from '../host/host'
import { describeVersions, versionsOf } from '../state/versions'
import { words } from '../text/words'
import { CopyButton } from '../ui/copy-button'
import { Dialog, DialogButtons } from '../ui/dialog'

export function AboutDialog() {
  const { dialogs, host } = useWorkspace()
  const [info, setInfo] = useState<AppInfo | null>(null)
  useEffect(() => {
    void host.appInfo().then(setInfo).catch(reportError)
  }, [host])
  return (
    <Dialog title={words.app.name} onClose={() => dialogs.close()}>
      <p>{words.dialogs.about.text}</p>
      {info && (
        <dl class="totals">
          {versionsOf(info).map(([name, version]) => (
            <>
              <dt>{name}</dt>
              <dd class="engine">{version}</dd>
            </>
          ))}
        </dl>
      )}
      <DialogButtons>
        {info && (
          <CopyButton
            label={words.help.copyVersions}
            copied={words.help.versionsCopied}
            notCopied={words.help.versionsNotCopied}
            text={() => describeVersions(info)}
          />
        )}
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.close}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
