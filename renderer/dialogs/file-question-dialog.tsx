import { useWorkspace } from '../app/workspace'
import { canCompare, compareWithFile, type FileAnswer, type FileQuestion } from '../state/file-question'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

/** Says why the graph was not saved over its file; what loses nothing is the choice that is ready. */
export function FileQuestionDialog({ request }: { readonly request: FileQuestion }) {
  const workspace = useWorkspace()
  const { dialogs, host, documents } = workspace
  const { file, problem } = request
  const { title, keepsBackup, keepsNone, over, there, choose, saveAs } = words.saving

  function answer(choice: FileAnswer): void {
    request.answer(choice)
    dialogs.close()
  }

  /** Nothing is saved. */
  function compare(): void {
    answer('cancel')
    void compareWithFile(request, workspace).catch(reportError)
  }

  function choice(label: string, value: FileAnswer, isReady: boolean) {
    return (
      <button
        type="button"
        class={isReady ? 'button primary' : 'button'}
        autofocus={isReady}
        onClick={() => answer(value)}
      >
        {label}
      </button>
    )
  }

  return (
    <Dialog title={title(file)} onClose={() => answer('cancel')}>
      <p>{problem.message}</p>
      {problem.code === 'changed-on-disk' && <p>{host.kind === 'desktop' ? keepsBackup(file) : keepsNone}</p>}
      <DialogButtons>
        {canCompare(request, documents) && (
          <button type="button" class="button" onClick={compare}>
            {words.saving.compare}
          </button>
        )}
        <span class="spacer" />
        {choice(words.dialogs.cancel, 'cancel', false)}
        {problem.code === 'changed-on-disk' && choice(over, 'over', false)}
        {problem.code !== 'asked-too-late' && choice(saveAs, 'elsewhere', problem.code === 'changed-on-disk')}
        {problem.code === 'gone-from-disk' && choice(there, 'over', true)}
        {problem.code === 'asked-too-late' && choice(choose, 'over', true)}
      </DialogButtons>
    </Dialog>
  )
}
