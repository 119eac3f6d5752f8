import { useWorkspace } from '../app/workspace'
import type { DialogRequest, DiscardAnswer } from '../state/dialogs'
import { Dialog, DialogButtons } from '../ui/dialog'

type Request = Extract<DialogRequest, { readonly kind: 'discard' }>

export function DiscardDialog({ request }: { readonly request: Request }) {
  const { dialogs } = useWorkspace()

  function answer(choice: DiscardAnswer): void {
    request.answer(choice)
    dialogs.close()
  }

  return (
    <Dialog title={`Save the changes to “${request.name}”?`} onClose={() => answer('cancel')}>
      <p>If you do not save them, the changes since the last save are lost.</p>
      <DialogButtons>
        <button type="button" class="button" onClick={() => answer('discard')}>
          Don’t save
        </button>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => answer('cancel')}>
          Cancel
        </button>
        <button type="button" class="button primary" autofocus onClick={() => answer('save')}>
          Save
        </button>
      </DialogButtons>
    </Dialog>
  )
}
