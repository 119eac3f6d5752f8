import type { WidgetProps } from './widget'

/** A longer text than this has lines. */
const LONGEST_LINE = 1000

export function TextWidget(props: WidgetProps<'text'>) {
  return props.spec.maxLength > LONGEST_LINE ? <LongText {...props} /> : <LineOfText {...props} />
}

/** Enter begins a new line; with Ctrl, and when the field is left, what was written counts. */
function LongText({ id, spec, value, problemId, change, done }: WidgetProps<'text'>) {
  return (
    <textarea
      id={id}
      class="text-area"
      value={value}
      maxLength={spec.maxLength}
      aria-describedby={problemId}
      data-commits
      onInput={(event) => (event.currentTarget.dataset['draft'] = '')}
      onChange={(event) => {
        delete event.currentTarget.dataset['draft']
        if (event.currentTarget.value !== value) change(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        const field = event.currentTarget
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.stopPropagation()
          if (field.value === value || change(field.value)) done?.()
          field.blur()
        } else if (event.key === 'Escape' && field.value !== value) {
          event.stopPropagation()
          field.value = value
          delete field.dataset['draft']
        }
      }}
    />
  )
}

function LineOfText({ id, spec, value, problemId, change, done }: WidgetProps<'text'>) {
  return (
    <input
      id={id}
      type="text"
      value={value}
      maxLength={spec.maxLength}
      aria-describedby={problemId}
      data-commits
      onInput={(event) => (event.currentTarget.dataset['draft'] = '')}
      onChange={(event) => {
        delete event.currentTarget.dataset['draft']
        if (event.currentTarget.value !== value) change(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        const field = event.currentTarget
        if (event.key === 'Enter') {
          if (field.value === value || change(field.value)) done?.()
        } else if (event.key === 'Escape' && field.value !== value) {
          event.stopPropagation()
          field.value = value
          delete field.dataset['draft']
        }
      }}
    />
  )
}
