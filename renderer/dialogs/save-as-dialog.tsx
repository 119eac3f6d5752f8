import { useState } from 'preact/hooks'
import { fileStem, withoutForbidden } from '../../core/contract/file-types'
import { useWorkspace } from '../app/workspace'
import type { DialogRequest, SaveFormat } from '../state/dialogs'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'

type Request = Extract<DialogRequest, { readonly kind: 'save-as' }>

export function SaveAsDialog({ request }: { readonly request: Request }) {
  const { dialogs, host } = useWorkspace()
  const { textText, besideText, noText } = words.dialogs.saveAs
  const canBeText = !request.hasBlobs || host.kind === 'desktop'
  const [name, setName] = useState(fileStem(request.name))
  const [format, setFormat] = useState<SaveFormat>('loom')

  function answer(result: { readonly name: string; readonly format: SaveFormat } | null): void {
    request.answer(result)
    dialogs.close()
  }

  return (
    <Dialog title={words.dialogs.saveAs.title} onClose={() => answer(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          answer({ name: name.trim(), format })
        }}
      >
        <label class="field">
          <span>{words.dialogs.saveAs.name}</span>
          <input
            type="text"
            value={name}
            required
            maxLength={200}
            autofocus
            onInput={(event) => setName(withoutForbidden(event.currentTarget.value))}
          />
        </label>
        <fieldset class="options">
          <legend>{words.dialogs.saveAs.format}</legend>
          <Option
            format="loom"
            chosen={format}
            choose={setFormat}
            title={words.dialogs.saveAs.bundle}
            text={words.dialogs.saveAs.bundleText}
          />
          <Option
            format="loom.json"
            chosen={format}
            choose={setFormat}
            disabled={!canBeText}
            title={words.dialogs.saveAs.text}
            text={!canBeText ? noText : request.hasBlobs ? besideText : textText}
          />
        </fieldset>
        <DialogButtons>
          <span class="spacer" />
          <button type="button" class="button" onClick={() => answer(null)}>
            {words.dialogs.cancel}
          </button>
          <button type="submit" class="button primary" disabled={name.trim() === ''}>
            {words.dialogs.save}
          </button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

interface OptionProps {
  readonly format: SaveFormat
  readonly chosen: SaveFormat
  readonly choose: (format: SaveFormat) => void
  readonly title: string
  readonly text: string
  readonly disabled?: boolean
}

function Option({ format, chosen, choose, title, text, disabled = false }: OptionProps) {
  return (
    <label class={disabled ? 'option disabled' : 'option'}>
      <input
        type="radio"
        name="format"
        checked={format === chosen}
        disabled={disabled}
        onChange={() => choose(format)}
      />
      <span>
        <strong>{title}</strong>
        <span class="muted">{text}</span>
      </span>
    </label>
  )
}
