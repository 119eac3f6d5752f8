import type { LucideIcon } from 'lucide-preact'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'

interface Props {
  readonly icon: LucideIcon
  /** Said by screen readers and shown as tooltip. */
  readonly label: string
  readonly hint?: string
  readonly onClick: (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => void
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly size?: number
  readonly testId?: string
}

export function IconButton({
  icon: Icon,
  label,
  hint,
  onClick,
  disabled,
  pressed,
  size = 17,
  testId,
}: Props) {
  // The same element again is passed over: panels full of buttons are rendered at every step of a slider.
  const picture = useMemo(() => <Icon size={size} aria-hidden="true" />, [Icon, size])
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      data-tip={hint ? `${label}  ${hint}` : label}
      data-testid={testId}
      disabled={disabled === true}
      onClick={onClick}
    >
      {picture}
    </button>
  )
}
