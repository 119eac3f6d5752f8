import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { listExamples, type Example } from '../files/examples'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

export function ExamplesDialog() {
  const { dialogs, host, session } = useWorkspace()
  const [examples, setExamples] = useState<readonly Example[] | string | null>(null)
  useEffect(() => {
    void listExamples(host).then(setExamples).catch(reportError)
  }, [host])

  function open(file: string): void {
    dialogs.close()
    void session.openExample(file).catch(reportError)
  }

  return (
    <Dialog title={words.dialogs.examples.title} onClose={() => dialogs.close()} wide>
      {examples === null && <p class="muted">{words.dialogs.examples.looking}</p>}
      {typeof examples === 'string' && <p role="alert">{examples}</p>}
      {typeof examples === 'object' && (
        <ul class="example-list">
          {examples?.map(({ file, title, summary }) => (
            <li key={file}>
              <button type="button" onClick={() => open(file)}>
                <strong>{title}</strong>
                <span class="muted">{summary}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          {words.dialogs.cancel}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
