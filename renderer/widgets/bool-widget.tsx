import type { WidgetProps } from './widget'

export function BoolWidget({ id, value, problemId, change }: WidgetProps<'bool'>) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      class="switch"
      checked={value}
      aria-describedby={problemId}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}
