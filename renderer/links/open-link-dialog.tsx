import { useState } from 'preact/hooks'
import { holdsGraph } from '../../core/file/graph-link'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

/** Takes a link that holds a graph; where it leads does not matter. */
export function OpenLinkDialog() {
  const { dialogs, session } = useWorkspace()
  const [text, setText] = useState('')
  const say = words.out.link
  const isWrong = text.trim() !== '' && !holdsGraph(text)

  return (
    <Dialog title={say.open} onClose={() => dialogs.close()}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() === '' || isWrong) return
          dialogs.close()
          void session.openLink(text).catch(reportError)
        }}
      >
        <p>{say.openText}</p>
        <label class="field">
          <span>{say.address}</span>
          <textarea
            class="out-link"
            rows={3}
            value={text}
            autofocus
            aria-invalid={isWrong}
            aria-describedby="link-problem"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <small id="link-problem" class="field-problem" aria-live="polite">
            {isWrong ? say.noLink : ''}
          </small>
        </label>
        <DialogButtons>
          <span class="spacer" />
          <button type="button" class="button" onClick={() => dialogs.close()}>
            {words.dialogs.cancel}
          </button>
          <button type="submit" class="button primary" disabled={text.trim() === '' || isWrong}>
            {say.openRun}
          </button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
