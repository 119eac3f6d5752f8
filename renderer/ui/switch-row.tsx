interface Props {
  readonly label: string
  readonly hint: string
  readonly isOn: boolean
  readonly turn: (isOn: boolean) => void
  readonly disabled?: boolean
}

/** A switch with its words before it. */
export function SwitchRow({ label, hint, isOn, turn, disabled = false }: Props) {
  return (
    <label class="setting-row">
      <span>
        {label}
        <small class="muted">{hint}</small>
      </span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        disabled={disabled}
        checked={isOn}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
    </label>
  )
}
