interface Props<Choice extends string | number> {
  readonly legend: string
  /** Of the group of radio buttons. */
  readonly name: string
  readonly choices: readonly Choice[]
  readonly chosen: Choice
  readonly label: (choice: Choice) => string
  readonly choose: (choice: Choice) => void
  readonly isDisabled?: (choice: Choice) => boolean
}

/** One of a few choices, all of which are seen. */
export function Segments<Choice extends string | number>(props: Props<Choice>) {
  const { legend, name, choices, chosen, label, choose, isDisabled } = props
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <label key={choice} class="segment">
            <input
              type="radio"
              name={name}
              checked={choice === chosen}
              disabled={isDisabled?.(choice) ?? false}
              onChange={() => choose(choice)}
            />
            <span>{label(choice)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
