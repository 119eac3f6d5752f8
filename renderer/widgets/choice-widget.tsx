import type { WidgetProps } from './widget'

/** Few short options are seen at a glance; more, or longer ones, go into a list. */
const MOST_SEGMENTS = 3
const MOST_LETTERS = 22
/** Longer words than these need the whole width. */
const MOST_IN_HALF = 17

export function ChoiceWidget({ id, label, spec, value, problemId, change }: WidgetProps<'choice'>) {
  const options = Object.entries(spec.options)
  const letters = options.reduce((sum, [, words]) => sum + words.length, 0)
  if (options.length <= MOST_SEGMENTS && letters <= MOST_LETTERS) {
    return (
      <span class="segments" role="radiogroup" aria-label={label}>
        {options.map(([option, words], index) => (
          <label key={option} class="segment">
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              name={id}
              checked={option === value}
              onChange={() => change(option)}
            />
            <span>{words}</span>
          </label>
        ))}
      </span>
    )
  }
  return (
    <select
      id={id}
      class={options.some(([, words]) => words.length > MOST_IN_HALF) ? 'wide' : ''}
      value={value}
      aria-describedby={problemId}
      onChange={(event) => change(event.currentTarget.value)}
    >
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  )
}
