import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { AppInfo } from '../host/host'
import { Dialog, DialogButtons } from '../ui/dialog'

export function AboutDialog() {
  const { dialogs, host } = useWorkspace()
  const [info, setInfo] = useState<AppInfo | null>(null)
  useEffect(() => {
    void host.appInfo().then(setInfo).catch(reportError)
  }, [host])
  return (
    <Dialog title="Styleloom" onClose={() => dialogs.close()}>
      <p>A node-graph editor for style-based generators. MIT licence.</p>
      {info && (
        <dl class="totals">
          <dt>Version</dt>
          <dd>{info.version}</dd>
          <dt>Platform</dt>
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
          Close
        </button>
      </DialogButtons>
    </Dialog>
  )
}
