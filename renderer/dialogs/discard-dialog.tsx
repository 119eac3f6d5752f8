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

  const { names } = request
  const [only, second] = names
  const isOne = second === undefined
  const { title, titleOfSeveral, text, drop, saveAll } = words.dialogs.discard

  return (
    <Dialog title={isOne ? title(only ?? '') : titleOfSeveral(names.length)} onClose={() => answer('cancel')}>
      {!isOne && (
        <ul class="plain-list">
          {names.map((name, index) => (
            <li key={index}>{name}</li>
          ))}
        </ul>
      )}
      <p>{text}</p>
      <DialogButtons>
        <button type="button" class="button" onClick={() => answer('discard')}>
          {drop}
        </button>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => answer('cancel')}>
          {words.dialogs.cancel}
        </button>
        <button type="button" class="button primary" autofocus onClick={() => answer('save')}>
          {isOne ? words.dialogs.save : saveAll}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
