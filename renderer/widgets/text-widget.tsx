import type { WidgetProps } from './widget'

export function TextWidget({ id, spec, value, problemId, change }: WidgetProps<'text'>) {
  return (
    <input
      id={id}
      type="text"
      value={value}
      maxLength={spec.maxLength}
      aria-describedby={problemId}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
