import { useMemo, useState } from 'preact/hooks'
import { APP_VERSION } from '../../core/app-version'
import { everyNode } from '../../core/doc/block'
import { strip } from '../../core/doc/strip'
import { writeGraphLink } from '../../core/file/graph-link'
import { namedValues } from '../../core/weights/named-values'
import { useWorkspace } from '../app/workspace'
import { ourWords } from '../blocks/our-words'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { SwitchRow } from '../ui/switch-row'

/** The graph as a link, and what of it does not get into one. */
export function CopyLinkDialog() {
  const { dialogs, whole, root, linkAddress, notices, host, session } = useWorkspace()
  const [isStripped, setStripped] = useState(false)
  const document = whole.document.value
  const address = linkAddress.current.value
  const link = useMemo(() => {
    const options = { titles: true, notes: true, ours: ourWords }
    return writeGraphLink(
      isStripped ? strip(document, root.registry, options).document : document,
      APP_VERSION,
    )
  }, [document, root, isStripped])
  const values = useMemo(() => namedValues(everyNode(document)).size, [document])
  const say = words.out.link
  const text = link.ok && address !== null ? `${address}#${link.value}` : null

  async function copy(): Promise<void> {
    if (text === null) return
    if (await host.clipboard.write(text)) {
      dialogs.close('copy-link')
      notices.show({ tone: 'info', message: say.copied })
    } else notices.show({ tone: 'error', message: say.notCopied, nextStep: say.notCopiedNext })
  }

  function saveAs(): void {
    dialogs.close()
    void session.saveAs().catch(reportError)
  }

  return (
    <Dialog title={say.title} onClose={() => dialogs.close()}>
      {address === null ? (
        <p role="alert">
          {say.noAddress} {say.noAddressNext}
        </p>
      ) : (
        <p>{say.text}</p>
      )}
      {text !== null && (
        <label class="field">
          <span>{say.address}</span>
          <textarea
            class="out-link"
            readOnly
            rows={3}
            value={text}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </label>
      )}
      {link.ok ? (
        <p class="muted" data-testid="size">
          {say.length(link.value.length)}
        </p>
      ) : (
        <p class="field-problem" role="alert" data-testid="size">
          {say.tooLong(link.error.characters)}
        </p>
      )}
      {values > 0 && <p role="note">{say.values(values)}</p>}
      <SwitchRow
        label={words.out.withoutNames}
        hint={words.out.withoutNamesHint}
        isOn={isStripped}
        turn={setStripped}
      />
      <DialogButtons>
        {(values > 0 || !link.ok) && (
          <button type="button" class="button" onClick={saveAs}>
            {say.saveAs}
          </button>
        )}
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          {words.dialogs.cancel}
        </button>
        {address === null ? (
          <button
            type="button"
            class="button primary"
            autofocus
            onClick={() => dialogs.open({ kind: 'settings' })}
          >
            {words.menu.items['view.settings']}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            autofocus
            disabled={text === null}
            onClick={() => void copy().catch(reportError)}
          >
            {say.copy}
          </button>
        )}
      </DialogButtons>
    </Dialog>
  )
}
