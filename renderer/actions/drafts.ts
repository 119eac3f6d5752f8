/**
 * Text that is being typed and not yet in the graph. A field takes its text over when it is left; what is asked for by key
 * or by a menu meanwhile must count it in, and the window must not close over it.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { isTextField } from './text-field'

/** Marks what holds fields whose text belongs to the graph. */
const HOLDS_DRAFTS = '[data-drafts]'

/** True from the first letter until the field is left or its text is taken over. */
export function followDrafts(window: Window): ReadonlySignal<boolean> {
  const hasDraft = signal(false)
  const isOurs = ({ target }: Event): boolean =>
    isTextField(target) && (target as Element).closest(HOLDS_DRAFTS) !== null
  window.addEventListener('input', (event) => void (hasDraft.value ||= isOurs(event)), true)
  for (const end of ['change', 'focusout'])
    window.addEventListener(end, (event) => {
      if (isOurs(event)) hasDraft.value = false
    })
  return hasDraft
}

/** What has been typed so far is taken over, as if the field were left; the focus stays in it. */
export function commitDraft(document: Document): void {
  const field = document.activeElement
  if (!(field instanceof HTMLElement) || !isTextField(field) || !field.closest(HOLDS_DRAFTS)) return
  field.blur()
  field.focus({ preventScroll: true })
}
