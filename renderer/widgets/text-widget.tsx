import type { WidgetProps } from './widget'

export function TextWidget({ id, spec, value, problemId, change, done }: WidgetProps<'text'>) {
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
