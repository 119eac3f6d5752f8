import type { TargetedEvent, TargetedKeyboardEvent } from 'preact'
import type { WidgetProps } from './widget'

/** A longer text than this has lines. */
const LONGEST_LINE = 1000

type Field = HTMLInputElement | HTMLTextAreaElement

/** Enter takes what was written; in a text of lines it begins a new one, and Ctrl+Enter, or leaving the field, does. */
export function TextWidget({ id, spec, value, problemId, change, done }: WidgetProps<'text'>) {
  const isLong = spec.maxLength > LONGEST_LINE

  function commit(field: Field): void {
    if (field.value === value || change(field.value)) done?.()
  }

  function press(event: TargetedKeyboardEvent<Field>): void {
    const field = event.currentTarget
    if (event.key === 'Enter' && !isLong) commit(field)
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      commit(field)
      field.blur()
    } else if (event.key === 'Escape' && field.value !== value) {
      event.stopPropagation()
      field.value = value
      delete field.dataset['draft']
    }
  }

  const field = {
    id,
    value,
    maxLength: spec.maxLength,
    'aria-describedby': problemId,
    'data-commits': true,
    onInput: ({ currentTarget }: TargetedEvent<Field>) => (currentTarget.dataset['draft'] = ''),
    onChange({ currentTarget }: TargetedEvent<Field>) {
      delete currentTarget.dataset['draft']
      if (currentTarget.value !== value) change(currentTarget.value)
    },
    onKeyDown: press,
  }
  return isLong ? <textarea class="text-area" {...field} /> : <input type="text" {...field} />
}
