import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { Dialog, DialogButtons } from '../ui/dialog'
import { formatCount, plural } from '../ui/format'
import { totalsOf } from '../state/totals'

const OPSETS = [17, 18, 19, 20, 21] as const
const DEFAULT_OPSET = 17

export function ExportDialog() {
  const { dialogs, session, store, editor } = useWorkspace()
  const [opset, setOpset] = useState<number>(DEFAULT_OPSET)
  const { nodes } = store.document.value
  const records = [...nodes.values()]
  const outputs = records.filter(({ type }) => editor.registry.get(type)?.role === 'output')
  const parameters = totalsOf(store, nodes.keys()).parameters.total

  function run(): void {
    dialogs.close()
    void session.exportOnnx(opset).catch(reportError)
  }

  return (
    <Dialog title="Export as ONNX model" onClose={() => dialogs.close()}>
      <p>
        What you see is what is exported: the same graph the live picture runs, with{' '}
        {plural(outputs.length, 'output')} and {formatCount(parameters)} parameters. Any ONNX runtime can load
        it.
      </p>
      <label class="field">
        <span>Operator set</span>
        <select value={opset} onChange={(event) => setOpset(Number(event.currentTarget.value))}>
          {OPSETS.map((version) => (
            <option key={version} value={version}>
              {version}
              {version === DEFAULT_OPSET && ' (runs almost everywhere)'}
            </option>
          ))}
        </select>
      </label>
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          Cancel
        </button>
        <button type="button" class="button primary" autofocus onClick={run}>
          Export
        </button>
      </DialogButtons>
    </Dialog>
  )
}
