import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { AppInfo } from '../host/host'
import { words } from '../text/words'
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
          <dt>{words.dialogs.about.version}</dt>
          <dd>{info.version}</dd>
          <dt>{words.dialogs.about.platform}</dt>
          <dd>{info.platform}</dd>
          {Object.entries(info.engines).map(([name, version]) => (
            <>
              <dt>{name}</dt>
              <dd class="engine">{version}</dd>
            </>
          ))}
        </dl>
      )}
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.close}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
