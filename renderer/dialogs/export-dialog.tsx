import { useState } from 'preact/hooks'
import { expand } from '../../core/doc/expand'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { formatCount } from '../ui/format'
import { totalsOf } from '../state/totals'

const OPSETS = [17, 18, 19, 20, 21] as const
const DEFAULT_OPSET = 17

export function ExportDialog() {
  const { dialogs, session, whole, root } = useWorkspace()
  const [opset, setOpset] = useState<number>(DEFAULT_OPSET)
  const document = whole.document.value
  const records = [...expand(document).nodes.values()]
  const outputs = records.filter(({ type }) => root.registry.get(type)?.role === 'output')
  const parameters = totalsOf(whole, document.nodes.keys()).parameters.total

  function run(): void {
    dialogs.close()
    void session.exportOnnx(opset).catch(reportError)
  }

  return (
    <Dialog title={words.dialogs.exportOnnx.title} onClose={() => dialogs.close()}>
      <p>{words.dialogs.exportOnnx.text(outputs.length, formatCount(parameters))}</p>
      <label class="field">
        <span>{words.dialogs.exportOnnx.opset}</span>
        <select value={opset} onChange={(event) => setOpset(Number(event.currentTarget.value))}>
          {OPSETS.map((version) => (
            <option key={version} value={version}>
              {version === DEFAULT_OPSET ? words.dialogs.exportOnnx.everywhere(version) : version}
            </option>
          ))}
        </select>
      </label>
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          {words.dialogs.cancel}
        </button>
        <button type="button" class="button primary" autofocus onClick={run}>
          {words.dialogs.exportOnnx.run}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
