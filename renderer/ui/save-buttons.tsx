import { words } from '../text/words'
import { DialogButtons } from './dialog'

interface Props {
  readonly label: string
  readonly run: () => void
  readonly cancel: () => void
  readonly disabled?: boolean
}

/** The lower edge of a dialog that writes a file. */
export function SaveButtons({ label, run, cancel, disabled = false }: Props) {
  return (
    <DialogButtons>
      <span class="spacer" />
      <button type="button" class="button" onClick={cancel}>
        {words.dialogs.cancel}
      </button>
      <button type="button" class="button primary" autofocus disabled={disabled} onClick={run}>
        {label}
      </button>
    </DialogButtons>
  )
}
