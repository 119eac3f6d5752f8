import { useWorkspace } from '../app/workspace'
import { CostSection } from './cost-section'

/** With nothing selected: the graph as a whole. */
export function GraphInspector() {
  const { store, edit } = useWorkspace()
  const { project, nodes, links } = store.document.value
  return (
    <section class="inspector" aria-label="Inspector">
      <label class="field">
        <span>Graph name</span>
        <input
          type="text"
          value={project.name}
          maxLength={200}
          onChange={(event) => edit({ type: 'project/edit', change: { name: event.currentTarget.value } })}
        />
      </label>
      <label class="field">
        <span>Description</span>
        <textarea
          rows={5}
          value={project.description}
          placeholder="What this graph is, for its readers."
          onChange={(event) =>
            edit({ type: 'project/edit', change: { description: event.currentTarget.value } })
          }
        />
      </label>
      <dl class="totals">
        <dt>Nodes</dt>
        <dd>{nodes.size}</dd>
        <dt>Wires</dt>
        <dd>{links.size}</dd>
      </dl>
      <CostSection />
    </section>
  )
}
