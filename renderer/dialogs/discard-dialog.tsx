import { useWorkspace } from '../app/workspace'
import type { DialogRequest, DiscardAnswer } from '../state/dialogs'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

type Request = Extract<DialogRequest, { readonly kind: 'discard' }>

export function DiscardDialog({ request }: { readonly request: Request }) {
  const { dialogs } = useWorkspace()

  function answer(choice: DiscardAnswer): void {
    request.answer(choice)
    dialogs.close()
  }

  return (
    <Dialog title={words.dialogs.discard.title(request.name)} onClose={() => answer('cancel')}>
      <p>{words.dialogs.discard.text}</p>
      <DialogButtons>
        <button type="button" class="button" onClick={() => answer('discard')}>
          {words.dialogs.discard.drop}
        </button>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => answer('cancel')}>
          {words.dialogs.cancel}
        </button>
        <button type="button" class="button primary" autofocus onClick={() => answer('save')}>
          {words.dialogs.save}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
