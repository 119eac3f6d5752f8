import { useWorkspace } from '../app/workspace'
import { goToNode } from '../panels/go-to'
import { words } from '../text/words'
import type { Legend } from './heat-overlay'
import { HEAT_CHOICES } from './measures'

/** What the colours on the canvas mean: the scale with its ends, the total, and what is not known. */
export function HeatLegend() {
  const { heat } = useWorkspace()
  const overlay = heat.overlay.value
  if (!overlay) return null
  const { measure, legend } = overlay
  return (
    <section class="heat-legend" aria-label={words.heat.legend} data-testid="heat-legend">
      <label class="heat-choice">
        <span>{words.heat.measure}</span>
        <select
          value={measure}
          onChange={({ currentTarget }) => {
            const choice = HEAT_CHOICES.find((known) => known === currentTarget.value)
            if (choice) heat.choose(choice)
          }}
        >
          {HEAT_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words.heat.choices[choice]}
            </option>
          ))}
        </select>
      </label>
      {legend.steps.length > 0 && <ScaleBar legend={legend} />}
      <p class="heat-total" data-testid="heat-total">
        {legend.total}
      </p>
      <Hottest legend={legend} />
      {legend.notes.map((note) => (
        <p key={note} class="muted">
          {note}
        </p>
      ))}
    </section>
  )
}

function ScaleBar({ legend: { steps, least, most } }: { readonly legend: Legend }) {
  return (
    <div class="heat-scale">
      <div class="heat-bar" aria-hidden="true">
        {steps.map((step) => (
          <span key={step} style={{ background: `var(--heat-${step + 1})` }} />
        ))}
      </div>
      <div class="heat-ends">
        <span>{least}</span>
        <span>{most}</span>
      </div>
    </div>
  )
}

function Hottest({ legend: { hottest } }: { readonly legend: Legend }) {
  const workspace = useWorkspace()
  const { nodes } = workspace.store.document.value
  if (hottest.length === 0) return null
  return (
    <ol class="heat-hottest" aria-label={words.heat.hottest}>
      {hottest.map(({ node, text }) => {
        const name = nodes.get(node)?.title ?? node
        return (
          <li key={node}>
            <button
              type="button"
              class="heat-place"
              data-tip={words.heat.goTo(name)}
              onClick={() => goToNode(node, workspace)}
            >
              <span class="heat-name">{name}</span> <span>{text}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
