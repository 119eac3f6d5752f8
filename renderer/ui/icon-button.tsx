import type { LucideIcon } from 'lucide-preact'
import type { JSX } from 'preact'

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
      <Icon size={size} aria-hidden="true" />
    </button>
  )
}
